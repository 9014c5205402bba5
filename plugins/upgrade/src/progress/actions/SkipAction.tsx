import { GuardedButton } from '../../parts/GuardedButton';
import { UnavailableReasons } from '../../parts/UnavailableReasons';
import { useText } from '../../parts/useText';
import { TargetView } from '../model/targetViews';
import { reasonAgainst, RunActions } from './runActions';

/** Stands with the steps of a target that the upgrade can go round. */
export function SkipAction({
  target: { kind },
  actions,
  onPress,
}: {
  target: TargetView;
  actions: RunActions;
  onPress(): void;
}) {
  const t = useText();
  const action = t('progress.actions.skipThis', { kind });
  const reason = reasonAgainst(actions, 'skip');
  return (
    <div>
      <GuardedButton
        variant="secondary"
        size="small"
        unavailable={reason}
        onPress={onPress}
      >
        {action}
      </GuardedButton>
      <UnavailableReasons unavailable={reason ? [{ action, reason }] : []} />
    </div>
  );
}
