import { useState } from 'react';
import { GuardedButton } from '../../parts/GuardedButton';
import { useText } from '../../parts/useText';
import { ActionContext } from './ActionContext';
import { ActionDialog } from './ActionDialog';
import { reasonAgainst, RunActions } from './runActions';

/** Stands with the thresholds, of which one doesn't act for a while then. */
export function SilenceAction({
  context,
  actions,
}: {
  context: ActionContext;
  actions: RunActions;
}) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const reason = reasonAgainst(actions, 'silence');
  return (
    <div>
      <GuardedButton
        variant="secondary"
        size="small"
        unavailable={reason}
        onPress={() => setOpen(true)}
      >
        {t('progress.actions.silence')}
      </GuardedButton>
      {isOpen && (
        <ActionDialog
          action="silence"
          context={context}
          blockedBy={reason}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
