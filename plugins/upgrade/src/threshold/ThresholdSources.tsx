import { Flex, Text } from '@backstage/ui';
import {
  Threshold,
  ThresholdView,
  whoText,
} from '@cluster-upgrade/plugin-upgrade-common';
import { StatusLabel } from '../parts/status/StatusLabel';
import { momentText } from '../parts/time/formats';
import { useLocale } from '../parts/time/useLocale';
import { useText } from '../parts/useText';
import { sourcesOf } from './thresholdInForce';
import { thresholdText } from './thresholdText';

/** The rule in force as a sentence, who said so, and what it overrules. */
export function ThresholdSources({ view }: { view: ThresholdView }) {
  const t = useText();
  const locale = useLocale();
  const [inForce, ...overruled] = sourcesOf(view);
  return (
    <Flex direction="column" gap="1">
      <Text as="p" weight="bold">
        {thresholdText(inForce.threshold, t)}
      </Text>
      <Text as="p" color="secondary">
        {`${t('threshold.from')}: ${t(`threshold.source.${inForce.source}`)}`}
        {view.stored &&
          `, ${t('threshold.savedBy', {
            who: whoText(view.stored.savedBy),
            time: momentText(view.stored.savedAtMs, Date.now(), locale),
          })}`}
      </Text>
      {view.problems.map(({ text }) => (
        <StatusLabel key={text} glyph="warning" isPlain>
          {text}
        </StatusLabel>
      ))}
      {overruled.map(({ source, threshold }) => (
        <Text key={source} as="p" variant="body-small" color="secondary">
          {isSameRule(threshold, inForce.threshold)
            ? t('threshold.alsoSays', {
                source: t(`threshold.source.${source}`),
              })
            : t('threshold.overruled', {
                rule: thresholdText(threshold, t),
                source: t(`threshold.source.${source}`),
              })}
        </Text>
      ))}
    </Flex>
  );
}

function isSameRule(one: Threshold, other: Threshold): boolean {
  return (
    one.maxFailures === other.maxFailures &&
    one.unit === other.unit &&
    one.mustLastMs === other.mustLastMs &&
    one.action === other.action
  );
}
