import {
  availableActions,
  ControlAction,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Clock, Random } from '@cluster-upgrade/plugin-upgrade-node';
import { UpgradeRequests } from '@cluster-upgrade/plugin-upgrade-backend/engine';
import { SAMPLE_REQUESTER } from './samplePlan';

/** What people need to ask for something. */
export interface Asking {
  requests: UpgradeRequests;
  random: Random;
  clock: Clock;
  plan: UpgradePlan;
  /** Nobody is there before, in epoch ms. */
  awayUntilMs: number;
}

const ASKED = { actor: SAMPLE_REQUESTER };

/** How long a threshold is silenced, at most. */
const MAX_DISREGARD_MS = 600_000;

/** How long nobody is there after a pause, at most. */
const MAX_AWAY_MS = 400_000;

/** Retries in a row after which whoever settles it tries something else. */
const MANY_ATTEMPTS = 4;

/** Somebody asks for anything that is possible now. */
export function askAnything(
  state: UpgradeState,
  asking: Asking,
): Promise<void> {
  const isExceeded = Object.values(state.health).some(
    ({ exceededSinceMs }) => exceededSinceMs !== undefined,
  );
  const drawn = asking.random.next();
  if (isExceeded && drawn > 0.6) {
    return ask(state, asking, ['pause']);
  }
  return drawn < (isExceeded ? 0.3 : 0.1)
    ? silence(state, asking)
    : ask(state, asking, [
        ...(['pause', 'resume', 'resume', 'retry', 'retry'] as const),
        ...(['skip', 'cancel', 'rollback', 'end'] as const),
      ]);
}

/** Somebody looks after what needs a person. */
export async function settle(
  state: UpgradeState,
  asking: Asking,
): Promise<void> {
  if (state.control === undefined) {
    const attempts = Object.values(state.steps[state.activePlan]).map(
      ({ attempt }) => attempt,
    );
    const isHopeless = Math.max(0, ...attempts) > MANY_ATTEMPTS;
    await ask(
      state,
      asking,
      isHopeless ? ['resume', 'skip', 'cancel', 'end'] : ['resume', 'retry'],
      ['paused', 'needs-attention'],
    );
  }
}

async function ask(
  state: UpgradeState,
  asking: Asking,
  wanted: readonly ControlAction[],
  statuses?: readonly UpgradeState['status'][],
): Promise<void> {
  const { requests, random, plan, clock } = asking;
  const possible = availableActions(state);
  const actions = wanted.filter(action => possible[action].available);
  const action = actions[Math.floor(random.next() * actions.length)];
  if (
    !action ||
    clock.now() < asking.awayUntilMs ||
    (statuses && !statuses.includes(state.status))
  ) {
    return;
  }
  if (action === 'pause' && random.next() < 0.4) {
    asking.awayUntilMs = clock.now() + random.next() * MAX_AWAY_MS;
  }
  const reason = 'It has to be';
  if (action !== 'skip') {
    await unlessTooLate(
      requests.control(state.id, action, { ...ASKED, reason }),
    );
    return;
  }
  const lanes = [...new Set(plan.steps.flatMap(({ lane }) => lane?.id ?? []))];
  const laneId = lanes[Math.floor(random.next() * lanes.length)];
  if (laneId !== undefined) {
    await unlessTooLate(requests.skip(state.id, { laneId, reason }, ASKED));
  }
}

async function silence(
  state: UpgradeState,
  { requests, random, clock, plan }: Asking,
): Promise<void> {
  const [threshold] = plan.thresholds;
  if (threshold && availableActions(state).silence.available) {
    const { applicationId } = threshold;
    const untilMs = clock.now() + Math.ceil(random.next() * MAX_DISREGARD_MS);
    const data = { applicationId, untilMs, reason: 'It is known' };
    await unlessTooLate(requests.silence(state.id, data, ASKED));
  }
}

/** The upgrade may have gone on since it was looked at. */
async function unlessTooLate(asked: Promise<unknown>): Promise<void> {
  await asked.catch(error => {
    if (error.name !== 'ConflictError' && error.name !== 'InputError') {
      throw error;
    }
  });
}
