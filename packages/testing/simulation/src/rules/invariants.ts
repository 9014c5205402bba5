import {
  evolve,
  hasBegun,
  PlanKind,
  PlanStep,
  UpgradeEvent,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { isSameJson } from '@cluster-upgrade/plugin-upgrade-node';
import { Plans } from '@cluster-upgrade/plugin-upgrade-backend/engine';

/** A rule that always holds, with what breaks it in a log; each answers for the log as a whole. */
type Invariant = (log: Log) => string[];

interface Log {
  events: readonly UpgradeEvent[];
  plans: Plans;
  /** The stored state. */
  stored: UpgradeState;
  /** The state after each event. */
  states: readonly UpgradeState[];
}

/**
 * What is wrong with the log of one upgrade; nothing, if the engine keeps its promises. Sees history
 * only, and shares no code with the decisions that made it.
 */
export function violations(
  events: readonly UpgradeEvent[],
  plans: Plans,
  stored: UpgradeState,
): string[] {
  let state: UpgradeState | undefined;
  const states: UpgradeState[] = [];
  for (const event of events) {
    try {
      state = evolve(state, event);
    } catch (error) {
      return [`event ${event.seq} can't follow: ${error}`];
    }
    states.push(state);
  }
  const log = { events, plans, stored, states };
  return Object.entries(INVARIANTS).flatMap(([name, holds]) =>
    holds(log).map(broken => `${name}: ${broken}`),
  );
}

const SINCE_START: ReadonlySet<string> = new Set([
  'step-started',
  'step-intent',
]);

const INVARIANTS: Record<string, Invariant> = {
  'numbers have no gap': ({ events }) =>
    events
      .filter(({ seq }, index) => seq !== index + 1)
      .map(({ seq }) => `event ${seq} stands in another's place`),

  'the stored state is what the log says': ({ states, stored }) =>
    isSameJson(states.at(-1), stored)
      ? []
      : ['replaying the log gives another state'],

  'epochs grow': ({ events }) => {
    const epochs = events.flatMap(event =>
      event.type === 'claimed' ? [event.data.epoch] : [],
    );
    return epochs
      .filter((epoch, index) => index > 0 && epoch <= epochs[index - 1])
      .map(epoch => `epoch ${epoch} came after a later one`);
  },

  'the snapshot comes before the first step': ({ events }) => {
    const first = events.findIndex(({ type }) => SINCE_START.has(type));
    const hasSnapshot = events
      .slice(0, Math.max(first, 0))
      .some(({ type }) => type === 'snapshot-taken');
    return first >= 0 && !hasSnapshot
      ? [`event ${events[first].seq} came before the snapshot`]
      : [];
  },

  'a step begins after all it depends on': log =>
    starts(log).flatMap(({ event, plan, before }) => {
      const step = plan.steps.find(({ id }) => id === event.data.stepId);
      const steps = before.steps[event.data.plan];
      const open = step?.dependsOn.filter(
        id => !['done', 'abandoned'].includes(steps[id]?.status ?? ''),
      );
      return open?.length === 0
        ? []
        : [`'${event.data.stepId}' began before ${open?.join(', ')}`];
    }),

  'no more lanes are under way than allowed': log =>
    log.states.flatMap(state => overfullGroups(state, log.plans)),

  'nothing begins while it is paused or decided by a person': log =>
    starts(log)
      .filter(({ before }) =>
        ['paused', 'needs-attention', 'finished'].includes(before.status),
      )
      .map(({ event }) => `'${event.data.stepId}' began`),

  'no step goes forward once it was turned back': log =>
    starts(log)
      .filter(
        ({ event, before }) =>
          event.data.plan === 'upgrade' && before.activePlan !== 'upgrade',
      )
      .map(({ event }) => `'${event.data.stepId}' began`),

  'while pausing, only what was begun goes on, or is followed': log =>
    starts(log)
      .filter(({ before }) => before.status === 'pausing')
      .filter(({ event, plan, before }) => {
        const begun = plan.steps.find(({ id }) => id === event.data.stepId);
        const lane = begun?.lane?.id;
        return (
          !begun?.pausing &&
          !plan.steps.some(
            step =>
              step.lane?.id === lane &&
              lane !== undefined &&
              hasBegun(before.steps[plan.kind][step.id]),
          )
        );
      })
      .map(({ event }) => `'${event.data.stepId}' began`),

  'nothing goes on while it is paused': ({ states }) =>
    states
      .filter(({ status }) => status === 'paused')
      .flatMap(({ steps, activePlan, seq }) =>
        Object.entries(steps[activePlan])
          .filter(
            ([, { status, wait }]) =>
              (status === 'running' || status === 'waiting') &&
              !wait?.isSuspended,
          )
          .map(([id]) => `'${id}' at event ${seq}`),
      ),

  'what is finished stays as it is': ({ events, states }) =>
    states
      .filter(
        (state, index) =>
          index > 0 &&
          states[index - 1].status === 'finished' &&
          !isSameJson({ ...state, seq: 0 }, { ...states[index - 1], seq: 0 }),
      )
      .map(({ seq }) => `event ${seq} of ${events.length} changed it`),

  'a step that is done stays done': ({ states }) =>
    states.slice(1).flatMap((state, index) =>
      (['upgrade', 'rollback', 'cleanup'] as const).flatMap(kind =>
        state.activePlan === kind && states[index].activePlan === kind
          ? Object.entries(states[index].steps[kind])
              .filter(
                ([id, step]) =>
                  step.status === 'done' &&
                  state.steps[kind][id]?.status !== 'done',
              )
              .map(([id]) => `'${id}' of ${kind} at event ${state.seq}`)
          : [],
      ),
    ),

  'a rollback is proven': ({ stored }) =>
    stored.outcome === 'rolled-back' && stored.proof?.differences.length !== 0
      ? ['it says rolled back, and has no proof']
      : [],
};

/** Beginnings of steps, with the state they happened in. */
function starts({ events, plans, states }: Log): Array<{
  event: UpgradeEvent<'step-started'>;
  plan: UpgradePlan;
  before: UpgradeState;
}> {
  return events.flatMap((event, index) =>
    event.type === 'step-started'
      ? [
          {
            event,
            plan: planOf(plans, event.data.plan),
            before: states[index - 1],
          },
        ]
      : [],
  );
}

function planOf(plans: Plans, kind: PlanKind): UpgradePlan {
  const plan = plans[kind];
  if (!plan) {
    throw new Error(`The log speaks of a ${kind} plan, which is not stored`);
  }
  return plan;
}

/**
 * Lanes out of service: begun by the upgrade and not finished, or being taken back. One that a way back
 * finished, or has nothing to do about, is out of it no more.
 */
function overfullGroups(state: UpgradeState, plans: Plans): string[] {
  const byGroup = new Map<string, Set<string>>();
  const back = state.activePlan === 'upgrade' ? undefined : state.activePlan;
  const remaining = new Set(
    back && planOf(plans, back).steps.flatMap(({ lane }) => lane?.id ?? []),
  );
  const collect = (kind: PlanKind, isIn: (laneId: string) => boolean) =>
    lanesUnderWay(planOf(plans, kind), state).forEach(({ id, group }) => {
      if (isIn(id)) {
        byGroup.set(group, (byGroup.get(group) ?? new Set()).add(id));
      }
    });
  if (back) {
    // A cleanup takes nothing out: where a lane has given back already, it only looks.
    collect(back, () => back === 'rollback');
    const backDone = lanesDone(planOf(plans, back), state);
    collect('upgrade', id => remaining.has(id) && !backDone.has(id));
  } else {
    collect('upgrade', () => true);
  }
  return [...byGroup].flatMap(([group, lanes]) => {
    const limit = plans.upgrade.laneLimits[group] ?? 1;
    return lanes.size > limit
      ? [`${[...lanes].join(', ')} at event ${state.seq}, of ${limit} allowed`]
      : [];
  });
}

function lanesUnderWay(plan: UpgradePlan, state: UpgradeState) {
  const done = lanesDone(plan, state);
  const begun = plan.steps.filter(
    ({ id, lane }) =>
      lane && !done.has(lane.id) && hasBegun(state.steps[plan.kind][id]),
  );
  const byId = new Map(begun.map(({ lane }) => [lane!.id, lane!]));
  return [...byId.values()];
}

function lanesDone(plan: UpgradePlan, state: UpgradeState): Set<string> {
  // What was given up of the plan that is run, or of one before, belongs to a lane that was skipped.
  const isThrough = ({ id, lane }: PlanStep) => {
    const status = state.steps[plan.kind][id]?.status;
    const isSkipped =
      plan.kind === state.activePlan ||
      state.skipped?.[lane?.id ?? ''] !== undefined;
    return status === 'done' || (status === 'abandoned' && isSkipped);
  };
  const open = new Set(
    plan.steps
      .filter(step => !isThrough(step))
      .flatMap(({ lane }) => lane?.id ?? []),
  );
  return new Set(
    plan.steps
      .flatMap(({ lane }) => lane?.id ?? [])
      .filter(laneId => !open.has(laneId)),
  );
}
