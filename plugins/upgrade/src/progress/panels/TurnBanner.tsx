import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  ApplicationInfo,
  turnText,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ReactNode } from 'react';
import { PersonLink } from '../../parts/PersonLink';
import { useText } from '../../parts/useText';
import { reportRouteRef } from '../../routes';
import { ActionContext } from '../actions/ActionBar';
import { givenUp, targetShares } from '../model/effects';
import { TargetView } from '../model/targetViews';
import { applicationOfFailure } from '../model/turn';
import styles from './panels.module.css';

/** Why it turned back, or what it was left as: stays for as long as the page does. */
export function TurnBanner({
  context,
  applications,
}: {
  context: ActionContext;
  applications: readonly ApplicationInfo[];
}) {
  const t = useText();
  const { state, targets } = context;
  const turn = turnText(state);
  if (turn) {
    const application = applicationOfFailure(state, applications);
    return (
      <Banner upgradeId={state.id}>
        <strong>{turn}</strong>
        {application?.entityRef && <PersonLink actor={application.entityRef} />}
        {application?.ownerRef && <PersonLink actor={application.ownerRef} />}
      </Banner>
    );
  }
  if (state.outcome === 'stopped-mixed') {
    return (
      <Banner upgradeId={state.id}>
        <strong>
          {t('progress.turn.mixed', {
            ...targetShares(targets),
            givenUp: givenUpText(targets),
            from: state.fromVersion,
            to: state.toVersion,
          })}
        </strong>
        <PersonLink actor={state.clusterRef} />
      </Banner>
    );
  }
  return null;
}

/** `: omni-node-3 (v1.4.0), omni-node-4`; nothing where there is none. */
function givenUpText(targets: readonly TargetView[]): string {
  const names = givenUp(targets).map(({ name, version }) =>
    version ? `${name} (${version})` : name,
  );
  return names.length > 0 && names.length <= MAX_NAMED
    ? `: ${names.join(', ')}`
    : '';
}

/** More would hide what else the banner says. */
const MAX_NAMED = 6;

function Banner({
  upgradeId,
  children,
}: {
  upgradeId: string;
  children: ReactNode;
}) {
  const t = useText();
  const reportRoute = useRouteRef(reportRouteRef);
  return (
    <div className={styles.banner} role="note">
      {children}
      <Link href={reportRoute?.({ upgradeId })}>
        {t('progress.turn.report')}
      </Link>
    </div>
  );
}
