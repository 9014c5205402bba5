import { NOW_MS, objectWith, podWith, timeAgo } from '../../testUtils/objects';
import { patchedStatus } from '../../testUtils/wordedWrites';
import { Pod } from '../../objects/Pod';
import { PodDisruptionBudget, reconcileBudget } from './reconcileBudget';

const budget = (
  spec: PodDisruptionBudget['spec'],
  status: PodDisruptionBudget['status'] = {},
): PodDisruptionBudget =>
  objectWith('PodDisruptionBudget', 'web', {
    spec,
    status,
  }) as PodDisruptionBudget;

const pods = (count: number, traits: object = {}): Pod[] =>
  Array.from({ length: count }, (_, index) =>
    podWith({ name: `web-${index}`, ...traits }),
  );

const look = (owner: PodDisruptionBudget, those: Pod[], replicas = 4) =>
  reconcileBudget({
    budget: owner,
    pods: those,
    expectedScaleOf: () => ({ controllerUid: 'web', replicas }),
    nowMs: NOW_MS,
  });

describe('reconcileBudget', () => {
  it.each([
    [{ minAvailable: 3 }, 4, [1, 3, 4]],
    [{ minAvailable: 4 }, 4, [0, 4, 4]],
    [{ minAvailable: '50%' }, 4, [2, 2, 4]],
    [{ minAvailable: '51%' }, 4, [1, 3, 4]],
    [{ maxUnavailable: 1 }, 4, [1, 3, 4]],
    [{ maxUnavailable: 1 }, 3, [0, 3, 4]],
    [{ maxUnavailable: '30%' }, 4, [2, 2, 4]],
    [{ maxUnavailable: 9 }, 4, [4, 0, 4]],
    [{ minAvailable: 1 }, 0, [0, 1, 0]],
  ])(
    '%j over %i healthy pods of 4',
    (spec, healthy, [disruptionsAllowed, desiredHealthy, expectedPods]) => {
      expect(
        patchedStatus(look(budget(spec), pods(healthy)).writes),
      ).toMatchObject({
        disruptionsAllowed,
        desiredHealthy,
        expectedPods,
        currentHealthy: healthy,
      });
    },
  );

  it('counts neither pods on their way out nor those just evicted as healthy', () => {
    const those = [
      podWith({ name: 'web-0' }),
      podWith({ name: 'web-1', isStopping: true }),
      podWith({ name: 'web-2' }),
      podWith({ name: 'web-3', isReady: false }),
    ];
    const status = { disruptedPods: { 'web-2': timeAgo(5) } };
    const outcome = look(budget({ minAvailable: 1 }, status), those);
    expect(patchedStatus(outcome.writes)).toMatchObject({
      currentHealthy: 1,
      disruptionsAllowed: 0,
    });
    expect(outcome.requeueAfterMs).toBe(115_000);
  });

  it('forgets an accepted eviction that deleted nothing for two minutes', () => {
    const status = { disruptedPods: { 'web-0': timeAgo(120) } };
    const outcome = look(budget({ minAvailable: 1 }, status), pods(2));
    expect(patchedStatus(outcome.writes)).toMatchObject({
      currentHealthy: 2,
      disruptedPods: null,
    });
    expect(outcome.events).toEqual([
      expect.objectContaining({ reason: 'NotDeleted' }),
    ]);
  });

  it('writes only on the version that it read, for evictions are counted there too', () => {
    const [write] = look(budget({ minAvailable: 1 }), pods(2)).writes;
    expect(write.verb === 'patch' && write.body).toMatchObject({
      metadata: { resourceVersion: '1' },
    });
  });

  it('allows nothing when it cannot know how many pods are wanted', () => {
    const outcome = reconcileBudget({
      budget: budget({ maxUnavailable: 1 }),
      pods: pods(1),
      expectedScaleOf: () => undefined,
      nowMs: NOW_MS,
    });
    expect(patchedStatus(outcome.writes)).toMatchObject({
      disruptionsAllowed: 0,
      conditions: [expect.objectContaining({ reason: 'SyncFailed' })],
    });
  });
});
