import { NewEvent } from '@cluster-upgrade/plugin-upgrade-common';
import { nodeAdmission } from '@cluster-upgrade/plugin-upgrade-node';
import { sampleStep } from '@cluster-upgrade/simulation/fixtures';
import { admissionWaiting } from './admissionWait';
import { HeldStep } from './laneAdmission';

const NOW_MS = 1_000_000;
const LIMIT_MS = 60_000;
const lane = { id: 'node/w-9', group: 'nodes', target: 'w-9' };

const cordoned = (...names: string[]) =>
  names.map(name => ({ name, why: 'cordoned' }));

const held = (
  out: HeldStep['out'],
  { max = 1, skipped = [] as string[], target = true } = {},
): HeldStep => ({
  step: sampleStep({
    id: 'cordon',
    limitMs: LIMIT_MS,
    lane: target ? lane : { id: lane.id, group: lane.group },
  }),
  admission: nodeAdmission(max),
  out,
  skipped: new Set(skipped),
});

const waitOf = (one: HeldStep) =>
  (
    admissionWaiting(
      'upgrade',
      one,
      undefined,
      NOW_MS,
    ) as NewEvent<'step-waiting'>
  ).data.wait;

describe('what people are told while a lane’s turn has not come', () => {
  it('is which target waits, for what, since when, and that it goes on waiting', () => {
    expect(
      admissionWaiting('upgrade', held(cordoned('w-1')), undefined, NOW_MS),
    ).toMatchObject({
      type: 'step-waiting',
      data: {
        plan: 'upgrade',
        stepId: 'cordon',
        wait: {
          kind: 'lane',
          object: { apiVersion: 'v1', kind: 'Node', name: 'w-9' },
          condition: {
            code: 'fewer-out-of-service',
            params: { maxUnavailable: 1 },
            text: 'No other node is out of service',
          },
          why: {
            code: 'too-many-out-of-service',
            params: { unavailable: 1, maxUnavailable: 1 },
            text: 'Out of service: w-1 (cordoned); at most 1 may be',
          },
          sinceMs: NOW_MS,
          untilMs: NOW_MS + LIMIT_MS,
          unblocks: { kind: 'operator' },
          atLimit: 'hold',
        },
      },
    });
  });

  it('names no object where the lane has no target', () => {
    expect(waitOf(held(cordoned('w-1'), { target: false }))).not.toHaveProperty(
      'object',
    );
  });

  it('names how many may be out where that is more than one', () => {
    expect(
      waitOf(held(cordoned('w-1', 'w-2'), { max: 2 })).condition.text,
    ).toBe('Fewer than 2 other nodes are out of service');
  });

  it.each<[string, HeldStep, string]>([
    [
      'names them in order',
      held(cordoned('w-2', 'w-1')),
      'Out of service: w-1 (cordoned), w-2 (cordoned); at most 1 may be',
    ],
    [
      'names five, and how many more there are',
      held(cordoned('a', 'b', 'c', 'd', 'e', 'f', 'g')),
      'Out of service: a (cordoned), b (cordoned), c (cordoned), d (cordoned), e (cordoned) and 2 more; at most 1 may be',
    ],
    [
      'names exactly five without a rest',
      held(cordoned('a', 'b', 'c', 'd', 'e')),
      'Out of service: a (cordoned), b (cordoned), c (cordoned), d (cordoned), e (cordoned); at most 1 may be',
    ],
    [
      'says which was skipped, and what that lets through',
      held(cordoned('w-1', 'w-2'), { skipped: ['w-2'] }),
      'Out of service: w-1 (cordoned), w-2 (cordoned, skipped); at most 1 may be, or one at a time beside what was skipped',
    ],
    [
      'says nothing of a skipped one that is back',
      held(cordoned('w-1'), { skipped: ['w-2'] }),
      'Out of service: w-1 (cordoned); at most 1 may be',
    ],
  ])('%s', (_, one, text) => {
    expect(waitOf(one).why.text).toBe(text);
  });

  it('calls the platform team where it can’t be seen what is out', () => {
    expect(waitOf(held(undefined))).toMatchObject({
      why: { code: 'targets-not-seen' },
      unblocks: { kind: 'platform-team' },
    });
  });

  it('is said once, and goes on from where it began when something changes', () => {
    const before = {
      status: 'pending' as const,
      attempt: 0,
      wait: waitOf(held(cordoned('w-1'))),
    };
    const later = (out: HeldStep['out']) =>
      admissionWaiting('upgrade', held(out), before, NOW_MS + 5_000);
    expect(later(cordoned('w-1'))).toBeUndefined();
    expect(later(cordoned('w-2'))).toMatchObject({
      data: { wait: { sinceMs: NOW_MS, untilMs: NOW_MS + LIMIT_MS } },
    });
  });

  it('begins now for a step that has waited for nothing yet', () => {
    const idle = { status: 'pending' as const, attempt: 0 };
    expect(
      admissionWaiting('upgrade', held(undefined), idle, NOW_MS),
    ).toMatchObject({ data: { wait: { sinceMs: NOW_MS } } });
  });
});
