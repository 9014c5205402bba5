import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Flex, Link } from '@backstage/ui';
import {
  ClusterOverview,
  UpgradeSummary,
} from '@cluster-upgrade/plugin-upgrade-common';
import { DataTable } from '../parts/frame/DataTable';
import { PersonLink } from '../parts/PersonLink';
import { StatusLabel } from '../parts/status/StatusLabel';
import { glyphOfUpgrade, wordOfUpgrade } from '../parts/status/statusKinds';
import { useText } from '../parts/useText';
import { runRouteRef } from '../routes';
import { ClusterLink } from './ClusterLink';

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
          cell: cluster => <ClusterLink cluster={cluster} />,
        },
        {
          id: 'platform',
          title: t('fleet.platform'),
          cell: ({ platform, platformTitle }) => platformTitle ?? platform,
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
          cell: cluster => cluster.nextAction.text,
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

function VersionText({ cluster }: { cluster: ClusterOverview }) {
  const t = useText();
  if (cluster.version) {
    return <>{cluster.version}</>;
  }
  return (
    <>
      {cluster.versions.length > 1
        ? t('fleet.mixed', {
            versions: cluster.versions
              .map(share => `${share.version} (${share.parts.length})`)
              .join(', '),
          })
        : t('fleet.unknown')}
    </>
  );
}

function ClusterState({ cluster }: { cluster: ClusterOverview }) {
  const t = useText();
  if (cluster.activeUpgrade) {
    return (
      <RunningState title={cluster.title} upgrade={cluster.activeUpgrade} />
    );
  }
  if (cluster.connection.status === 'unreachable') {
    return <StatusLabel glyph="unknown">{t('fleet.unreachable')}</StatusLabel>;
  }
  return (
    <StatusLabel glyph="waiting" isPlain>
      {t('fleet.idle')}
    </StatusLabel>
  );
}

function RunningState({
  title,
  upgrade,
}: {
  title: string;
  upgrade: UpgradeSummary;
}) {
  const t = useText();
  const runRoute = useRouteRef(runRouteRef);
  return (
    <Flex direction="column" gap="1">
      <StatusLabel glyph={glyphOfUpgrade(upgrade)}>
        {t(wordOfUpgrade(upgrade))}
      </StatusLabel>
      <Link
        href={runRoute?.({ upgradeId: upgrade.id })}
        aria-label={t('fleet.openRun', { cluster: title })}
      >
        {t('fleet.progress', upgrade.progress)}
      </Link>
    </Flex>
  );
}
