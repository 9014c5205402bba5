import { ClusterOverview } from '@cluster-upgrade/plugin-upgrade-common';
import { Section } from '../parts/frame/Section';
import { useText } from '../parts/useText';
import styles from './fleet.module.css';
import { PlatformVersions, versionShares } from './versionShares';

/** Which versions run, by platform. */
export function VersionsInUse({
  clusters,
}: {
  clusters: readonly ClusterOverview[];
}) {
  const t = useText();
  return (
    <Section title={t('fleet.versions')}>
      <ul className={styles.rows}>
        {versionShares(clusters).map(platform => (
          <li key={platform.platform} className={styles.row}>
            <VersionsOfPlatform platform={platform} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function VersionsOfPlatform({
  platform: { title, versions },
}: {
  platform: PlatformVersions;
}) {
  const t = useText();
  return (
    <div className={styles.grow}>
      <div className={styles.line}>
        <span>{title}</span>
        <span className={styles.sub}>
          {versions
            .map(({ version, state, clusters }) =>
              t('fleet.versionCount', {
                version:
                  version ??
                  t(state === 'mixed' ? 'fleet.mixed' : 'fleet.unknown'),
                count: clusters,
              }),
            )
            .join(' · ')}
        </span>
      </div>
      {/* The same is said in words above. */}
      <div aria-hidden className={styles.stack}>
        {versions.map(({ version, state, clusters, rank }) => (
          <span
            key={version ?? state}
            className={version ? styles.known : styles.unknown}
            style={{
              flexGrow: clusters,
              opacity: version ? Math.max(0.35, 1 - rank * 0.25) : undefined,
            }}
          />
        ))}
      </div>
    </div>
  );
}
