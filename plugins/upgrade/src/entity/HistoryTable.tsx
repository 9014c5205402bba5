import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link, VisuallyHidden } from '@backstage/ui';
import { UpgradeSummary } from '@cluster-upgrade/plugin-upgrade-common';
import { DataTable } from '../parts/frame/DataTable';
import { PersonLink } from '../parts/PersonLink';
import { StatusLabel } from '../parts/status/StatusLabel';
import { glyphOfUpgrade, wordOfUpgrade } from '../parts/status/statusKinds';
import { Elapsed } from '../parts/time/Elapsed';
import { TimeStamp } from '../parts/time/TimeStamp';
import { useText } from '../parts/useText';
import { runRouteRef } from '../routes';

/** One line per upgrade; the versions lead to its page. */
export function HistoryTable({
  upgrades,
}: {
  upgrades: readonly UpgradeSummary[];
}) {
  const t = useText();
  const runRoute = useRouteRef(runRouteRef);
  return (
    <DataTable
      caption={t('entity.history.caption')}
      isCaptionHidden
      rows={upgrades}
      rowKey={upgrade => upgrade.id}
      columns={[
        {
          id: 'versions',
          title: t('entity.history.versions'),
          isRowName: true,
          cell: ({ id, fromVersion: from, toVersion: to, ...rest }) => (
            <Link href={runRoute?.({ upgradeId: id })}>
              {t('entity.history.fromTo', { from, to })}
              <VisuallyHidden>
                {t('entity.history.openName', {
                  outcome: t(wordOfUpgrade(rest)),
                })}
              </VisuallyHidden>
            </Link>
          ),
        },
        {
          id: 'outcome',
          title: t('entity.history.outcome'),
          cell: upgrade => (
            <StatusLabel glyph={glyphOfUpgrade(upgrade)}>
              {t(wordOfUpgrade(upgrade))}
            </StatusLabel>
          ),
        },
        {
          id: 'started',
          title: t('entity.history.started'),
          cell: upgrade => <TimeStamp atMs={upgrade.requestedAtMs} withDate />,
        },
        {
          id: 'duration',
          title: t('entity.history.duration'),
          cell: ({ requestedAtMs, finishedAtMs }) => (
            <Elapsed sinceMs={requestedAtMs} untilMs={finishedAtMs} />
          ),
        },
        {
          id: 'by',
          title: t('entity.history.by'),
          cell: upgrade => <PersonLink actor={upgrade.requestedBy} />,
        },
      ]}
    />
  );
}
