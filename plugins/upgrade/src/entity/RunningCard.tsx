import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import {
  UpgradeState,
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
          {view => <Situation state={view.state} />}
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

/** Steps are named once the plan is there; it never changes, so it is read once. */
function Situation({ state }: { state: UpgradeState }) {
  const api = useApi(upgradeApiRef);
  const nowMs = useServerNow();
  const { id, activePlan } = state;
  const { value: plan } = useLoad(`${id} ${activePlan}`, signal =>
    api.getUpgradePlanOutline(id, activePlan, { signal }),
  );
  return <Text as="p">{upgradeSentence(state, plan, nowMs)}</Text>;
}
