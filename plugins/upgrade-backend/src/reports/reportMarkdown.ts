import {
  durationText,
  momentText,
  objectText,
  proofText,
  ReportPhase,
  UpgradeReport,
  whoText,
} from '@cluster-upgrade/plugin-upgrade-common';
import { markdownText } from './markdownText';

/** A report as text for tickets and mails. */
export function reportMarkdown(report: UpgradeReport): string {
  return [
    `# ${markdownText(`Upgrade of ${report.clusterRef} from ${report.fromVersion} to ${report.toVersion}`)}`,
    markdownText(report.sentence.text),
    facts(report),
    cause(report),
    section('Timeline', timeline(report)),
    section('Plan and actual', planned(report)),
    section('Longest waits', waits(report)),
    section('Failure thresholds', thresholds(report)),
    section('Accepted findings', overrides(report)),
    section('Decisions', decisions(report)),
    section('Skipped', skipped(report)),
    section('Restored and not restored', restore(report)),
  ]
    .filter(part => part !== '')
    .join('\n\n')
    .concat('\n');
}

function section(title: string, body: string): string {
  return body === '' ? '' : `## ${title}\n\n${body}`;
}

function facts(report: UpgradeReport): string {
  const { durations } = report;
  return list([
    `Upgrade: ${report.upgradeId}, plan ${report.planId} (${report.planHash})`,
    `Requested by ${whoText(report.requestedBy)} at ${momentText(report.requestedAtMs)}`,
    report.finishedAtMs === undefined
      ? `Not finished; as of ${momentText(report.asOfMs)}`
      : `Finished at ${momentText(report.finishedAtMs)}`,
    `Took ${durationText(durations.totalMs)}: worked ${durationText(durations.workedMs)}, waited ${durationText(durations.waitedMs)}, paused ${durationText(durations.pausedMs)}, waited for decisions ${durationText(durations.decidingMs)}, queued ${durationText(durations.queuedMs)}`,
  ]);
}

function cause({ firstCause }: UpgradeReport): string {
  if (!firstCause) {
    return '';
  }
  const { failure, followers, seq, stepTitle } = firstCause;
  const where = stepTitle === undefined ? '' : `${stepTitle}: `;
  const more =
    followers === 0
      ? ''
      : ` ${followers} later ${followers === 1 ? 'problem' : 'problems'} may follow from it.`;
  return section(
    'First cause',
    markdownText(
      `${where}${failure.cause.text} (event ${seq}). ${failure.remedy}${more}`,
    ),
  );
}

function timeline({ timeline: phases }: UpgradeReport): string {
  return table(
    ['Phase', 'Began', 'Took', 'Held up', 'Steps'],
    phases.map(phase => [
      phase.plan === 'upgrade' ? phase.title : `${phase.plan}: ${phase.title}`,
      momentText(phase.startedAtMs),
      durationText(phase.durationMs),
      durationText(phase.waitedMs),
      stepsText(phase.steps),
    ]),
  );
}

function stepsText({ total, done, failed, abandoned }: ReportPhase['steps']) {
  return [
    `${done} of ${total} done`,
    failed > 0 ? `${failed} failed` : '',
    abandoned > 0 ? `${abandoned} given up` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

function planned({ planVersusActual: actual }: UpgradeReport): string {
  return list([
    `${actual.done} of ${actual.planned} planned steps done, ${actual.failed} failed, ${actual.abandoned} given up, ${actual.notStarted} not begun, ${actual.retries} retries`,
    ...actual.steps
      .filter(({ durationMs, limitMs }) => durationMs > limitMs)
      .map(
        step =>
          `${step.title} took ${durationText(step.durationMs)} of ${durationText(step.limitMs)} allowed`,
      ),
  ]);
}

function waits({ longestWaits }: UpgradeReport): string {
  return table(
    ['Step', 'Waited until', 'Why', 'For'],
    longestWaits.map(wait => [
      wait.title,
      wait.condition.text,
      wait.why.text,
      durationText(wait.durationMs),
    ]),
  );
}

function thresholds(report: UpgradeReport): string {
  return table(
    ['Application', 'Worst', 'Allowed', 'Source', 'What came of it'],
    report.thresholds.map(seen => [
      seen.threshold.applicationId,
      String(seen.worstFailing),
      String(seen.threshold.allowedInstances),
      `${seen.threshold.source} (${seen.threshold.sourceName})`,
      thresholdText(seen),
    ]),
  );
}

function thresholdText(seen: UpgradeReport['thresholds'][number]): string {
  const parts = [
    seen.timesExceeded > 0 ? `exceeded ${seen.timesExceeded}×` : '',
    seen.isNearMiss ? 'near miss' : '',
    seen.knownBeforeStart.length > 0
      ? `${seen.knownBeforeStart.length} failing before the start`
      : '',
    seen.silenced
      ? `switched off by ${whoText(seen.silenced.by)}: ${seen.silenced.reason}`
      : '',
  ].filter(Boolean);
  return parts.length === 0 ? 'kept' : parts.join(', ');
}

function overrides(report: UpgradeReport): string {
  return list(
    report.overrides.map(
      override =>
        `${override.title}: "${override.observed}" accepted by ${whoText(override.by)} at ${momentText(override.atMs)}: ${override.reason}`,
    ),
  );
}

function decisions(report: UpgradeReport): string {
  return list(
    report.decisions.map(
      ({ atMs, text }) => `${momentText(atMs)}: ${text.text}`,
    ),
  );
}

function skipped(report: UpgradeReport): string {
  return table(
    ['What', 'On', 'When', 'By', 'Why'],
    report.skipped.map(({ name, plan, atMs, by, reason }) => [
      name,
      plan === 'upgrade' ? 'the upgrade' : 'the way back',
      momentText(atMs),
      whoText(by),
      reason,
    ]),
  );
}

function restore({
  restore: { proof, givenBack, notRestored },
}: UpgradeReport) {
  return list([
    ...(proof ? [proofText(proof)] : []),
    ...(proof?.differences ?? []).map(
      ({ object, pointer, expected, found }) =>
        `${objectText(object)} ${pointer}: expected ${expected}, found ${found}`,
    ),
    ...givenBack.map(title => `Done: ${title}`),
    ...notRestored.map(title => `Not restored: ${title}`),
  ]);
}

function list(lines: readonly string[]): string {
  return lines.map(line => `- ${markdownText(line)}`).join('\n');
}

function table(head: readonly string[], rows: readonly string[][]): string {
  if (rows.length === 0) {
    return '';
  }
  const row = (cells: readonly string[]) =>
    `| ${cells.map(cell => markdownText(cell)).join(' | ')} |`;
  const rule = `| ${head.map(() => '---').join(' | ')} |`;
  return [row(head), rule, ...rows.map(row)].join('\n');
}
