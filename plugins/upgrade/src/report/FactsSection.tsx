import {
  durationText,
  UpgradeReport,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Facts } from '../parts/frame/Facts';
import { Section } from '../parts/frame/Section';
import { PersonLink } from '../parts/PersonLink';
import { TimeStamp } from '../parts/time/TimeStamp';
import { useText } from '../parts/useText';

/** Who, what, when, and where the time went. */
export function FactsSection({ report }: { report: UpgradeReport }) {
  const t = useText();
  const { durations, planVersusActual: actual } = report;
  const moment = (atMs: number | undefined) =>
    atMs === undefined ? (
      t('report.notYet')
    ) : (
      <TimeStamp atMs={atMs} withDate />
    );
  return (
    <Section title={t('report.facts')}>
      <Facts
        facts={[
          {
            name: t('report.cluster'),
            value: <PersonLink actor={report.clusterRef} />,
          },
          {
            name: t('report.versions'),
            value: t('report.fromTo', {
              from: report.fromVersion,
              to: report.toVersion,
            }),
          },
          {
            name: t('report.requestedBy'),
            value: <PersonLink actor={report.requestedBy} />,
          },
          { name: t('report.started'), value: moment(report.startedAtMs) },
          { name: t('report.finished'), value: moment(report.finishedAtMs) },
          { name: t('report.total'), value: durationText(durations.totalMs) },
          { name: t('report.worked'), value: durationText(durations.workedMs) },
          { name: t('report.waited'), value: durationText(durations.waitedMs) },
          { name: t('report.paused'), value: durationText(durations.pausedMs) },
          {
            name: t('report.deciding'),
            value: durationText(durations.decidingMs),
          },
          { name: t('report.queued'), value: durationText(durations.queuedMs) },
          {
            name: t('report.planned'),
            value: t('report.plannedText', {
              done: actual.done,
              planned: actual.planned,
              failed: actual.failed,
              abandoned: actual.abandoned,
              notStarted: actual.notStarted,
              retries: actual.retries,
            }),
          },
          { name: t('report.plan'), value: <code>{report.planHash}</code> },
        ]}
      />
    </Section>
  );
}
