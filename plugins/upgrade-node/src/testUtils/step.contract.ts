import { InputError } from '@backstage/errors';
import { Message } from '@cluster-upgrade/plugin-upgrade-common';
import { FencedClusterClient } from '../cluster/FencedClusterClient';
import { RestrictedClusterClient } from '../cluster/RestrictedClusterClient';
import {
  ClusterApiError,
  ClusterUnreachableError,
} from '../ports/ClusterApiError';
import { ClusterClient } from '../ports/ClusterClient';
import { StepOutcome } from '../step/StepHandler';
import { TerminalStepError } from '../step/TerminalStepError';
import { ClusterWorld } from './trials/ClusterWorld';
import {
  ClientRequest,
  InterceptedClusterClient,
  isWrite,
} from './InterceptedClusterClient';
import { recordRequests } from './recordRequests';
import {
  CrashError,
  StepTrial,
  TRIAL_IDENTITY,
  TrialStep,
} from './trials/StepTrial';

/**
 * A situation in which a step can be done.
 *
 * @public
 */
export interface StepContractScenario extends TrialStep {
  title: string;
  /** Makes the same situation each time. */
  createWorld(): Promise<ClusterWorld>;
  /** How long the step may take, in the world's time; 10 min unless told. */
  limitMs?: number;
  /** What must hold when the step is done. */
  effect?: {
    read(cluster: ClusterClient): Promise<unknown>;
    expected: unknown;
  };
}

const LIMIT_MS = 600_000;
/** Errors that say nothing about the request itself. */
const PASSING_ERRORS = [
  () => new ClusterApiError(500, 'InternalError', 'etcd is away'),
  () => new ClusterApiError(429, 'TooManyRequests', 'slow down', [], 1_000),
  () => new ClusterUnreachableError('connection refused'),
];

const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * What every step promises, whatever it does: it comes to its end; it does so once even if processes
 * die on the way or the API fails; it stays within its rights; it acts only while the lease is held;
 * it says what it waits for.
 *
 * @public
 */
export function describeStepContract(scenario: StepContractScenario): void {
  const { handler, title, limitMs = LIMIT_MS } = scenario;

  describe(`step ${handler.kind}: ${title}`, () => {
    const worlds: ClusterWorld[] = [];

    async function createWorld(): Promise<ClusterWorld> {
      const world = await scenario.createWorld();
      worlds.push(world);
      return world;
    }

    /** To the end, through what `wrap` puts before the cluster. */
    async function runWith(wrap: (cluster: ClusterClient) => ClusterClient) {
      const world = await createWorld();
      const recorded = recordRequests(world.cluster);
      const trial = new StepTrial(world, scenario, wrap(recorded.client));
      const outcome = await trial.run(limitMs);
      return { world, trial, outcome, writes: recorded.writes() };
    }

    const effectOn = async ({ cluster }: ClusterWorld) =>
      scenario.effect?.read(cluster);

    /** A run that nothing disturbs, to compare with. */
    let calm: CalmRun;

    beforeAll(async () => {
      calm = await runCalmly(await createWorld(), scenario, limitMs);
    });

    afterAll(async () => {
      await Promise.all(worlds.map(world => world.stop()));
    });

    it('comes to its end', async () => {
      expect(calm.outcome).toMatchObject({ status: 'done' });
      expect(await effectOn(calm.world)).toEqual(scenario.effect?.expected);
    });

    it('records one effect at a time, before it happens', () => {
      expect(calm.unannounced).toEqual([]);
      expect(calm.mostIntentsPerLook).toBeLessThanOrEqual(1);
    });

    it('says in words what it waits for, why, and what it does', () => {
      for (const { code, text } of calm.messages) {
        expect(code).toMatch(KEBAB_CASE);
        expect(text).not.toBe('');
      }
    });

    it('writes nothing once it is done', async () => {
      const { client, writes } = recordRequests(calm.world.cluster);
      // Without a memory of its own: as after a crash before the result was stored.
      await new StepTrial(calm.world, scenario, client).reconcile();
      expect(writes()).toEqual([]);
    });

    it('needs no other rights than it declares', async () => {
      const rights = handler.rightsFor(handler.parseInput(scenario.input));
      const { outcome } = await runWith(
        cluster => new RestrictedClusterClient(cluster, rights, handler.kind),
      );
      expect(outcome).toMatchObject({ status: 'done' });
    });

    it('is finished by others that die before and after every write, and repeats none', async () => {
      const { outcome, writes, trial, world } = await runWith(crashAtWrites);
      expect(outcome).toMatchObject({ status: 'done' });
      expect(countsOf(writes)).toEqual(countsOf(calm.writes));
      expect(trial.transientErrors).toHaveLength(2 * calm.writes.length);
      expect(await effectOn(world)).toEqual(scenario.effect?.expected);
    });

    it('waits out errors that pass, to every request', async () => {
      const { outcome, trial } = await runWith(failFirst);
      expect(outcome).toMatchObject({ status: 'done' });
      expect(trial.transientErrors.length).toBeGreaterThanOrEqual(
        PASSING_ERRORS.length,
      );
    });

    it('changes nothing once the lease may be lost', async () => {
      const world = await createWorld();
      const recorded = recordRequests(world.cluster);
      const fenced = new FencedClusterClient(recorded.client, {
        identity: TRIAL_IDENTITY,
        fence: () => {
          throw new Error('the lease may be lost');
        },
      });
      const trial = new StepTrial(world, scenario, fenced);
      const errors: unknown[] = [];
      for (let look = 0; look < 5; look += 1) {
        await trial.reconcile().catch(error => errors.push(error));
        await world.advance(1_000);
      }
      expect(recorded.writes()).toEqual([]);
      expect(errors).not.toContainEqual(expect.any(TerminalStepError));
    });

    it('refuses an input with a field that it does not know', () => {
      expect(() =>
        handler.parseInput({ ...scenario.input, unexpected: true }),
      ).toThrow(InputError);
    });
  });
}

