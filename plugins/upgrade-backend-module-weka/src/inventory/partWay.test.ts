import {
  NEW,
  pausedBy,
  wekaCluster,
  wekaContainer,
} from '../__fixtures__/wekaObjects';
import { WekaCluster, WekaContainer } from '../resources';
import { partWayOf } from './partWay';

const drives = [
  wekaContainer('drive-0', { image: NEW }),
  wekaContainer('drive-1'),
];
const old = [wekaContainer('drive-0'), wekaContainer('drive-1')];
const envoy = wekaContainer('envoy-0', { mode: 'envoy', image: NEW });
const begun = wekaCluster({ image: NEW });

describe('an upgrade of the storage cluster that stopped part-way', () => {
  it.each<[string, WekaCluster, WekaContainer[], string | undefined]>([
    ['nothing was begun', wekaCluster(), old, undefined],
    [
      'it was paused half-way',
      pausedBy(begun, 'u-1'),
      drives,
      '1 of 2 containers of the storage cluster run 4.4.5.120-k8s.1; the Weka operator is paused (spec.overrides.upgradePaused)',
    ],
    [
      'the operator carries it on',
      begun,
      drives,
      '1 of 2 containers of the storage cluster run 4.4.5.120-k8s.1; the Weka operator goes on by itself',
    ],
    [
      'it was asked for and paused before the first container',
      pausedBy(begun),
      old,
      '0 of 2 containers of the storage cluster run 4.4.5.120-k8s.1; the Weka operator is paused (spec.overrides.upgradePaused)',
    ],
    [
      'somebody took the wish back half-way',
      wekaCluster(),
      drives,
      '1 of 2 containers of the storage cluster run 4.4.5.120-k8s.1; the WekaCluster asks for 4.4.2.157-k8s.2 again, so the operator takes none of them further',
    ],
    [
      'a container was left behind on the old image: nothing newer was begun',
      { ...begun, status: { lastAppliedImage: NEW } },
      drives,
      undefined,
    ],
    [
      'only an envoy runs another image',
      wekaCluster(),
      [...old, envoy],
      undefined,
    ],
    [
      'a container of another cluster runs another image',
      wekaCluster(),
      [
        ...old,
        wekaContainer('drive-9', {
          image: NEW,
          labels: { 'weka.io/cluster-name': 'weka-test' },
        }),
      ],
      undefined,
    ],
    [
      'the operator has not looked yet',
      { ...wekaCluster({ image: NEW }), status: {} },
      old,
      undefined,
    ],
  ])('%s', (_, cluster, containers, text) => {
    expect(partWayOf({ cluster, containers })?.reason.text).toBe(text);
  });

  it('leads to the version that was begun', () => {
    expect(partWayOf({ cluster: begun, containers: old })?.toVersion).toBe(
      '4.4.5.120-k8s.1',
    );
    expect(
      partWayOf({ cluster: wekaCluster(), containers: drives })?.toVersion,
    ).toBe('4.4.5.120-k8s.1');
  });
});
