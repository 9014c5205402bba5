import { KubeObject } from '../../ports/KubeObject';
import {
  buildNode,
  buildPod,
  buildWorkload,
} from '../../testUtils/builders/objectBuilders';
import { deepFreeze } from '../../testUtils/deepFreeze';
import { decisionFacts } from '../../testUtils/builders/decisionFacts';
import { decisionText } from '../../testUtils/builders/decisionText';
import { decideReplacement, SeenNodePod } from './decideReplacement';
import { replaceNodePod } from './replaceNodePod';

function agent(
  name: string,
  hash: string,
  parts: Parameters<typeof buildPod>[1] = {},
): KubeObject {
  return buildPod(name, {
    labels: { 'controller-revision-hash': hash },
    ...parts,
  });
}
const old = agent('agent-old', 'h-1');
const fresh = agent('agent-new', 'h-2');
const ending = (pod: KubeObject) => ({
  ...pod,
  metadata: { ...pod.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' },
});

function decide(seen: Partial<SeenNodePod>) {
  return decideReplacement(
    deepFreeze({
      node: buildNode('w-1'),
      daemonSet: buildWorkload('DaemonSet', 'agent', {
        spec: {
          template: {
            spec: { containers: [{ name: 'main', image: 'agent:2' }] },
          },
        },
      }),
      pods: [],
      revisionHash: 'h-2',
      ...seen,
    }),
    decisionFacts(replaceNodePod, {
      node: 'w-1',
      daemonSet: { namespace: 'shop', name: 'agent' },
      images: { main: 'agent:2' },
    }),
  );
}

describe('replace-node-pod', () => {
  it.each<[string, Partial<SeenNodePod>, string]>([
    ['deletes the old pod', { pods: [old] }, 'act delete-old-pod'],
    [
      'deletes it even when a new one is there',
      { pods: [fresh, old] },
      'act delete-old-pod',
    ],
    [
      'waits until the old pod has ended',
      { pods: [ending(old)] },
      'wait rollout old-pod-ending',
    ],
    ['waits for the new pod', { pods: [] }, 'wait rollout new-pod-missing'],
    [
      'waits until it is ready',
      { pods: [agent('agent-new', 'h-2', { isReady: false })] },
      'wait rollout new-pod-not-ready',
    ],
    [
      'shows what keeps it from getting ready',
      {
        pods: [
          agent('agent-new', 'h-2', {
            isReady: false,
            status: {
              containerStatuses: [
                {
                  name: 'main',
                  state: { waiting: { reason: 'CrashLoopBackOff' } },
                },
              ],
            },
          }),
        ],
      },
      'wait rollout pod-problem',
    ],
    [
      'waits until the node is ready',
      { pods: [fresh], node: buildNode('w-1', { isReady: false }) },
      'wait rollout node-not-ready',
    ],
    ['is done when both are ready', { pods: [fresh] }, 'finish pod-replaced'],
    ['is done with a node that left', { node: undefined }, 'finish node-gone'],
    [
      'ends when the DaemonSet is missing',
      { daemonSet: undefined },
      'fail measured object-missing',
    ],
    [
      'ends when the template is not what the plan set',
      { daemonSet: buildWorkload('DaemonSet', 'agent') },
      'fail measured template-changed',
    ],
    [
      'deletes nothing before the template has a recorded revision',
      { revisionHash: undefined, pods: [old] },
      'wait rollout change-not-observed',
    ],
    [
      'deletes nothing before the controller has seen the template',
      {
        pods: [old],
        daemonSet: buildWorkload('DaemonSet', 'agent', {
          metadata: { generation: 2 },
          spec: {
            template: {
              spec: { containers: [{ name: 'main', image: 'agent:2' }] },
            },
          },
        }),
      },
      'wait rollout change-not-observed',
    ],
  ])('%s', (_, seen, expected) => {
    expect(decisionText(decide(seen))).toBe(expected);
  });

  it('names the old pod by its uid', () => {
    expect(decide({ pods: [old] })).toMatchObject({
      action: { name: 'agent-old', uid: 'uid-of-agent-old' },
    });
  });
});
