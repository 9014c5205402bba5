import { Flex, NumberField, Text } from '@backstage/ui';
import {
  Threshold,
  ThresholdAction,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Choice } from '../parts/Choice';
import { useText } from '../parts/useText';
import { thresholdText } from './thresholdText';

const ACTIONS: readonly ThresholdAction[] = ['rollback', 'pause', 'warn'];
const DAY_SECONDS = 24 * 60 * 60;

/** The parts of a threshold, with the sentence that they make. */
export function ThresholdFields({
  threshold,
  onChange,
}: {
  threshold: Threshold;
  onChange(threshold: Threshold): void;
}) {
  const t = useText();
  const set = (change: Partial<Threshold>) =>
    onChange({ ...threshold, ...change });
  return (
    <Flex direction="column" gap="3">
      <NumberField
        label={t('threshold.maxFailures')}
        minValue={0}
        maxValue={threshold.unit === 'percent' ? 100 : 100_000}
        value={threshold.maxFailures}
        onChange={value => set({ maxFailures: wholeNumber(value) })}
      />
      <Choice
        label={t('threshold.unit')}
        value={threshold.unit}
        options={[
          { id: 'count', label: t('threshold.count') },
          { id: 'percent', label: t('threshold.percent') },
        ]}
        onChange={unit =>
          set({
            unit,
            maxFailures:
              unit === 'percent'
                ? Math.min(100, threshold.maxFailures)
                : threshold.maxFailures,
          })
        }
      />
      <NumberField
        label={t('threshold.mustLast')}
        minValue={0}
        maxValue={DAY_SECONDS}
        value={threshold.mustLastMs / 1000}
        onChange={value => set({ mustLastMs: wholeNumber(value) * 1000 })}
      />
      <Choice
        label={t('threshold.action')}
        value={threshold.action}
        options={ACTIONS.map(id => ({ id, label: t(`threshold.${id}`) }))}
        onChange={action => set({ action })}
      />
      <Text as="p" role="status">
        {t('threshold.preview', { rule: thresholdText(threshold, t) })}
      </Text>
    </Flex>
  );
}

/** An emptied field says NaN. */
function wholeNumber(value: number): number {
  return Number.isFinite(value) ? Math.round(value) : 0;
}
