import {
  ClusterDetail,
  durationText,
  PlanView,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Facts } from '../../parts/frame/Facts';
import { Text as Translate, useText } from '../../parts/useText';
import { isAskedFor } from '../strategy/strategyEffect';
import styles from '../wizard.module.css';
import { LaneExample, laneExamples } from './laneExamples';
import { planDuration } from './planDuration';

/** The plan in brief: its phases, what is done to each node, and how long it may take. */
export function PlanSummary({
  view: { plan },
  detail,
}: {
  view: PlanView;
  detail: ClusterDetail;
}) {
  const t = useText();
  const phases = phasesOf(plan);
  return (
    <Facts
      facts={[
        {
          name: t('wizard.plan.phases'),
          value: (
            <ol className={styles.phases}>
              {phases.map(({ id, title, count }) => (
                <li key={id}>{t('wizard.plan.phase', { title, count })}</li>
              ))}
            </ol>
          ),
        },
        ...laneExamples(plan).map(example => ({
          name: t('wizard.plan.each', { kind: example.kind }),
          value: <Example of={example} />,
        })),
        {
          name: t('wizard.plan.duration'),
          value: durationSentence(plan, detail, t),
        },
      ]}
    />
  );
}

function phasesOf({ phases, steps }: UpgradePlan) {
  return phases
    .map(phase => ({
      ...phase,
      count: steps.filter(({ phaseId }) => phaseId === phase.id).length,
    }))
    .filter(({ count }) => count > 0);
}

function Example({
  of: { kind, name, count, atOnce, steps },
}: {
  of: LaneExample;
}) {
  const t = useText();
  return (
    <>
      <span>{t('wizard.plan.eachOf', { count, kind, name, atOnce })}</span>
      <ol className={styles.phases}>
        {steps.map(({ id, title, disruption }) => (
          <li key={id}>
            {title}
            {disruption.level !== 'none' && (
              <span className={styles.small}>{` (${disruption.text})`}</span>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function durationSentence(
  plan: UpgradePlan,
  detail: ClusterDetail,
  t: Translate,
): string {
  const { watchMs, last } = planDuration(
    plan,
    parameter => isAskedFor(detail, parameter),
    detail.recentUpgrades,
  );
  return [
    watchMs > 0
      ? t('wizard.plan.watch', { watch: durationText(watchMs) })
      : undefined,
    last
      ? t('wizard.plan.lastTook', {
          from: last.fromVersion,
          to: last.toVersion,
          took: durationText(last.tookMs),
        })
      : t('wizard.plan.noneTook'),
  ]
    .filter(Boolean)
    .join(' ');
}
