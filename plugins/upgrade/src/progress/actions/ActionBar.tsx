import { useApi } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import {
  ActionAvailability,
  UpgradeAction,
  PlanOutline,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { upgradeApiRef } from '../../apis';
import { serverMessage } from '../../parts/frame/LoadFrame';
import { GuardedButton } from '../../parts/GuardedButton';
import { useAnnouncer } from '../../parts/LiveAnnouncer';
import { UnavailableReasons } from '../../parts/UnavailableReasons';
import { useText } from '../../parts/useText';
import { NodeView } from '../model/nodeViews';
import styles from '../progress.module.css';
import { ActionDialog, DialogAction } from './ActionDialog';

/** What the page knows that actions show before they act. */
export interface ActionContext {
  state: UpgradeState;
  plan: PlanOutline | undefined;
  nodes: readonly NodeView[];
  /** For people: the cluster's name. */
  cluster: string;
}

const BUTTONS = [
  'pause',
  'resume',
  'retry',
  'end',
  'disregard',
  'cancel',
  'rollback',
] as const;

type ShownAction = (typeof BUTTONS)[number];

/** Everything that can be done to the upgrade; what can't be done now says why. */
export function ActionBar({
  context,
  actions,
  frozenBy,
}: {
  context: ActionContext;
  actions: Record<UpgradeAction, ActionAvailability>;
  /** Why nothing can be done at all, such as a lost connection. */
  frozenBy?: string;
}) {
  const t = useText();
  const [open, setOpen] = useState<DialogAction>();
  const resume = useResume(context.state);
  const shown = BUTTONS.filter(action => isShown(action, context.state));
  const reasonOf = (action: ShownAction): string | undefined => {
    const availability = actions[action];
    return (
      frozenBy ??
      (availability.available ? undefined : availability.reason.text)
    );
  };
  const press = (action: ShownAction) =>
    action === 'resume' ? resume() : setOpen(action);
  return (
    <section
      aria-label={t('progress.actions.title')}
      className={styles.actions}
    >
      <Flex gap="2" className={styles.row}>
        {shown.map(action => (
          <GuardedButton
            key={action}
            variant={action === 'resume' ? 'primary' : 'secondary'}
            size="small"
            unavailable={reasonOf(action)}
            onPress={() => press(action)}
          >
            {t(`progress.actions.${action}`)}
          </GuardedButton>
        ))}
      </Flex>
      <UnavailableReasons
        unavailable={shown.flatMap(action => {
          const reason = reasonOf(action);
          return reason
            ? [{ action: t(`progress.actions.${action}`), reason }]
            : [];
        })}
      />
      {open && (
        <ActionDialog
          action={open}
          context={context}
          blockedBy={reasonOf(open)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </section>
  );
}

/** What makes no sense now would only take up room. */
function isShown(
  action: ShownAction,
  { status, activePlan }: UpgradeState,
): boolean {
  const isPausing = status === 'paused' || status === 'pausing';
  switch (action) {
    case 'pause':
      return !isPausing;
    case 'resume':
      return isPausing;
    case 'end':
      return activePlan === 'cleanup' && status !== 'finished';
    default:
      return true;
  }
}

/** Going on needs no dialog: it takes nothing away. */
function useResume(state: UpgradeState): () => Promise<void> {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const announcer = useAnnouncer();
  return async () => {
    try {
      await api.resumeUpgrade(state.id, { expectedSeq: state.seq });
      announcer.politely(
        t('progress.actions.sent', { action: t('progress.actions.resume') }),
      );
    } catch (error) {
      announcer.urgently(
        t('progress.actions.failed', { reason: serverMessage(error as Error) }),
      );
    }
  };
}
