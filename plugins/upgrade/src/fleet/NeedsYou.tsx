import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { ClusterOverview } from '@cluster-upgrade/plugin-upgrade-common';
import { Section } from '../parts/frame/Section';
import { StatusLabel } from '../parts/status/StatusLabel';
import { useServerText } from '../parts/serverText';
import { useLocale } from '../parts/time/useLocale';
import { useText } from '../parts/useText';
import { newUpgradeRouteRef, runRouteRef } from '../routes';
import {
  conditionOf,
  failedUpgrade,
  needsSomebody,
  partWayTo,
} from './clusterCondition';
import { ClusterLink, useClusterTab } from './ClusterLink';
import { failureText } from './FailureMemory';
import styles from './fleet.module.css';

/**
 * Clusters that wait for a person, each with why and the way to what ends it: first those where the reader
 * may do something, then those that others have to see to.
 */
export function NeedsYou({
  clusters,
}: {
  clusters: readonly ClusterOverview[];
}) {
  const t = useText();
  const waiting = clusters.filter(needsSomebody);
  const own = waiting.filter(({ mayAct }) => mayAct);
  const ofOthers = waiting.filter(({ mayAct }) => !mayAct);
  return (
    <Section title={t('fleet.attention')} aside={<Count of={own} />}>
      {own.length === 0 ? (
        <StatusLabel glyph="done" isPlain>
          {t('fleet.nothingNeedsYou')}
        </StatusLabel>
      ) : (
        <Waiting clusters={own} />
      )}
      {ofOthers.length > 0 && (
        <>
          <h3 className={styles.others}>
            {t('fleet.needsOthers', { count: ofOthers.length })}
          </h3>
          <Waiting clusters={ofOthers} />
        </>
      )}
    </Section>
  );
}

function Waiting({ clusters }: { clusters: readonly ClusterOverview[] }) {
  return (
    <ul className={styles.rows}>
      {clusters.map(cluster => (
        <li key={cluster.clusterRef} className={styles.row}>
          <div className={styles.grow}>
            <StatusLabel glyph="needs-you" isPlain>
              <ClusterLink cluster={cluster} />
            </StatusLabel>
            <p className={styles.sub}>
              <Why cluster={cluster} />
            </p>
          </div>
          <WayOut cluster={cluster} />
        </li>
      ))}
    </ul>
  );
}

/** How many there are, unless there are none. */
export function Count({ of }: { of: readonly unknown[] }) {
  return of.length > 0 ? <span className={styles.sub}>{of.length}</span> : null;
}

function Why({ cluster }: { cluster: ClusterOverview }) {
  const t = useText();
  const locale = useLocale();
  const serverText = useServerText();
  const { activeUpgrade, connection, partWay, versions } = cluster;
  const failed = failedUpgrade(cluster);
  const shares = versions
    .map(({ version, parts }) =>
      t('fleet.share', { version, count: parts.length }),
    )
    .join(', ');
  switch (conditionOf(cluster)) {
    case 'needs-decision':
      return (
        <>
          {activeUpgrade?.failure?.cause.text ?? t('fleet.why.needs-decision')}
        </>
      );
    case 'paused':
      return (
        <>
          {t('fleet.why.paused', {
            version: activeUpgrade?.toVersion ?? '',
            done: activeUpgrade?.progress?.done ?? 0,
            total: activeUpgrade?.progress?.total ?? 0,
          })}
        </>
      );
    case 'part-way':
      return (
        <>
          {partWay?.reason.text ?? t('fleet.why.part-way', { shares })}{' '}
          {failed && failureText(failed, t, locale)}
        </>
      );
    case 'mixed':
      return <>{t('fleet.why.mixed', { shares })}</>;
    default:
      return connection.status === 'unreachable' ? (
        <>
          {serverText(`${connection.reason.text} ${connection.remedy}`.trim())}
        </>
      ) : null;
  }
}

function WayOut({ cluster }: { cluster: ClusterOverview }) {
  const t = useText();
  const runRoute = useRouteRef(runRouteRef);
  const planRoute = useRouteRef(newUpgradeRouteRef);
  const tab = useClusterTab(cluster.clusterRef);
  const { activeUpgrade, recommendedVersion, title, mayAct } = cluster;
  const version = partWayTo(cluster);
  if (mayAct && version && version === recommendedVersion) {
    const plan = planRoute?.(parseEntityRef(cluster.clusterRef));
    return (
      <ButtonLink
        size="small"
        href={plan && `${plan}?to=${encodeURIComponent(version)}`}
        aria-label={t('fleet.finishOf', { cluster: title, version })}
      >
        {t('fleet.finish', { version })}
      </ButtonLink>
    );
  }
  return (
    <ButtonLink
      size="small"
      variant="secondary"
      href={activeUpgrade ? runRoute?.({ upgradeId: activeUpgrade.id }) : tab}
      aria-label={t(activeUpgrade ? 'fleet.openRun' : 'fleet.openTab', {
        cluster: title,
      })}
    >
      {t('fleet.open')}
    </ButtonLink>
  );
}
