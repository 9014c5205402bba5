import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import {
  UpgradeSummary,
  upgradeSentence,
} from '@cluster-upgrade/plugin-upgrade-common';
import { upgradeApiRef } from '../apis';
import { useLoad } from '../live/useLoad';
import { LoadFrame } from '../parts/frame/LoadFrame';
import { Section } from '../parts/frame/Section';
import { SegmentedBar } from '../parts/status/SegmentedBar';
import { StatusLabel } from '../parts/status/StatusLabel';
import { glyphOfUpgrade, wordOfUpgrade } from '../parts/status/statusKinds';
import { useServerNow } from '../parts/time/clock';
import { useText } from '../parts/useText';
import { runRouteRef } from '../routes';

const REFRESH_MS = 5000;

/** The upgrade that runs now, in one sentence, with the way to its page. */
export function RunningCard({ upgrade }: { upgrade: UpgradeSummary }) {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const runRoute = useRouteRef(runRouteRef);
  const nowMs = useServerNow();
  const loaded = useLoad(
    upgrade.id,
    signal => api.getUpgrade(upgrade.id, { signal }),
    { everyMs: REFRESH_MS },
  );
  const { progress } = upgrade;
  return (
    <Section
      title={t('entity.running.title')}
      aside={
        <StatusLabel glyph={glyphOfUpgrade(upgrade)}>
          {t(wordOfUpgrade(upgrade))}
        </StatusLabel>
      }
    >
      <Flex direction="column" gap="3">
        <LoadFrame loaded={loaded} what={t('entity.running.what')}>
          {view => (
            <Text as="p">{upgradeSentence(view.state, undefined, nowMs)}</Text>
          )}
        </LoadFrame>
        {progress && (
          <SegmentedBar
            label={t('entity.running.progress')}
            segments={[
              {
                glyph: 'done',
                word: t('entity.running.done'),
                count: progress.done,
              },
              {
                glyph: 'waiting',
                word: t('entity.running.left'),
                count: progress.total - progress.done,
              },
            ]}
          />
        )}
        <div>
          <ButtonLink
            variant="primary"
            href={runRoute?.({ upgradeId: upgrade.id })}
          >
            {t('entity.running.open')}
          </ButtonLink>
        </div>
      </Flex>
    </Section>
  );
}
