import {
  ClusterDetail,
  ClusterOverview,
  VersionShare,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Facts } from '../parts/frame/Facts';
import { Section } from '../parts/frame/Section';
import { StatusLabel } from '../parts/status/StatusLabel';
import { listText } from '../parts/time/formats';
import { TimeStamp } from '../parts/time/TimeStamp';
import { useLocale } from '../parts/time/useLocale';
import { Text, useText } from '../parts/useText';
import styles from './entity.module.css';

/** What runs on the cluster, from status and running images. */
export function NowCard({ detail }: { detail: ClusterDetail }) {
  const t = useText();
  const { overview, inventory } = detail;
  const { nodes, connection } = overview;
  return (
    <Section title={t('entity.now.title')}>
      <Facts
        facts={[
          {
            name: t('entity.now.version'),
            value: (
              <>
                <Versions detail={detail} />
                <StoppedPartWay overview={overview} />
              </>
            ),
          },
          {
            name: t('entity.now.platform'),
            value: overview.platformTitle ?? overview.platform,
          },
          ...(nodes
            ? [
                {
                  name: t('entity.now.nodes'),
                  value: t('entity.now.nodesReady', nodes),
                },
              ]
            : []),
          ...(inventory
            ? [
                {
                  name: t('entity.now.applications'),
                  value: inventory.applications.length,
                },
              ]
            : []),
          ...(connection.status === 'reachable'
            ? [
                {
                  name: t('entity.now.inspected'),
                  value: <TimeStamp atMs={connection.inspectedAtMs} withAge />,
                },
              ]
            : []),
          ...(inventory?.unknowns.length
            ? [
                {
                  name: t('entity.now.unknowns'),
                  value: <Unknowns unknowns={inventory.unknowns} />,
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

function Versions({ detail }: { detail: ClusterDetail }) {
  const t = useText();
  const locale = useLocale();
  const { version, versions } = detail.overview;
  if (version) {
    return <strong>{version}</strong>;
  }
  if (versions.length === 0) {
    return (
      <StatusLabel glyph="unknown">
        {t('entity.now.versionUnknown')}
      </StatusLabel>
    );
  }
  return (
    <>
      <StatusLabel glyph="warning">{t('entity.now.mixed')}</StatusLabel>
      <ul className={styles.list}>
        {versions.map(share => (
          <li key={share.version}>{shareText(share, t, locale)}</li>
        ))}
      </ul>
      <span>{t('entity.now.mixedNote')}</span>
    </>
  );
}

function StoppedPartWay({ overview }: { overview: ClusterOverview }) {
  const t = useText();
  const { partWay } = overview;
  return (
    partWay && (
      <StatusLabel glyph="warning">
        {t('entity.now.partWay', {
          version: partWay.toVersion,
          reason: partWay.reason.text,
        })}
      </StatusLabel>
    )
  );
}

const PARTS_NAMED = 4;

function shareText(
  { version, parts }: VersionShare,
  t: Text,
  locale: string | undefined,
): string {
  const named = listText(parts.slice(0, PARTS_NAMED), locale);
  const rest = parts.length - PARTS_NAMED;
  return t('entity.now.share', {
    version,
    count: parts.length,
    parts:
      rest > 0 ? t('entity.now.andMore', { parts: named, count: rest }) : named,
  });
}

function Unknowns({ unknowns }: { unknowns: readonly string[] }) {
  return (
    <ul className={styles.list}>
      {unknowns.map(unknown => (
        <li key={unknown}>
          <StatusLabel glyph="unknown" isPlain>
            {unknown}
          </StatusLabel>
        </li>
      ))}
    </ul>
  );
}
