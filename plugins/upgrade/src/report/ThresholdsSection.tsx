import { Text } from '@backstage/ui';
import {
  ReportThreshold,
  whoText,
} from '@cluster-upgrade/plugin-upgrade-common';
import { DataColumn, DataTable } from '../parts/frame/DataTable';
import { PersonLink } from '../parts/PersonLink';
import { Section } from '../parts/frame/Section';
import { StatusLabel } from '../parts/status/StatusLabel';
import { Glyph } from '../parts/status/statusKinds';
import { Text as Translate, useText } from '../parts/useText';

/** How near each application came to its threshold, the worst first. */
export function ThresholdsSection({
  thresholds,
}: {
  thresholds: readonly ReportThreshold[];
}) {
  const t = useText();
  const rows = [...thresholds].sort(
    (left, right) =>
      right.timesExceeded - left.timesExceeded ||
      Number(right.isNearMiss) - Number(left.isNearMiss) ||
      right.worstFailing - left.worstFailing,
  );
  return (
    <Section title={t('report.thresholds')}>
      {rows.length === 0 ? (
        <Text as="p">{t('report.noThresholds')}</Text>
      ) : (
        <DataTable
          caption={t('report.thresholds')}
          isCaptionHidden
          rows={rows}
          rowKey={row => row.threshold.applicationId}
          columns={columnsOf(t)}
        />
      )}
    </Section>
  );
}

function columnsOf(t: Translate): Array<DataColumn<ReportThreshold>> {
  return [
    {
      id: 'application',
      title: t('report.application'),
      isRowName: true,
      cell: row => row.threshold.applicationId,
    },
    {
      id: 'worst',
      title: t('report.worst'),
      isNumber: true,
      cell: row => row.worstFailing,
    },
    {
      id: 'allowed',
      title: t('report.allowed'),
      isNumber: true,
      cell: row => row.threshold.allowedInstances,
    },
    {
      id: 'source',
      title: t('report.source'),
      cell: row => <PersonLink actor={row.threshold.sourceName} />,
    },
    {
      id: 'verdict',
      title: t('report.verdict'),
      isProse: true,
      cell: row => (
        <StatusLabel glyph={glyphOf(row)} isPlain>
          {verdictOf(row, t)}
        </StatusLabel>
      ),
    },
  ];
}

function verdictOf(
  { silenced, timesExceeded, isNearMiss }: ReportThreshold,
  t: Translate,
): string {
  const verdict = timesExceeded
    ? t('report.exceeded', { count: timesExceeded })
    : t(isNearMiss ? 'report.nearMiss' : 'report.kept');
  return silenced
    ? `${verdict}; ${t('report.silenced', {
        by: whoText(silenced.by),
        reason: silenced.reason,
      })}`
    : verdict;
}

function glyphOf({ timesExceeded, isNearMiss }: ReportThreshold): Glyph {
  if (timesExceeded) {
    return 'failed';
  }
  return isNearMiss ? 'warning' : 'done';
}
