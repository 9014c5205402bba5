import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { decideDisruption } from './disruptionBudget';

function budget(status: object, spec: object = {}, generation = 1): KubeObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace: 'shop', generation },
    spec,
    status: { observedGeneration: 1, ...status },
  };
}

function pod(isReady: boolean): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-1', namespace: 'shop' },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
    },
  };
}

const satisfied = {
  currentHealthy: 3,
  desiredHealthy: 2,
  disruptionsAllowed: 1,
};
const exhausted = {
  currentHealthy: 2,
  desiredHealthy: 2,
  disruptionsAllowed: 0,
};
const broken = { currentHealthy: 1, desiredHealthy: 2, disruptionsAllowed: 0 };

describe('the decision of a budget', () => {
  it.each([
    ['counts a ready pod that may go', satisfied, {}, true, 'counted'],
    ['holds a ready pod that may not', exhausted, {}, true, 'refused'],
    [
      'lets an unready pod go uncounted while enough are healthy',
      exhausted,
      {},
      false,
      'unguarded',
    ],
    ['holds an unready pod while too few are', broken, {}, false, 'refused'],
    [
      'always lets an unready pod go where the budget says so',
      broken,
      { unhealthyPodEvictionPolicy: 'AlwaysAllow' },
      false,
      'unguarded',
    ],
    [
      'holds an unready pod where nothing is asked for',
      { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0 },
      {},
      false,
      'refused',
    ],
  ])('%s', (_, status, spec, isReady, expected) => {
    expect(decideDisruption(budget(status, spec), pod(isReady)).kind).toBe(
      expected,
    );
  });

  function refusal(of: KubeObject) {
    const decision = decideDisruption(of, pod(true));
    return decision.kind === 'refused' ? decision.error.toStatus() : undefined;
  }

  it('asks to come back in ten seconds while the controller has not seen the budget', () => {
    expect(refusal(budget(satisfied, {}, 2))).toMatchObject({
      code: 429,
      details: {
        retryAfterSeconds: 10,
        causes: [
          {
            reason: 'DisruptionBudget',
            message:
              'The disruption budget web is still being processed by the server.',
          },
        ],
      },
    });
  });

  it('names no time where only other pods can change the answer', () => {
    const status = refusal(budget(exhausted));
    expect(status?.details).toEqual({
      causes: [
        {
          reason: 'DisruptionBudget',
          message:
            'The disruption budget web needs 2 healthy pods and has 2 currently',
        },
      ],
    });
  });

  it('says that the controller failed before it says any number', () => {
    const conditions = [
      {
        type: 'DisruptionAllowed',
        status: 'False',
        reason: 'SyncFailed',
        message: 'found no controllers',
      },
    ];
    const status = refusal(budget({ ...exhausted, conditions }));
    expect(status?.details?.causes?.[0].message).toBe(
      'The disruption budget web does not allow evicting pods currently because it failed sync: found no controllers',
    );
  });

  it('refuses for good when the bookkeeping is broken', () => {
    expect(
      refusal(budget({ ...exhausted, disruptionsAllowed: -1 })),
    ).toMatchObject({ code: 403 });
    const disruptedPods = Object.fromEntries(
      Array.from({ length: 2001 }, (_, index) => [`pod-${index}`, 'now']),
    );
    expect(refusal(budget({ ...satisfied, disruptedPods }))).toMatchObject({
      code: 403,
    });
  });
});
