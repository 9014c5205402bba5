import { evolve, UpgradeState } from '@cluster-upgrade/plugin-upgrade-common';
import { SeededRandom } from '@cluster-upgrade/plugin-upgrade-node';
import { CrashRig, Ending, RigOptions } from './CrashRig';
import { drawFaults, Fault, FaultKind, wordsOf } from './faults';

const FINISH_LIMIT_MS = 180_000;
export const WHOLE_LIMIT_MS = 20 * 60_000;

const seed = Number(process.env.CRASH_SEED ?? 20_261_121);

export interface Plan extends RigOptions {
  /** How many of each kind have to befall upgrades that are under way. */
  faults: Partial<Record<FaultKind, number>>;
  /** How many of each kind befall one upgrade, unless it ends before. */
  inOneUpgrade: number;
  /** Longest time between two faults. */
  longestPauseMs: number;
}

/** The faults that befell, by kind. */
export type Befallen = Record<FaultKind, number>;

/** A fault, and what it befell. */
interface Injected {
  fault: Fault;
  atMs: number;
}

/**
 * Lets faults befall upgrades, and expects what is left each time to be what an undisturbed upgrade
 * leaves.
 */
export async function surviveFaults(plan: Plan): Promise<Befallen> {
  const random = new SeededRandom(seed);
  const calm = (await upgradeWith(plan, [])).ending;
  expect(calm.state.outcome).toBe('completed');
  say(`Undisturbed: ${courseOf(calm, [])}`);

  const befallen: Befallen = { kill: 0, freeze: 0, cut: 0, restart: 0 };
  for (;;) {
    const counts = stillDue(plan, befallen);
    if (Object.keys(counts).length === 0) {
      return befallen;
    }
    const faults = drawFaults(random, counts, plan);
    say(`Seed ${seed}, in ms: ${faults.map(wordsOf).join(', ')}`);
    const { ending, injected } = await upgradeWith(plan, faults);
    expectAsIfCalm(ending, calm);
    const endedAtMs = ending.events.at(-1)!.atMs;
    injected
      .filter(({ atMs }) => atMs < endedAtMs)
      .forEach(({ fault }) => {
        befallen[fault.kind] += 1;
      });
    say(
      `Survived so far: ${JSON.stringify(befallen)}. ${courseOf(ending, injected)}`,
    );
  }
}

function stillDue(
  { faults, inOneUpgrade }: Plan,
  befallen: Befallen,
): Partial<Record<FaultKind, number>> {
  return Object.fromEntries(
    Object.entries(faults)
      .map(([kind, count]) => [
        kind,
        Math.min(inOneUpgrade, count - befallen[kind as FaultKind]),
      ])
      .filter(([, count]) => Number(count) > 0),
  );
}

/** One upgrade from its start to its end, with these faults. */
async function upgradeWith(
  options: RigOptions,
  faults: readonly Fault[],
): Promise<{ ending: Ending; injected: Injected[] }> {
  const rig = await CrashRig.create(options);
  try {
    await rig.startUpgrade();
    const injecting = injectAll(rig, faults);
    // Nothing is started any more when the rig is stopped.
    const ending = rig
      .finish(FINISH_LIMIT_MS)
      .finally(() => injecting.catch(() => {}));
    return { ending: await ending, injected: await injecting };
  } finally {
    await rig.stop();
  }
}

/** What is hit is not hit again before it is up; meanwhile the next fault that meets another is due. */
async function injectAll(
  rig: CrashRig,
  faults: readonly Fault[],
): Promise<Injected[]> {
  const injected: Injected[] = [];
  const left = [...faults];
  const busy = new Map<string, Promise<void>>();
  while (left.length > 0 && !rig.isOver) {
    const at = left.findIndex(fault => !busy.has(targetOf(fault)));
    if (at < 0) {
      await Promise.race(busy.values());
      continue;
    }
    const [fault] = left.splice(at, 1);
    const target = targetOf(fault);
    await new Promise(next => setTimeout(next, fault.afterMs));
    injected.push({ fault, atMs: Date.now() });
    const injecting = rig.inject(fault).then(() => {
      busy.delete(target);
    });
    // Whoever waits for it is told.
    injecting.catch(() => {});
    busy.set(target, injecting);
  }
  await Promise.all(busy.values());
  return injected;
}

function targetOf({ kind, backend }: Fault): string {
  return kind === 'restart' ? 'database' : `backend ${backend}`;
}

function expectAsIfCalm(ending: Ending, calm: Ending): void {
  const numbers = ending.events.map(({ seq }) => seq);
  expect(ending.state.outcome).toBe('completed');
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  ending.seen.forEach(seen => expect(seen).toEqual(ending.events));
  expect(replay(ending)).toEqual(ending.state);
  expect(ending.finalState).toEqual(calm.finalState);
  expect(ending.effects).toEqual(calm.effects);
}

function replay(ending: Ending): UpgradeState | undefined {
  return ending.events.reduce<UpgradeState | undefined>(
    (state, event) => evolve(state, event),
    undefined,
  );
}

/** How it went, in figures. */
function courseOf({ events }: Ending, injected: readonly Injected[]): string {
  const [{ atMs: beganAtMs }] = events;
  const secondsUntil = (atMs = beganAtMs) =>
    Math.round((atMs - beganAtMs) / 1000);
  const countOf = (type: string) =>
    events.filter(event => event.type === type).length;
  return `${secondsUntil(events.at(-1)!.atMs)} s, the last fault after ${secondsUntil(
    injected.at(-1)?.atMs,
  )} s, claimed ${countOf('claimed')} times, set aside ${countOf(
    'retried',
  )} times, ${events.length} events.`;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
