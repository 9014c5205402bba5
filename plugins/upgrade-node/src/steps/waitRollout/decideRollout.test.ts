import { JsonObject } from '@backstage/types';
import { KubeObject } from '../../ports/KubeObject';
import {
  buildPod,
  buildWorkload,
} from '../../testUtils/builders/objectBuilders';
import { deepFreeze } from '../../testUtils/deepFreeze';
import { decisionFacts } from '../../testUtils/builders/decisionFacts';
import { decisionText } from '../../testUtils/builders/decisionText';
import { decideRollout } from './decideRollout';
import { waitRollout } from './waitRollout';

type Kind = 'Deployment' | 'StatefulSet' | 'DaemonSet';
type Parts = Parameters<typeof buildWorkload>[2];

function decide(
  kind: Kind,
  parts: Parts = {},
  { pods = [] as KubeObject[], input = {} as JsonObject } = {},
) {
  return decideRollout(
    deepFreeze({ workload: buildWorkload(kind, 'app', parts), pods }),
    decisionFacts(waitRollout, {
      object: { apiVersion: 'apps/v1', kind, namespace: 'shop', name: 'app' },
      ...input,
    }),
  );
}

const exceeded = {
  type: 'Progressing',
  status: 'False',
  reason: 'ProgressDeadlineExceeded',
};
const complete = 'finish rollout-complete';

/** A pod of the older revision that never became ready; the decision is made at 1:00. */
function oldPod(notReadySince: string) {
  return buildPod('app-2', {
    isReady: false,
    labels: { 'controller-revision-hash': 'r-1' },
    status: {
      conditions: [
        { type: 'Ready', status: 'False', lastTransitionTime: notReadySince },
      ],
    },
  });
}
const rolling = { status: { updateRevision: 'r-2', updatedReplicas: 0 } };

