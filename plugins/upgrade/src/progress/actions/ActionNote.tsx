import { UpgradeState } from '@cluster-upgrade/plugin-upgrade-common';
import { PersonLink } from '../../parts/PersonLink';
import { UnavailableReasons } from '../../parts/UnavailableReasons';
import { useText } from '../../parts/useText';
import {
  HEAD_ACTIONS,
  isOffered,
  isOnlooker,
  nameKeyOf,
  reasonAgainst,
  RunActions,
} from './runActions';
import styles from './actions.module.css';

/** Why some buttons can't be used, in one line that is there even when it is empty. */
export function ActionNote({
  actions,
  state,
  ownerRef,
}: {
  actions: RunActions;
  state: UpgradeState;
  /** Of the cluster: who gives rights. */
  ownerRef: string | undefined;
}) {
  const t = useText();
  const offered = HEAD_ACTIONS.filter(action => isOffered(action, state));
  if (actions.frozenBy === undefined && isOnlooker(actions, offered)) {
    return (
      <ul className={styles.note} aria-label={t('parts.unavailable.title')}>
        <li>
          {t('progress.actions.onlooker')}
          {ownerRef && (
            <>
              {' '}
              {t('progress.actions.askOwner')} <PersonLink actor={ownerRef} />
            </>
          )}
        </li>
      </ul>
    );
  }
  return (
    <div className={styles.note}>
      <UnavailableReasons
        unavailable={offered.flatMap(action => {
          const reason = reasonAgainst(actions, action);
          return reason
            ? [{ action: t(nameKeyOf(action, state)), reason }]
            : [];
        })}
      />
    </div>
  );
}
