import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link, VisuallyHidden } from '@backstage/ui';
import {
  ClusterOverview,
  UpgradeSummary,
} from '@cluster-upgrade/plugin-upgrade-common';
import { DataTable } from '../parts/frame/DataTable';
import { PersonLink } from '../parts/PersonLink';
import { StatusLabel } from '../parts/status/StatusLabel';
import { glyphOfUpgrade, wordOfUpgrade } from '../parts/status/statusKinds';
import { TimeStamp } from '../parts/time/TimeStamp';
import { useText } from '../parts/useText';
import { newUpgradeRouteRef, runRouteRef } from '../routes';
import { failedUpgrade, partWayTo } from './clusterCondition';
import { ClusterLink, ClusterName } from './ClusterLink';
import { ClusterState } from './ClusterState';
import { FailureMemory } from './FailureMemory';
import styles from './fleet.module.css';

/** One line per cluster. */
export function ClusterTable({
  clusters,
}: {
  clusters: readonly ClusterOverview[];
}) {
  const t = useText();
  return (
    <DataTable
      caption={t('fleet.caption')}
      isCaptionHidden
      rows={clusters}
      rowKey={cluster => cluster.clusterRef}
      columns={[
        {
          id: 'cluster',
          title: t('fleet.cluster'),
          isRowName: true,
          cell: cluster => <ClusterCell cluster={cluster} />,
        },
        {
          id: 'version',
          title: t('fleet.version'),
          cell: cluster => <VersionText cluster={cluster} />,
        },
        {
          id: 'state',
          title: t('fleet.state'),
          cell: cluster => <ClusterState cluster={cluster} />,
        },
        {
          id: 'next',
          title: t('fleet.next'),
          cell: cluster => <NextCell cluster={cluster} />,
        },
        {
          id: 'last',
          title: t('fleet.last'),
          cell: ({ lastUpgrade }) =>
            lastUpgrade ? <LastUpgrade upgrade={lastUpgrade} /> : '–',
        },
        {
          id: 'owner',
          title: t('fleet.owner'),
          cell: ({ ownerRef }) =>
            ownerRef ? <PersonLink actor={ownerRef} /> : '–',
        },
      ]}
    />
  );
}

function ClusterCell({ cluster }: { cluster: ClusterOverview }) {
  return (
    <div className={styles.stacked}>
      <ClusterLink cluster={cluster} />
      <span className={styles.sub}>
        {cluster.platformTitle ?? cluster.platform}{' '}
        <ClusterName cluster={cluster} />
      </span>
    </div>
  );
}

function VersionText({ cluster }: { cluster: ClusterOverview }) {
  const t = useText();
  const { activeUpgrade, version, versions } = cluster;
  if (activeUpgrade) {
    const { fromVersion: from, toVersion: to } = activeUpgrade;
    return <>{t('entity.history.fromTo', { from, to })}</>;
  }
  if (version) {
    return <>{version}</>;
  }
  return (
    <>
      {versions.length > 1
        ? versions
            .map(share =>
              t('fleet.share', {
                version: share.version,
                count: share.parts.length,
              }),
            )
            .join(' + ')
        : t('fleet.unknown')}
    </>
  );
}

/** Where it could go, or why not; what went wrong the last time stands beside it. */
function NextCell({ cluster }: { cluster: ClusterOverview }) {
  const failed = failedUpgrade(cluster);
  // What is wrong with a cluster that can't be reached stands above already, with the remedy.
  return cluster.connection.status === 'unreachable' &&
    !cluster.activeUpgrade ? (
    <>–</>
  ) : (
    <div className={styles.stacked}>
      <NextAction cluster={cluster} />
      {failed && (
        <span className={styles.sub}>
          <FailureMemory upgrade={failed} />
        </span>
      )}
    </div>
  );
}

/** The sentence is the way to what it says, for those who may do it. */
function NextAction({ cluster }: { cluster: ClusterOverview }) {
  const runRoute = useRouteRef(runRouteRef);
  const planRoute = useRouteRef(newUpgradeRouteRef);
  const { activeUpgrade, clusterRef, mayAct, nextAction } = cluster;
  const t = useText();
  const { code, params } = nextAction;
  const begun = partWayTo(cluster);
  const text =
    begun !== undefined && begun === params?.version
      ? t('fleet.finishNext', { version: begun })
      : nextAction.text;
  if (activeUpgrade) {
    return (
      <Link href={runRoute?.({ upgradeId: activeUpgrade.id })}>{text}</Link>
    );
  }
  const plan = planRoute?.(parseEntityRef(clusterRef));
  return mayAct && plan && (code === 'plan' || code === 'finish') ? (
    <Link href={`${plan}?to=${encodeURIComponent(params?.version ?? '')}`}>
      {text}
    </Link>
  ) : (
    <span>{text}</span>
  );
}

function LastUpgrade({ upgrade }: { upgrade: UpgradeSummary }) {
  const t = useText();
  const runRoute = useRouteRef(runRouteRef);
  const outcome = t(wordOfUpgrade(upgrade));
  return (
    <div className={styles.stacked}>
      <StatusLabel glyph={glyphOfUpgrade(upgrade)} isPlain>
        <Link href={runRoute?.({ upgradeId: upgrade.id })}>
          {outcome}
          <VisuallyHidden>
            {t('fleet.lastOf', { version: upgrade.toVersion })}
          </VisuallyHidden>
        </Link>
      </StatusLabel>
      <span className={styles.sub}>
        {upgrade.toVersion},{' '}
        <TimeStamp atMs={upgrade.finishedAtMs ?? upgrade.requestedAtMs} />
      </span>
    </div>
  );
}
