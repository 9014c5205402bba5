import { JsonObject } from '@backstage/types';
import { KubeObject } from '../../ports/KubeObject';
import { buildWorkload } from '../../testUtils/builders/objectBuilders';
import { deepFreeze } from '../../testUtils/deepFreeze';
import { decisionFacts } from '../../testUtils/builders/decisionFacts';
import { decisionText } from '../../testUtils/builders/decisionText';
import { decidePatch } from './decidePatch';
import { patchObject } from './patchObject';

const object = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'checkout',
};

function decide(
  current: KubeObject | undefined,
  input: JsonObject,
  memo?: JsonObject,
) {
  return decidePatch(
    deepFreeze(current),
    decisionFacts(
      patchObject,
      { object, patch: { spec: { replicas: 5 } }, ...input },
      { memo },
    ),
  );
}

const deployment = buildWorkload('Deployment', 'checkout');

describe('patch-object', () => {
  it.each<[string, KubeObject | undefined, JsonObject, string]>([
    ['writes what differs', deployment, {}, 'act patch-object'],
    [
      'writes nothing when all is there',
      deployment,
      { patch: { spec: { replicas: 3 } } },
      'finish fields-set',
    ],
    [
      'ends when the object is missing',
      undefined,
      {},
      'fail measured object-missing',
    ],
    [
      'creates it when the plan says so',
      undefined,
      { patchType: 'apply', isCreated: true },
      'act create-object',
    ],
    [
      'writes nothing to what is being deleted',
      buildWorkload('Deployment', 'checkout', {
        metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' },
      }),
      {},
      'wait condition being-deleted',
    ],
  ])('%s', (_, current, input, expected) => {
    expect(decisionText(decide(current, input))).toBe(expected);
  });

  it('says which fields it sets', () => {
    expect(decide(deployment, {})).toMatchObject({
      effect: { text: 'Sets /spec/replicas of Deployment shop/checkout' },
    });
  });

  it('binds the write to the version it saw, when asked to', () => {
    expect(decide(deployment, { isVersionChecked: true })).toMatchObject({
      action: { resourceVersion: '1' },
    });
    expect(decide(deployment, {})).toMatchObject({ action: {} });
  });

  it('counts its writes and gives up against something that takes them back', () => {
    expect(decide(deployment, {}, { writes: 2 })).toMatchObject({
      do: 'act',
      memo: { writes: 3 },
    });
    const contested = {
      ...deployment,
      metadata: {
        ...deployment.metadata,
        managedFields: [
          { manager: 'cluster-upgrade' },
          { manager: 'helm-controller' },
        ],
      },
    };
    expect(decide(contested, {}, { writes: 3 })).toMatchObject({
      failure: {
        kind: 'measured',
        cause: {
          code: 'patch-does-not-stay',
          text: expect.stringContaining('wrote it: helm-controller.'),
        },
      },
    });
  });

  it.each<[string, JsonObject]>([
    ['an empty patch', { patch: {} }],
    [
      'a directive it could not verify',
      { patch: { spec: { $patch: 'replace' } } },
    ],
    ['force without apply', { isForced: true }],
    ['creation without apply', { isCreated: true }],
    ['an unknown field', { force: true }],
  ])('refuses %s', (_, input) => {
    expect(() =>
      patchObject.parseInput({
        object,
        patch: { spec: { replicas: 1 } },
        ...input,
      }),
    ).toThrow("Input of step kind 'patch-object' is not valid");
  });

  it('asks for the plural of a custom kind', () => {
    const custom = { ...object, apiVersion: 'weka.io/v1', kind: 'WekaCluster' };
    const rights = (extra: object) =>
      patchObject.rightsFor(
        patchObject.parseInput({
          object: { ...custom, ...extra },
          patch: { spec: {} },
        }),
      );
    expect(() => rights({})).toThrow('plural of weka.io/v1 WekaCluster');
    expect(rights({ plural: 'wekaclusters' })).toEqual([
      {
        apiGroup: 'weka.io',
        resource: 'wekaclusters',
        verbs: ['get', 'patch'],
        namespace: 'shop',
      },
    ]);
  });
});
