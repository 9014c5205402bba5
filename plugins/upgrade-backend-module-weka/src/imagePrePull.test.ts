import { buildPod } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import {
  NEW,
  OLD,
  wekaCluster,
  wekaContainer,
} from './__fixtures__/wekaObjects';
import { prePullGate } from './imagePrePull';
import { operatorGates } from './operatorGates';

const pull = (node: string, status: object, image = NEW) =>
  buildPod(`prepull-weka-prod-${node}`, {
    node,
    owner: 'DaemonSet/prepull-weka-prod',
    metadata: { annotations: { 'weka.io/prepull-target-image': image } },
    status,
  });
const has = (node: string) => pull(node, { phase: 'Running' });
const pulling = (node: string) => pull(node, { phase: 'Pending' });
const failing = pull('n-3', {
  phase: 'Pending',
  initContainerStatuses: [
    {
      name: 'pull-image',
      state: { waiting: { reason: 'ImagePullBackOff', message: 'not found' } },
    },
  ],
});

describe('an image that the operator has pulled ahead', () => {
  it.each([
    ['an operator that does not', [], undefined],
    ['every node has it', [has('n-1'), has('n-2')], undefined],
    [
      'one of an earlier upgrade',
      [pull('n-1', { phase: 'Pending' }, OLD)],
      undefined,
    ],
    [
      'nodes that pull',
      [has('n-1'), pulling('n-4'), pulling('n-2')],
      [
        false,
        "the Weka operator has the image pulled first, and 2 of 3 nodes don't have it yet: n-2, n-4",
      ],
    ],
    [
      'a node that can not',
      [has('n-1'), pulling('n-2'), failing],
      [
        true,
        "the Weka operator can't have the image pulled on n-3 (ImagePullBackOff: container pull-image: not found)",
      ],
    ],
  ])('%s', (_, pods, expected) => {
    const [gate] = prePullGate(pods, NEW);
    expect(gate && [gate.needsPerson, gate.why.text]).toEqual(expected);
  });

  it.each([
    ['before the first container', OLD, ['weka-image-prepull']],
    ['no longer while one is being replaced', NEW, []],
  ])('holds the operator back %s', (_, image, codes) => {
    const gates = operatorGates(
      {
        cluster: wekaCluster({ image: NEW }),
        containers: [wekaContainer('drive-0', { image, applied: OLD })],
        modes: ['drive'],
        events: [],
        prePulls: [pulling('n-1')],
      },
      0,
    );
    expect(gates.map(({ why }) => why.code)).toEqual(codes);
  });
});