/** What a run shows that nothing disturbs. */
interface CalmRun {
  world: ClusterWorld;
  outcome: StepOutcome;
  writes: ClientRequest[];
  /** Writes that no intent preceded. */
  unannounced: ClientRequest[];
  mostIntentsPerLook: number;
  messages: Message[];
}

async function runCalmly(
  world: ClusterWorld,
  scenario: StepContractScenario,
  limitMs: number,
): Promise<CalmRun> {
  const writes: ClientRequest[] = [];
  const unannounced: ClientRequest[] = [];
  let announced = 0;
  let mostIntentsPerLook = 0;
  const trial: StepTrial = new StepTrial(
    world,
    scenario,
    new InterceptedClusterClient(world.cluster, (request, send) => {
      if (isWrite(request)) {
        writes.push(request);
        if (trial.intents.length === announced) {
          unannounced.push(request);
        }
      }
      return send();
    }),
    () => {
      mostIntentsPerLook = Math.max(
        mostIntentsPerLook,
        trial.intents.length - announced,
      );
      announced = trial.intents.length;
    },
  );
  const outcome = await trial.run(limitMs);
  const messages = [
    ...trial.intents,
    ...trial.waits.flatMap(({ condition, why }) => [condition, why]),
    ...(outcome.status === 'done' ? [outcome.result] : []),
  ];
  return { world, outcome, writes, unannounced, mostIntentsPerLook, messages };
}

function kindOf({ verb, resource }: ClientRequest): string {
  return `${verb} ${resource}`;
}

/** How often each kind of request was sent: names of pods may differ from run to run. */
function countsOf(requests: readonly ClientRequest[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const request of requests) {
    counts[kindOf(request)] = (counts[kindOf(request)] ?? 0) + 1;
  }
  return counts;
}

/** Every write is met by two deaths: one before it is sent, and when it is tried again, one after. */
function crashAtWrites(cluster: ClusterClient): ClusterClient {
  let deaths = 0;
  return new InterceptedClusterClient(cluster, async (request, send) => {
    if (!isWrite(request)) {
      return send();
    }
    const isSent = deaths++ % 2 === 1;
    if (isSent) {
      await send();
    }
    throw new CrashError(
      `Died ${isSent ? 'after' : 'before'} '${kindOf(request)}'`,
    );
  });
}

/** The first requests of each kind fail, with one error after the other. */
function failFirst(cluster: ClusterClient): ClusterClient {
  const failures = new Map<string, number>();
  return new InterceptedClusterClient(cluster, async (request, send) => {
    const failed = failures.get(kindOf(request)) ?? 0;
    if (failed < PASSING_ERRORS.length) {
      failures.set(kindOf(request), failed + 1);
      throw PASSING_ERRORS[failed]();
    }
    return send();
  });
}
