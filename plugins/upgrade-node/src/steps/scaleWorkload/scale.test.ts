import { SnapshotObject } from '@cluster-upgrade/plugin-upgrade-common';
import { KubeObject } from '../../ports/KubeObject';
import { buildWorkload } from '../../testUtils/builders/objectBuilders';
import { deepFreeze } from '../../testUtils/deepFreeze';
import { decisionFacts } from '../../testUtils/builders/decisionFacts';
import { decisionText } from '../../testUtils/builders/decisionText';
import { decideRestoreScale, restoreScale } from '../restoreScale/restoreScale';
import { decideScale, scaleWorkload } from './scaleWorkload';

const object = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'reports',
};
const autoscaler: KubeObject = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'reports-hpa', namespace: 'shop' },
};

/** A Deployment that asks for some instances and has some. */
function sized(replicas: number, present = replicas, ready = present) {
  return buildWorkload('Deployment', 'reports', {
    spec: { replicas },
    status: { replicas: present, readyReplicas: ready },
  });
}

describe('scale-workload', () => {
  it.each([
    ['scales', sized(3), undefined, 'act scale-workload'],
    ['is done when it is so', sized(2), undefined, 'finish scaled'],
    [
      'waits for instances to go',
      sized(2, 3),
      undefined,
      'wait applications instances-differ',
    ],
    [
      'waits for instances to come',
      sized(2, 2, 1),
      undefined,
      'wait applications instances-differ',
    ],
    [
      'refuses what an autoscaler would set back',
      sized(3),
      autoscaler,
      'fail error autoscaler-owns-replicas',
    ],
    [
      'has nothing against an autoscaler that agrees',
      sized(2),
      autoscaler,
      'finish scaled',
    ],
    [
      'is done with a workload that was deleted',
      undefined,
      undefined,
      'finish workload-gone',
    ],
  ])('%s', (_, workload, owner, expected) => {
    const decision = decideScale(
      deepFreeze({ workload, autoscaler: owner }),
      decisionFacts(scaleWorkload, { object, replicas: 2 }),
    );
    expect(decisionText(decision)).toBe(expected);
  });
});

describe('restore-scale', () => {
  const saved = (replicas: number | null): SnapshotObject => ({
    object,
    existed: true,
    values: { '/spec/replicas': replicas },
  });

  it.each([
    ['scales back', sized(2), undefined, saved(4), 'act restore-scale'],
    [
      'is done when it asks for as many again',
      sized(4, 2),
      undefined,
      saved(4),
      'finish scale-restored',
    ],
    [
      'takes absent replicas as one',
      sized(1),
      undefined,
      saved(null),
      'finish scale-restored',
    ],
    [
      'leaves the size to an autoscaler that came',
      sized(2),
      autoscaler,
      saved(4),
      'finish autoscaler-owns-replicas',
    ],
    [
      'does not guess without a snapshot',
      sized(2),
      undefined,
      undefined,
      'fail error snapshot-missing',
    ],
    [
      'is done with a workload that was deleted',
      undefined,
      undefined,
      saved(4),
      'finish workload-gone',
    ],
  ])('%s', (_, workload, owner, seenSaved, expected) => {
    const decision = decideRestoreScale(
      deepFreeze({ workload, autoscaler: owner, saved: seenSaved }),
      decisionFacts(restoreScale, { object }),
    );
    expect(decisionText(decision)).toBe(expected);
  });
});
