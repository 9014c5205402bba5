import { useApi } from '@backstage/frontend-plugin-api';
import { Container, Flex, SearchField, Text } from '@backstage/ui';
import {
  ClusterList,
  ClusterOverview,
} from '@cluster-upgrade/plugin-upgrade-common';
import { useState } from 'react';
import { upgradeApiRef } from '../apis';
import { useHint } from '../live/useHint';
import { Connection } from '../live/connection';
import { Loaded, useLoad } from '../live/useLoad';
import { FreshnessChip } from '../parts/FreshnessChip';
import { LoadFrame } from '../parts/frame/LoadFrame';
import { Section } from '../parts/frame/Section';
import { ServerClock } from '../parts/time/clock';
import { useText } from '../parts/useText';
import { ClusterTable } from './ClusterTable';
import { fitsQuery, orderClusters } from './clusterOrder';
import styles from './fleet.module.css';
import { NeedsYou } from './NeedsYou';
import { RunningUpgrades } from './RunningUpgrades';
import { VersionsInUse } from './VersionsInUse';

const REFRESH_MS = 10_000;

/** All clusters: what needs somebody first, what runs, which versions; then each in a line. */
export function FleetPage() {
  const t = useText();
  const api = useApi(upgradeApiRef);
  const loaded = useLoad('', signal => api.listClusters({ signal }), {
    everyMs: REFRESH_MS,
  });
  useHint(loaded.reload);
  return (
    <Container>
      <LoadFrame loaded={loaded} what={t('fleet.what')}>
        {list => (
          <ServerClock offsetMs={list.serverTimeMs - (loaded.loadedAtMs ?? 0)}>
            <FleetContent list={list} connection={connectionOf(loaded)} />
          </ServerClock>
        )}
      </LoadFrame>
    </Container>
  );
}

/** The page once the clusters are known. */
function FleetContent({
  list,
  connection,
}: {
  list: ClusterList;
  connection: Connection;
}) {
  const t = useText();
  const [query, setQuery] = useState('');
  const clusters = orderClusters(list.clusters);
  const found = clusters.filter(cluster => fitsQuery(cluster, query));
  return (
    <Flex direction="column" gap="4">
      <FleetHead clusters={clusters} connection={connection} />
      {list.hidden > 0 && (
        <Text as="p" color="secondary">
          {t('fleet.hidden', { count: list.hidden })}
        </Text>
      )}
      {clusters.length === 0 ? (
        <NoClusters />
      ) : (
        <>
          <div className={styles.overview}>
            <NeedsYou clusters={clusters} />
            <RunningUpgrades clusters={clusters} />
            <VersionsInUse clusters={clusters} />
          </div>
          <Section
            title={t('fleet.clusters')}
            aside={
              <SearchField
                className={styles.search}
                size="small"
                aria-label={t('fleet.search')}
                placeholder={t('fleet.search')}
                value={query}
                onChange={setQuery}
              />
            }
          >
            <FoundClusters found={found} query={query} />
          </Section>
        </>
      )}
    </Flex>
  );
}

/** How many there are, and whether what is shown is how they are now. */
function FleetHead({
  clusters,
  connection,
}: {
  clusters: readonly ClusterOverview[];
  connection: Connection;
}) {
  const t = useText();
  const platforms = new Set(clusters.map(({ platform }) => platform));
  return (
    <div className={`${styles.line} ${styles.fleetHead}`}>
      <span className={styles.sub}>
        {clusters.length > 0 &&
          `${t('fleet.count', { count: clusters.length })} · ${t(
            'fleet.platforms',
            { count: platforms.size },
          )}`}
      </span>
      <FreshnessChip connection={connection} />
    </div>
  );
}

/** Old from the first reading that failed on; the frame says why. */
function connectionOf({
  error,
  loadedAtMs = 0,
}: Loaded<ClusterList>): Connection {
  return error ? { status: 'stale', sinceMs: loadedAtMs } : { status: 'live' };
}

function NoClusters() {
  const t = useText();
  return (
    <Section title={t('fleet.clusters')}>
      <Text as="p">{t('fleet.empty')}</Text>
      <Text as="p" color="secondary">
        {t('fleet.emptyHint')}
      </Text>
    </Section>
  );
}

function FoundClusters({
  found,
  query,
}: {
  found: readonly ClusterOverview[];
  query: string;
}) {
  const t = useText();
  return found.length === 0 ? (
    <Text as="p" role="status">
      {t('fleet.noneFound', { query })}
    </Text>
  ) : (
    <ClusterTable clusters={found} />
  );
}
