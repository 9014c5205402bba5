import { Alert, Button, Flex, Text } from '@backstage/ui';
import {
  ControlRequest,
  durationText,
  PlanOutline,
  UpgradeState,
  upgradeSentence,
  whoText,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useMemo } from 'react';
import { Connection } from '../live/connection';
import { StatusLabel } from '../parts/status/StatusLabel';
import { glyphOfUpgrade, wordOfUpgrade } from '../parts/status/statusKinds';
import { useServerNow } from '../parts/time/clock';
import { momentText } from '../parts/time/formats';
import { useLocale } from '../parts/time/useLocale';
import { useText } from '../parts/useText';
import { NodeView } from './model/nodeViews';
import { remainingTime } from './model/remainingTime';
import { runView } from './model/runView';
import styles from './progress.module.css';

/** The one sentence that says how it is, and whatever stands above everything else. */
export function StatusBanner({
  state,
  plan,
  nodes,
}: {
  state: UpgradeState;
  plan: PlanOutline | undefined;
  nodes: readonly NodeView[];
}) {
  const t = useText();
  const sentence = useSentence(state, plan);
  return (
    <Flex direction="column" gap="2">
      <div className={styles.row}>
        <StatusLabel glyph={glyphOfUpgrade(state)}>
          {t(wordOfUpgrade(state))}
        </StatusLabel>
        {state.control && <Requested control={state.control} />}
      </div>
      <p className={styles.sentence} data-testid="upgrade-sentence">
        {sentence}
      </p>
      {state.status === 'running' && plan && (
        <Remaining plan={plan} nodes={nodes} />
      )}
      {state.outcome === 'completed-with-overrides' && (
        <Text color="secondary">{t('progress.overridden')}</Text>
      )}
    </Flex>
  );
}

/** Only a wait makes the sentence change while nothing happens: it says for how long. */
function useSentence(
  state: UpgradeState,
  plan: PlanOutline | undefined,
): string {
  const nowMs = useServerNow();
  const isWaiting = plan !== undefined && runView(plan, state).waits.length > 0;
  const atMs = isWaiting ? nowMs : 0;
  return useMemo(() => upgradeSentence(state, plan, atMs), [state, plan, atMs]);
}

/** An accepted click shows at once, before it takes effect. */
function Requested({ control }: { control: ControlRequest }) {
  const t = useText();
  return (
    <Text color="secondary">
      {t('progress.requested', {
        who: whoText(control.by),
        action: t(`progress.actions.${control.action}`),
      })}
    </Text>
  );
}

function Remaining({
  plan,
  nodes,
}: {
  plan: PlanOutline;
  nodes: readonly NodeView[];
}) {
  const t = useText();
  const parallel = Math.max(1, ...Object.values(plan.laneLimits));
  const remaining = remainingTime(nodes, parallel);
  if (!remaining) {
    return null;
  }
  const from = durationText(remaining.fromMs);
  const to = durationText(remaining.toMs);
  return (
    <Text color="secondary">
      {t(from === to ? 'progress.remainingSame' : 'progress.remaining', {
        from,
        to,
        basis: remaining.basis,
      })}
    </Text>
  );
}

/** Says that what is on the screen may be old. */
export function StaleBanner({
  connection,
  onRetry,
}: {
  connection: Connection;
  onRetry(): void;
}) {
  const t = useText();
  const locale = useLocale();
  const nowMs = useServerNow();
  if (connection.status !== 'stale') {
    return null;
  }
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('parts.freshness.staleBanner', {
        time: momentText(connection.sinceMs, nowMs, locale),
      })}
      customActions={
        <Button variant="secondary" size="small" onPress={onRetry}>
          {t('parts.freshness.retry')}
        </Button>
      }
    />
  );
}
