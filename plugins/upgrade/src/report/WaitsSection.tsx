import { Text } from '@backstage/ui';
import {
  durationText,
  ReportWait,
} from '@cluster-upgrade/plugin-upgrade-common';
import { DataTable } from '../parts/frame/DataTable';
import { Section } from '../parts/frame/Section';
import { useLocalTimes } from '../parts/time/localTimes';
import { useText } from '../parts/useText';

export function WaitsSection({ waits }: { waits: readonly ReportWait[] }) {
  const t = useText();
  const inLocalTime = useLocalTimes();
  return (
    <Section title={t('report.waits')}>
      {waits.length === 0 ? (
        <Text as="p">{t('report.noWaits')}</Text>
      ) : (
        <DataTable
          caption={t('report.waits')}
          isCaptionHidden
          rows={waits}
          rowKey={wait => `${wait.stepId} ${wait.why.text} ${wait.durationMs}`}
          columns={[
            {
              id: 'step',
              title: t('report.step'),
              isRowName: true,
              cell: wait => wait.title,
            },
            {
              id: 'until',
              title: t('report.waitedFor'),
              cell: wait => wait.condition.text,
            },
            {
              id: 'why',
              title: t('report.why'),
              cell: wait => inLocalTime(wait.why.text),
            },
            {
              id: 'for',
              title: t('report.lasted'),
              cell: wait => durationText(wait.durationMs),
            },
          ]}
        />
      )}
    </Section>
  );
}
