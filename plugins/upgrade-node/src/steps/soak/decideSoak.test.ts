import { JsonValue } from '@backstage/types';
import { KubeObject } from '../../ports/KubeObject';
import {
  buildNode,
  buildPod,
  buildWorkload,
} from '../../testUtils/builders/objectBuilders';
import { deepFreeze } from '../../testUtils/deepFreeze';
import { decisionFacts } from '../../testUtils/builders/decisionFacts';
import { decisionText } from '../../testUtils/builders/decisionText';
import { decideSoak } from './decideSoak';
import { soak } from './soak';

const object = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'checkout',
};

interface World {
  ready?: number;
  node?: KubeObject;
  endedAt?: string;
  nowMs?: number;
  memo?: JsonValue;
  watchedSinceMs?: number;
  silencedWorkloads?: (typeof object)[];
}

function decide({
  ready = 3,
  node = buildNode('w-1'),
  endedAt,
  ...facts
}: World) {
  return decideSoak(
    deepFreeze({
      workloads: [
        {
          object,
          expectedReady: 3,
          current: buildWorkload('Deployment', 'checkout', {
            status: { readyReplicas: ready },
          }),
        },
      ],
      pods: [
        buildPod('checkout-a', {
          status: {
            containerStatuses: [
              {
                name: 'main',
                lastState: endedAt
                  ? { terminated: { finishedAt: endedAt } }
                  : {},
              },
            ],
          },
        }),
      ],
      nodes: [{ name: 'w-1', current: node }],
    }),
    decisionFacts(
      soak,
      {
        durationMs: 30_000,
        workloads: [{ object, ready: 3 }],
        nodes: ['w-1'],
      },
      facts,
    ),
  );
}

describe('soak', () => {
  it('starts the time at the first look that finds all healthy', () => {
    expect(decide({ nowMs: 60_000 })).toMatchObject({
      do: 'wait',
      memo: { healthySinceMs: 60_000 },
      recheckAfterMs: 30_000,
    });
  });

  it('is done when the time is over', () => {
    const memo = { healthySinceMs: 60_000 };
    expect(decisionText(decide({ nowMs: 89_999, memo }))).toBe(
      'wait soak soaking',
    );
    expect(decisionText(decide({ nowMs: 90_000, memo }))).toBe('finish soaked');
  });

  it('forgets the time at a dip', () => {
    const memo = { healthySinceMs: 60_000 };
    expect(decide({ ready: 2, nowMs: 89_000, memo })).toMatchObject({
      wait: {
        why: {
          code: 'not-healthy',
          text: 'Deployment shop/checkout has 2 of 3 ready',
        },
      },
      memo: {},
    });
  });

  it('goes on past an application whose threshold is switched off, and says so', () => {
    const memo = { healthySinceMs: 60_000 };
    const off = { ready: 2, memo, silencedWorkloads: [object] };
    const text =
      /Not waited for, because a person switched the threshold off: Deployment shop.checkout has 2 of 3 ready/;
    expect(decide({ ...off, nowMs: 89_000 })).toMatchObject({
      do: 'wait',
      wait: { why: { code: 'soaking', text: expect.stringMatching(text) } },
      memo,
    });
    expect(decide({ ...off, nowMs: 90_000 })).toMatchObject({
      do: 'finish',
      result: { text: expect.stringMatching(text) },
    });
  });

  it('forgets it when a node is not ready or gone', () => {
    const memo = { healthySinceMs: 0 };
    const node = buildNode('w-1', { isReady: false });
    expect(decisionText(decide({ node, nowMs: 89_000, memo }))).toBe(
      'wait soak not-healthy',
    );
  });

  it('counts from a container that ended between two looks', () => {
    const memo = { healthySinceMs: 60_000 };
    const endedAt = '1970-01-01T00:01:10Z';
    expect(decide({ endedAt, nowMs: 90_000, memo })).toMatchObject({
      wait: { why: { code: 'soak-restarted' } },
      memo: { healthySinceMs: 70_000 },
      recheckAfterMs: 10_000,
    });
  });

  it('counts from where it was watched again after a gap', () => {
    const memo = { healthySinceMs: 0 };
    expect(
      decide({ nowMs: 90_000, memo, watchedSinceMs: 80_000 }),
    ).toMatchObject({
      wait: { why: { code: 'soak-unwatched' } },
      memo: { healthySinceMs: 80_000 },
      recheckAfterMs: 20_000,
    });
  });

  it('counts from a node that was away between two looks', () => {
    const memo = { healthySinceMs: 60_000 };
    const node = buildNode('w-1');
    node.status.conditions = [
      {
        type: 'Ready',
        status: 'True',
        lastTransitionTime: '1970-01-01T00:01:10Z',
      },
    ];
    expect(decide({ node, nowMs: 90_000, memo })).toMatchObject({
      wait: { why: { code: 'soak-node-back' } },
      memo: { healthySinceMs: 70_000 },
    });
  });

  it('trusts no clock of a node that is ahead', () => {
    const memo = { healthySinceMs: 60_000 };
    const endedAt = '1970-01-01T01:00:00Z';
    expect(decide({ endedAt, nowMs: 80_000, memo })).toMatchObject({
      memo: { healthySinceMs: 80_000 },
      recheckAfterMs: 30_000,
    });
  });

  it('does not count what ended before the step began', () => {
    const endedAt = '1969-12-31T23:59:00Z';
    expect(decisionText(decide({ endedAt, nowMs: 60_000 }))).toBe(
      'wait soak soaking',
    );
  });

  it('says the same as long as nothing happens, so that no new wait is reported', () => {
    const memo = { healthySinceMs: 60_000 };
    const first = decide({ nowMs: 61_000, memo });
    const later = decide({ nowMs: 79_000, memo });
    expect((later as any).wait).toEqual((first as any).wait);
  });
});
