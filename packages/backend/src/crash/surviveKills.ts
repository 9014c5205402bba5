import { evolve, UpgradeState } from '@cluster-upgrade/plugin-upgrade-common';
import { SeededRandom } from '@cluster-upgrade/plugin-upgrade-node';
import { CrashRig, Ending } from './CrashRig';

/** Moments at which the backend is killed, on each database. */
export const KILLS = 50;
/** Spread over several upgrades, so that each meets some early and some late ones. */
const KILLS_PER_UPGRADE = 10;
/** Longest time that the backend is left alone between two kills. */
const LONGEST_LIFE_MS = 2500;
const FINISH_LIMIT_MS = 90_000;
export const WHOLE_LIMIT_MS = 20 * 60_000;

const seed = Number(process.env.CRASH_SEED ?? 20_261_121);

/** The same upgrade, with the backend killed after each of these spans. */
async function upgradeWithKills(
  postgres: string | undefined,
  livesMs: number[],
): Promise<{ ending: Ending; kills: number }> {
  const rig = await CrashRig.create(postgres);
  try {
    await rig.startUpgrade();
    let kills = 0;
    for (const lifeMs of livesMs) {
      await new Promise(resolve => setTimeout(resolve, lifeMs));
      if (await rig.isFinished()) {
        break;
      }
      await rig.crash();
      kills += 1;
    }
    return { ending: await rig.finish(FINISH_LIMIT_MS), kills };
  } finally {
    await rig.stop();
  }
}

function replay(ending: Ending): UpgradeState | undefined {
  return ending.events.reduce<UpgradeState | undefined>(
    (state, event) => evolve(state, event),
    undefined,
  );
}

/**
 * Kills the backend again and again, and expects what is left each time to be what an undisturbed upgrade
 * leaves. There is a test file for each database: both take minutes, and run side by side.
 *
 * @param postgres - a server's connection string; absent: SQLite
 * @returns how many kills were survived
 */
export async function surviveKills(postgres?: string): Promise<number> {
  const random = new SeededRandom(seed);
  const calm = (await upgradeWithKills(postgres, [])).ending;
  expect(calm.state.outcome).toBe('completed');

  let kills = 0;
  while (kills < KILLS) {
    const livesMs = Array.from(
      { length: Math.min(KILLS_PER_UPGRADE, KILLS - kills) },
      () => Math.round(random.next() * LONGEST_LIFE_MS),
    );
    process.stderr.write(
      `Seed ${seed}: killing after ${livesMs.join(', ')} ms\n`,
    );
    const crashed = await upgradeWithKills(postgres, livesMs);
    kills += crashed.kills;
    const { ending } = crashed;

    expect(ending.state.outcome).toBe('completed');
    expect(ending.events.map(event => event.seq)).toEqual(
      ending.events.map((__, index) => index + 1),
    );
    expect(replay(ending)).toEqual(ending.state);
    expect(ending.finalState).toEqual(calm.finalState);
    expect(ending.effects).toEqual(calm.effects);
  }
  process.stderr.write(`${kills} kills survived\n`);
  return kills;
}
