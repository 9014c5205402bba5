import { useApi } from '@backstage/frontend-plugin-api';
import { UpgradeState } from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { upgradeApiRef } from '../../apis';
import { serverMessage } from '../../parts/frame/LoadFrame';
import { GuardedButton } from '../../parts/GuardedButton';
import { useAnnouncer } from '../../parts/LiveAnnouncer';
import { useText } from '../../parts/useText';
import { ActionContext } from './ActionContext';
import { ActionDialog, DialogAction } from './ActionDialog';
import {
  HEAD_ACTIONS,
  HeadAction,
  isOffered,
  nameKeyOf,
  reasonAgainst,
  RunActions,
} from './runActions';
import styles from './actions.module.css';

export type { ActionContext, ClusterNames } from './ActionContext';

/** What can be done to the upgrade as a whole; what can't be done now says why. */
export function ActionBar({
  context,
  actions,
}: {
  context: ActionContext;
  actions: RunActions;
}) {
  const t = useText();
  const [open, setOpen] = useState<DialogAction>();
  const resume = useResume(context.state);
  const offered = HEAD_ACTIONS.filter(action =>
    isOffered(action, context.state),
  );
  const press = (action: HeadAction) =>
    action === 'resume' ? resume() : setOpen(action);
  return (
    <section aria-label={t('progress.actions.title')} className={styles.bar}>
      {offered.map(action => (
        <GuardedButton
          key={action}
          variant={
            action === 'resume' || action === 'retry' ? 'primary' : 'secondary'
          }
          size="small"
          unavailable={reasonAgainst(actions, action)}
          onPress={() => press(action)}
        >
          {t(nameKeyOf(action, context.state))}
        </GuardedButton>
      ))}
      {open && (
        <ActionDialog
          action={open}
          context={context}
          blockedBy={reasonAgainst(actions, open)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </section>
  );
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
