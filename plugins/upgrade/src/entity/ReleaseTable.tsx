import { Link } from '@backstage/ui';
import { ReleaseOption } from '@cluster-upgrade/plugin-upgrade-common';
import { DataColumn, DataTable } from '../parts/frame/DataTable';
import { StatusLabel } from '../parts/status/StatusLabel';
import { TimeStamp } from '../parts/time/TimeStamp';
import { Text, useText } from '../parts/useText';
import styles from './entity.module.css';

/** Newer versions, the blocked ones with their reasons. */
export function ReleaseTable({
  releases,
}: {
  releases: readonly ReleaseOption[];
}) {
  const t = useText();
  return (
    <DataTable
      caption={t('entity.next.caption')}
      rows={releases}
      rowKey={release => release.version}
      columns={columnsOf(t, releases)}
    />
  );
}

function columnsOf(
  t: Text,
  releases: readonly ReleaseOption[],
): DataColumn<ReleaseOption>[] {
  const columns: Array<DataColumn<ReleaseOption> & { isShown?: boolean }> = [
    {
      id: 'version',
      title: t('entity.next.version'),
      isRowName: true,
      cell: release => release.version,
    },
    {
      id: 'path',
      title: t('entity.next.path'),
      cell: release => pathText(release, t),
    },
    {
      id: 'state',
      title: t('entity.next.state'),
      cell: release => <Choosable release={release} />,
    },
    {
      id: 'why',
      title: t('entity.next.why'),
      cell: release => hasReasons(release) && <Reasons release={release} />,
      isShown: releases.some(hasReasons),
    },
    {
      id: 'support',
      title: t('entity.next.support'),
      cell: ({ supportEndsAtMs }) =>
        supportEndsAtMs && <TimeStamp atMs={supportEndsAtMs} withDate />,
      isShown: releases.some(({ supportEndsAtMs }) => supportEndsAtMs),
    },
    {
      id: 'notes',
      title: t('entity.next.notesShort'),
      cell: ({ notesUrl, version }) =>
        notesUrl && (
          <Link
            href={notesUrl}
            target="_blank"
            aria-label={t('entity.next.notes', { version })}
          >
            {t('entity.next.notesShort')}
          </Link>
        ),
      isShown: releases.some(({ notesUrl }) => notesUrl),
    },
  ];
  return columns.filter(({ isShown = true }) => isShown);
}

/** How a cluster gets to a version. */
export function pathText(
  { path, isFinish, version }: ReleaseOption,
  t: Text,
): string {
  if (isFinish) {
    return t('entity.next.finish', { version });
  }
  if (path.length === 0) {
    return t('entity.next.noPath');
  }
  return path.length === 1
    ? t('entity.next.direct')
    : t('entity.next.hops', { count: path.length, path: path.join(' → ') });
}

function Choosable({ release }: { release: ReleaseOption }) {
  const t = useText();
  if (release.blockedBy.length > 0) {
    return (
      <StatusLabel glyph="skipped">{t('entity.next.blocked')}</StatusLabel>
    );
  }
  return (
    <StatusLabel glyph="done">
      {release.isRecommended
        ? t('entity.next.isRecommended')
        : t('entity.next.available')}
    </StatusLabel>
  );
}

function hasReasons({ blockedBy, risks }: ReleaseOption): boolean {
  return blockedBy.length + risks.length > 0;
}

function Reasons({ release }: { release: ReleaseOption }) {
  const t = useText();
  return (
    <ul className={styles.list}>
      {release.blockedBy.map(({ text }) => (
        <li key={text}>{text}</li>
      ))}
      {release.risks.map(({ text }) => (
        <li key={text}>
          <StatusLabel glyph="warning" isPlain>
            {t('entity.next.risk', { risk: text })}
          </StatusLabel>
        </li>
      ))}
    </ul>
  );
}
