import {
  durationText,
  ReportPhase,
  UpgradeReport,
} from '@cluster-upgrade/plugin-upgrade-common';
import { DataTable } from '../parts/frame/DataTable';
import { Section } from '../parts/frame/Section';
import { TimeStamp } from '../parts/time/TimeStamp';
import { useText } from '../parts/useText';
import styles from './report.module.css';

/** The phases in the order in which they ran, with their share of the time as a bar. */
export function TimelineSection({ report }: { report: UpgradeReport }) {
  const t = useText();
  const longestMs = Math.max(1, ...report.timeline.map(it => it.durationMs));
  const steps = ({ steps: counts }: ReportPhase) =>
    t(counts.failed ? 'report.stepsFailed' : 'report.stepsDone', counts);
  return (
    <Section title={t('report.timeline')}>
      <DataTable
        caption={t('report.timeline')}
        isCaptionHidden
        rows={report.timeline}
        rowKey={phase => `${phase.plan}/${phase.phaseId}`}
        columns={[
          {
            id: 'phase',
            title: t('report.phase'),
            isRowName: true,
            cell: phase => phase.title,
          },
          {
            id: 'part',
            title: t('report.part'),
            cell: phase => t(`report.planKind.${phase.plan}`),
          },
          {
            id: 'started',
            title: t('report.started'),
            cell: phase => <TimeStamp atMs={phase.startedAtMs} withDate />,
          },
          {
            id: 'took',
            title: t('report.took'),
            cell: phase => (
              <span className={styles.took}>
                <span>{durationText(phase.durationMs)}</span>
                <span
                  className={styles.bar}
                  aria-hidden="true"
                  style={{ width: `${(phase.durationMs / longestMs) * 8}rem` }}
                />
              </span>
            ),
          },
          {
            id: 'held',
            title: t('report.heldUp'),
            cell: phase => durationText(phase.waitedMs),
          },
          { id: 'steps', title: t('report.steps'), cell: steps },
        ]}
      />
    </Section>
  );
}
