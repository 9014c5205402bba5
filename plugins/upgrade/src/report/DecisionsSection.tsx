import { Flex, Text } from '@backstage/ui';
import { UpgradeReport } from '@cluster-upgrade/plugin-upgrade-common';
import { DataTable } from '../parts/frame/DataTable';
import { Section } from '../parts/frame/Section';
import { PersonLink } from '../parts/PersonLink';
import { TimeStamp } from '../parts/time/TimeStamp';
import { useText } from '../parts/useText';

/** What people decided: before the start, by accepting findings, and while it ran. */
export function DecisionsSection({ report }: { report: UpgradeReport }) {
  const t = useText();
  return (
    <Section title={t('report.decisions')}>
      <Flex direction="column" gap="4">
        {report.decisions.length === 0 ? (
          <Text as="p">{t('report.noDecisions')}</Text>
        ) : (
          <Decisions decisions={report.decisions} />
        )}
        {report.overrides.length > 0 && (
          <Accepted overrides={report.overrides} />
        )}
      </Flex>
    </Section>
  );
}

function Decisions({ decisions }: Pick<UpgradeReport, 'decisions'>) {
  const t = useText();
  return (
    <DataTable
      caption={t('report.decisions')}
      isCaptionHidden
      rows={decisions}
      rowKey={decision => String(decision.seq)}
      columns={[
        {
          id: 'when',
          title: t('report.when'),
          cell: decision => <TimeStamp atMs={decision.atMs} withDate />,
        },
        {
          id: 'what',
          title: t('report.decision'),
          isRowName: true,
          isProse: true,
          cell: decision => decision.text.text,
        },
        {
          id: 'by',
          title: t('report.by'),
          cell: decision => <PersonLink actor={decision.by} />,
        },
        {
          id: 'reason',
          title: t('report.reason'),
          isProse: true,
          cell: decision => decision.reason ?? '–',
        },
      ]}
    />
  );
}

function Accepted({ overrides }: Pick<UpgradeReport, 'overrides'>) {
  const t = useText();
  return (
    <DataTable
      caption={t('report.overrides')}
      rows={overrides}
      rowKey={override => override.findingId}
      columns={[
        {
          id: 'finding',
          title: t('report.finding'),
          isRowName: true,
          isProse: true,
          cell: override => `${override.title}: ${override.observed}`,
        },
        {
          id: 'by',
          title: t('report.by'),
          cell: override => <PersonLink actor={override.by} />,
        },
        {
          id: 'reason',
          title: t('report.reason'),
          isProse: true,
          cell: override => override.reason,
        },
      ]}
    />
  );
}
