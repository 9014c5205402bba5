import {
  NEW,
  OLD,
  wekaClient,
  wekaContainer,
} from '../../__fixtures__/wekaObjects';
import { ClientPolicy } from '../../resources';
import { awaitClientInput } from './awaitClientInput';
import { decideAwaitClient } from './decideAwaitClient';
import { STALL_MS } from '../../plan/planSteps';

const MINUTE = 60_000;
const input = awaitClientInput.parse({
  stallMs: STALL_MS,
  namespace: 'batch',
  client: 'trainers',
  image: NEW,
  title: 'containers of trainers',
});

function decide(
  type: ClientPolicy | undefined,
  containers: ReturnType<typeof wekaContainer>[],
  facts: { nowMs?: number; memo?: any; isPausing?: boolean } = {},
) {
  return decideAwaitClient(
    {
      client: wekaClient('trainers', {
        namespace: 'batch',
        spec: { image: NEW, upgradePolicy: { type } },
      }),
      containers,
      pods: [],
    },
    {
      input,
      nowMs: 0,
      startedAtMs: 0,
      idleMs: 0,
      watchedSinceMs: 0,
      isPausing: false,
      memo: undefined,
      ...facts,
    },
  );
}

const told = { mode: 'client', image: NEW, applied: OLD };
const mounted = wekaContainer('trainer-0', {
  ...told,
  activeMounts: 2,
  conditions: [{ type: 'ContainerImageUpdated', status: 'False' }],
});

describe('weka-await-client', () => {
  it('is done when every container runs the image, and speaks of the WekaClient where it lives', () => {
    expect(
      decide('rolling', [wekaContainer('trainer-0', { image: NEW })]).do,
    ).toBe('finish');
    expect(decide('rolling', [wekaContainer('trainer-0', told)])).toMatchObject(
      {
        do: 'wait',
        wait: {
          object: { kind: 'WekaClient', namespace: 'batch', name: 'trainers' },
        },
      },
    );
  });

  it.each<[ClientPolicy | undefined, string, string]>([
    ['rolling', 'operator-gate', 'weka-active-mounts'],
    ['all-at-once', 'operator-gate', 'weka-active-mounts'],
    [undefined, 'operator-gate', 'weka-active-mounts'],
    // Mounts hold nothing back there.
    ['all-at-once-force', 'rollout', 'weka-client-all-at-once-force'],
    ['manual', 'operator-gate', 'weka-client-manual'],
  ])(
    'with the policy %s waits as %s for %s while something is mounted',
    (type, kind, code) => {
      expect(decide(type, [mounted])).toMatchObject({
        wait: { kind, why: { code } },
      });
    },
  );

  it('names the pods that somebody has to delete, and never takes the wait for a stall', () => {
    const old = ['a', 'b', 'c', 'd'].map(name => wekaContainer(name, told));
    const first = decide('manual', old);
    expect(first).toMatchObject({
      wait: {
        why: {
          text: expect.stringContaining('delete the pods a, b, c and 1 more'),
        },
        unblocks: { kind: 'platform-team' },
        atLimit: 'hold',
      },
    });
    const memo = first.do === 'wait' ? first.memo : undefined;
    expect(decide('manual', old, { nowMs: 600 * MINUTE, memo }).do).toBe(
      'wait',
    );
    // Where the operator does it, the same silence is one.
    const rolling = decide('rolling', old);
    expect(
      decide('rolling', old, {
        nowMs: 10 * MINUTE,
        memo: rolling.do === 'wait' ? rolling.memo : undefined,
      }).do,
    ).toBe('fail');
  });

  it('stands still in a pause only where a person does the work', () => {
    const old = [wekaContainer('trainer-0', told)];
    expect(decide('manual', old, { isPausing: true })).toMatchObject({
      wait: { isSuspended: true },
    });
    expect(decide('rolling', old, { isPausing: true })).not.toMatchObject({
      wait: { isSuspended: true },
    });
  });
});
