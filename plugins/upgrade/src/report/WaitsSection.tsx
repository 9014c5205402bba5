import { Text } from '@backstage/ui';
import {
  durationText,
  ReportWait,
} from '@cluster-upgrade/plugin-upgrade-common';
import { DataTable } from '../parts/frame/DataTable';
import { Section } from '../parts/frame/Section';
import { useServerText } from '../parts/serverText';
import { useText } from '../parts/useText';

export function WaitsSection({ waits }: { waits: readonly ReportWait[] }) {
  const t = useText();
  const serverText = useServerText();
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
              isProse: true,
              cell: wait => wait.condition.text,
            },
            {
              id: 'why',
              title: t('report.why'),
              isProse: true,
              cell: wait => serverText(wait.why.text),
            },
            {
              id: 'for',
              title: t('report.lasted'),
              isNumber: true,
              cell: wait => durationText(wait.durationMs),
            },
          ]}
        />
      )}
    </Section>
  );
}
