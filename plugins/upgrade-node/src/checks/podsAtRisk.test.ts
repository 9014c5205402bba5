import { KubeObject } from '../ports/KubeObject';
import { answerLines } from '../testUtils/builders/answerLines';
import { buildPod } from '../testUtils/builders/objectBuilders';
import { riskAnswers } from './podsAtRisk';

const withVolume = (name: string, emptyDir: object, owner?: string) =>
  buildPod(name, { owner, spec: { volumes: [{ name: 'data', emptyDir }] } });
const SAFE =
  'pass: Every pod has a controller, and none keeps data on its node';

describe('pods-at-risk', () => {
  it.each<[string, KubeObject[], string[]]>([
    ['pods of a ReplicaSet', [buildPod('a'), buildPod('b')], [SAFE]],
    [
      'pods that nothing creates again',
      [buildPod('b', { owner: 'none' }), buildPod('a', { owner: 'none' })],
      [
        'soft-block unmanaged: 2 pods would not be created again by anybody: shop/a, shop/b',
      ],
    ],
    [
      'data in an emptyDir',
      [withVolume('a', {})],
      [
        'soft-block empty-dir: 1 pod would lose the data of their emptyDir volumes: shop/a',
      ],
    ],
    [
      'scratch space in memory',
      [withVolume('a', { medium: 'Memory' })],
      [SAFE],
    ],
    [
      'data of a DaemonSet, which stays',
      [withVolume('a', {}, 'DaemonSet/x')],
      [SAFE],
    ],
    [
      'a pod that has finished',
      [buildPod('a', { owner: 'none', status: { phase: 'Succeeded' } })],
      [SAFE],
    ],
    [
      "the kubelet's own",
      [
        buildPod('a', {
          owner: 'none',
          metadata: { annotations: { 'kubernetes.io/config.mirror': 'x' } },
        }),
      ],
      [SAFE],
    ],
    [
      'a pod that no node took',
      [buildPod('a', { owner: 'none', spec: { nodeName: undefined } })],
      [SAFE],
    ],
    [
      'both',
      [buildPod('a', { owner: 'none' }), withVolume('b', {})],
      [
        'soft-block unmanaged: 1 pod would not be created again by anybody: shop/a',
        'soft-block empty-dir: 1 pod would lose the data of their emptyDir volumes: shop/b',
      ],
    ],
  ])('%s', (_, pods, expected) => {
    expect(answerLines(riskAnswers(pods))).toEqual(expected);
  });
});