describe('wait-rollout', () => {
  it.each<[string, Kind, Parts, string]>([
    ['of a Deployment', 'Deployment', {}, complete],
    ['of a StatefulSet', 'StatefulSet', {}, complete],
    ['of a DaemonSet', 'DaemonSet', {}, complete],
    [
      'of nothing, when nothing is wanted',
      'Deployment',
      {
        spec: { replicas: 0 },
        status: {
          replicas: 0,
          updatedReplicas: 0,
          readyReplicas: 0,
          availableReplicas: 0,
        },
      },
      complete,
    ],
    [
      'of a StatefulSet above its partition',
      'StatefulSet',
      {
        spec: { updateStrategy: { rollingUpdate: { partition: 2 } } },
        status: { updatedReplicas: 1, updateRevision: 'r-2' },
      },
      complete,
    ],
    [
      'of an OnDelete DaemonSet whose pods were all replaced',
      'DaemonSet',
      { spec: { updateStrategy: { type: 'OnDelete' } } },
      complete,
    ],
  ])('sees the end %s', (_, kind, parts, expected) => {
    expect(decisionText(decide(kind, parts))).toBe(expected);
  });

  it.each<[string, Kind, Parts, string]>([
    [
      'status of an older generation, however good it looks',
      'Deployment',
      { metadata: { generation: 2 } },
      'change-not-observed',
    ],
    [
      'status that was never written',
      'StatefulSet',
      { status: { observedGeneration: undefined } },
      'change-not-observed',
    ],
    [
      'instances of the old template',
      'Deployment',
      { status: { updatedReplicas: 1 } },
      'instances-not-updated',
    ],
    [
      'old instances that are still there',
      'Deployment',
      { status: { replicas: 4 } },
      'old-instances-left',
    ],
    [
      'new instances that are not available',
      'Deployment',
      { status: { availableReplicas: 2 } },
      'instances-not-available',
    ],
    [
      'a deadline that is only advice',
      'Deployment',
      { status: { availableReplicas: 2, conditions: [exceeded] } },
      'progress-deadline-exceeded',
    ],
    [
      'a pause',
      'Deployment',
      { spec: { paused: true }, status: { updatedReplicas: 1 } },
      'rollout-paused',
    ],
    [
      'members that are not updated',
      'StatefulSet',
      { status: { updatedReplicas: 1 } },
      'instances-not-updated',
    ],
    [
      'members that are not ready',
      'StatefulSet',
      { status: { readyReplicas: 2 } },
      'instances-not-ready',
    ],
    [
      'two revisions, even when all are ready',
      'StatefulSet',
      { status: { updateRevision: 'r-2' } },
      'revision-not-current',
    ],
    [
      'an OnDelete StatefulSet whose pods nobody replaces',
      'StatefulSet',
      {
        spec: { updateStrategy: { type: 'OnDelete' } },
        status: { updatedReplicas: 0 },
      },
      'pods-replaced-on-delete',
    ],
    [
      'nodes that run the old pod',
      'DaemonSet',
      { status: { updatedNumberScheduled: 2 } },
      'nodes-not-updated',
    ],
    [
      'nodes where the new pod is not available',
      'DaemonSet',
      { status: { numberAvailable: 2 } },
      'nodes-not-available',
    ],
    [
      'nodes of an OnDelete DaemonSet that nobody takes',
      'DaemonSet',
      {
        spec: { updateStrategy: { type: 'OnDelete' } },
        status: { updatedNumberScheduled: 0 },
      },
      'pods-replaced-on-delete',
    ],
  ])('waits for %s', (_, kind, parts, why) => {
    expect(decisionText(decide(kind, parts))).toBe(`wait rollout ${why}`);
  });

  it('shows what a pod says, and who can help', () => {
    const pod = buildPod('app-x', {
      isReady: false,
      status: {
        containerStatuses: [
          {
            name: 'main',
            state: {
              waiting: { reason: 'ImagePullBackOff', message: 'no such tag' },
            },
          },
        ],
      },
    });
    const status = { availableReplicas: 2 };
    expect(decide('Deployment', { status }, { pods: [pod] })).toMatchObject({
      wait: {
        why: {
          code: 'pod-problem',
          text: '2 of 3 updated instances are available; pod app-x: ImagePullBackOff (container main: no such tag)',
        },
        unblocks: { kind: 'platform-team' },
      },
    });
  });

  it('ends when the template is not what the plan set', () => {
    const input = { images: { main: 'app:2' } };
    expect(decisionText(decide('Deployment', {}, { input }))).toBe(
      'fail measured template-changed',
    );
  });

  describe('with a StatefulSet whose old pod never became ready', () => {
    it('deletes that pod, so that the new revision can take its place', () => {
      const pods = [oldPod('1970-01-01T00:00:00Z')];
      const decision = decide('StatefulSet', rolling, { pods });
      expect(decision).toMatchObject({
        do: 'act',
        action: { name: 'app-2', uid: 'uid-of-app-2' },
      });
    });

    it.each<[string, KubeObject, Parts, JsonObject]>([
      ['may still start', oldPod('1970-01-01T00:00:30Z'), rolling, {}],
      [
        'is ending already',
        {
          ...oldPod('1970-01-01T00:00:00Z'),
          metadata: {
            ...oldPod('1970-01-01T00:00:00Z').metadata,
            deletionTimestamp: '1970-01-01T00:01:00Z',
          },
        },
        rolling,
        {},
      ],
      [
        'runs the new revision',
        oldPod('1970-01-01T00:00:00Z'),
        { status: { updateRevision: 'r-1', readyReplicas: 2 } },
        {},
      ],
      [
        'holds nobody up, because pods are managed in parallel',
        oldPod('1970-01-01T00:00:00Z'),
        { ...rolling, spec: { podManagementPolicy: 'Parallel' } },
        {},
      ],
      [
        'is left by order of the plan',
        oldPod('1970-01-01T00:00:00Z'),
        rolling,
        { stuckPod: 'leave' },
      ],
    ])('leaves a pod that %s', (_, pod, parts, input) => {
      const decision = decide('StatefulSet', parts, { pods: [pod], input });
      expect(decision.do).toBe('wait');
    });
  });
});
