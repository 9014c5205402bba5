import { gunzipSync } from 'node:zlib';
import {
  PlanKind,
  PlanOutline,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { samplePlan } from '@cluster-upgrade/simulation/fixtures';
import { PlanOutlines } from './PlanOutlines';

/** What the one who asked can read. */
function unpacked(packed: Buffer | undefined): PlanOutline {
  return JSON.parse(gunzipSync(packed!).toString());
}

function planOf(kind: PlanKind): UpgradePlan {
  return { ...samplePlan([]), kind };
}

describe('PlanOutlines', () => {
  const reads: string[] = [];
  let answer: (kind: PlanKind) => UpgradePlan | undefined;
  let outlines: PlanOutlines;

  beforeEach(() => {
    reads.length = 0;
    answer = planOf;
    outlines = new PlanOutlines({
      store: {
        async readPlan(upgradeId, kind) {
          reads.push(`${upgradeId}/${kind}`);
          return answer(kind);
        },
      },
    });
  });

  it('names no Component, because not everybody who gets it may see each', async () => {
    answer = kind => ({
      ...planOf(kind),
      changes: [
        {
          action: 'update',
          object: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' },
          fields: [],
          reversibility: 'revert',
          disruption: {
            level: 'brief',
            text: 'component:default/merger is interrupted',
          },
        },
      ],
    });
    const { changes } = unpacked(await outlines.of('u', 'upgrade'));
    expect(JSON.stringify(changes)).toContain('a Component is interrupted');
    expect(JSON.stringify(changes)).not.toContain('merger');
  });

  it('reads each plan once, also for those who ask at the same time', async () => {
    const outlined = await Promise.all([
      outlines.of('u', 'upgrade'),
      outlines.of('u', 'upgrade'),
    ]);
    outlined.push(await outlines.of('u', 'upgrade'));
    expect(new Set(outlined).size).toBe(1);
    expect(unpacked(outlined[0])).toMatchObject({ kind: 'upgrade' });
    expect(reads).toEqual(['u/upgrade']);
  });

  it('reads nothing of a plan that was put there', async () => {
    outlines.put('u', planOf('upgrade'));
    expect(unpacked(await outlines.of('u', 'upgrade')).kind).toBe('upgrade');
    expect(reads).toEqual([]);
  });

  it('looks again for a plan that was not there', async () => {
    answer = () => undefined;
    expect(await outlines.of('u', 'rollback')).toBeUndefined();
    answer = planOf;
    expect(unpacked(await outlines.of('u', 'rollback')).kind).toBe('rollback');
  });

  it('tries again after a read that failed', async () => {
    answer = () => {
      throw new Error('gone');
    };
    await expect(outlines.of('u', 'upgrade')).rejects.toThrow('gone');
    answer = planOf;
    expect(unpacked(await outlines.of('u', 'upgrade')).kind).toBe('upgrade');
  });

  it('keeps those that were asked for last', async () => {
    for (let count = 0; count < 50; count++) {
      await outlines.of(`u${count}`, 'upgrade');
    }
    await outlines.of('u0', 'upgrade');
    await outlines.of('new', 'upgrade');
    reads.length = 0;
    await outlines.of('u0', 'upgrade');
    await outlines.of('u1', 'upgrade');
    expect(reads).toEqual(['u1/upgrade']);
  });
});
