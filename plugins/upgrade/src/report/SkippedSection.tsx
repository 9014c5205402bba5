import { UpgradeReport } from '@cluster-upgrade/plugin-upgrade-common';
import { DataTable } from '../parts/frame/DataTable';
import { Section } from '../parts/frame/Section';
import { PersonLink } from '../parts/PersonLink';
import { TimeStamp } from '../parts/time/TimeStamp';
import { useText } from '../parts/useText';

/** What was gone round, by whom and why; nothing where nothing was. */
export function SkippedSection({
  skipped,
}: {
  skipped: UpgradeReport['skipped'];
}) {
  const t = useText();
  if (skipped.length === 0) {
    return null;
  }
  return (
    <Section title={t('report.skipped')}>
      <DataTable
        caption={t('report.skipped')}
        isCaptionHidden
        rows={skipped}
        rowKey={({ seq }) => String(seq)}
        columns={[
          {
            id: 'name',
            title: t('report.skippedWhat'),
            isRowName: true,
            cell: ({ name }) => name,
          },
          {
            id: 'plan',
            title: t('report.part'),
            cell: ({ plan }) => t(`report.planKind.${plan}`),
          },
          {
            id: 'when',
            title: t('report.when'),
            cell: ({ atMs }) => <TimeStamp atMs={atMs} withDate />,
          },
          {
            id: 'by',
            title: t('report.by'),
            cell: ({ by }) => <PersonLink actor={by} />,
          },
          {
            id: 'reason',
            title: t('report.reason'),
            isProse: true,
            cell: ({ reason }) => reason,
          },
        ]}
      />
    </Section>
  );
}
