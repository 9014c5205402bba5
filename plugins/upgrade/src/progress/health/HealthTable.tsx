import { DataTable } from '../../parts/frame/DataTable';
import { StatusLabel } from '../../parts/status/StatusLabel';
import { glyphOfVerdict } from '../../parts/status/statusKinds';
import { useText } from '../../parts/useText';
import { HealthView } from '../model/healthSeries';

/** The charts as a table: every application with its figures and its rule. */
export function HealthTable({ views }: { views: readonly HealthView[] }) {
  const t = useText();
  return (
    <DataTable
      caption={t('progress.health.table')}
      rows={views}
      rowKey={({ health }) => health.applicationId}
      columns={[
        {
          id: 'application',
          title: t('progress.health.application'),
          isRowName: true,
          cell: ({ health }) => health.applicationId,
        },
        {
          id: 'verdict',
          title: t('progress.health.verdict'),
          cell: ({ health }) => (
            <StatusLabel glyph={glyphOfVerdict(health.verdict)} isPlain>
              {t(`parts.verdict.${health.verdict}`)}
            </StatusLabel>
          ),
        },
        {
          id: 'failing',
          title: t('progress.health.failingNow'),
          isNumber: true,
          cell: ({ health }) => health.failing.length,
        },
        {
          id: 'allowed',
          title: t('progress.health.allowed'),
          isNumber: true,
          cell: ({ health }) => health.allowedInstances,
        },
        {
          id: 'ready',
          title: t('progress.health.ready'),
          isNumber: true,
          cell: ({ health: { ready, desired } }) =>
            t('progress.health.readyOf', { ready, desired }),
        },
        {
          id: 'known',
          title: t('progress.health.known'),
          isNumber: true,
          cell: ({ health }) => health.knownBeforeStart.length,
        },
        {
          id: 'rule',
          title: t('progress.health.rule'),
          cell: ({ health }) => health.rule.text,
        },
      ]}
    />
  );
}
