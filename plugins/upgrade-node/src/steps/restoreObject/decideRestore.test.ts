import { JsonObject, JsonValue } from '@backstage/types';
import { ObjectRef } from '@cluster-upgrade/plugin-upgrade-common';
import { KubeObject } from '../../ports/KubeObject';
import { buildWorkload } from '../../testUtils/builders/objectBuilders';
import { deepFreeze } from '../../testUtils/deepFreeze';
import { decisionFacts } from '../../testUtils/builders/decisionFacts';
import { decisionText } from '../../testUtils/builders/decisionText';
import { decideRestore } from './decideRestore';
import { restoreObject } from './restoreObject';

const deployment: ObjectRef = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'checkout',
};
const definition: ObjectRef = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  name: 'wekaclusters.weka.io',
};

interface World {
  object?: ObjectRef;
  current?: KubeObject;
  values?: Record<string, JsonValue>;
  existed?: boolean;
  isSaved?: boolean;
  input?: JsonObject;
}

function decide({ object = deployment, isSaved = true, ...world }: World) {
  return decideRestore(
    deepFreeze({
      current: world.current,
      upgradeId: 'u-1',
      saved: isSaved
        ? {
            object,
            existed: world.existed ?? true,
            values: world.values ?? {},
          }
        : undefined,
    }),
    decisionFacts(restoreObject, { object: { ...object }, ...world.input }),
  );
}

const current = buildWorkload('Deployment', 'checkout', {
  metadata: { annotations: { team: 'shop' } },
});
const made = (by: string | undefined, parts: object = {}) =>
  buildWorkload('Deployment', 'checkout', {
    metadata: {
      annotations: by ? { 'cluster-upgrade.io/upgrade-id': by } : {},
      ...parts,
    },
  });

describe('restore-object', () => {
  it.each<[string, World, string]>([
    [
      'restores what differs',
      { current, values: { '/spec/replicas': 5 } },
      'act restore-object',
    ],
    [
      'is done when nothing differs',
      { current, values: { '/spec/replicas': 3 } },
      'finish object-restored',
    ],
    [
      'is done when what was absent is',
      { current, values: { '/spec/paused': null } },
      'finish object-restored',
    ],
    [
      'does not guess without a snapshot',
      { current, isSaved: false },
      'fail error snapshot-missing',
    ],
    [
      'does not guess a part that was not saved',
      { current, values: {}, input: { pointers: ['/spec'] } },
      'fail error snapshot-missing',
    ],
    [
      'can not make up an object that is gone',
      { values: { '/spec/replicas': 3 } },
      'fail measured object-gone',
    ],
    [
      'deletes what this upgrade made',
      {
        existed: false,
        current: made('u-1'),
        input: { isCreated: true },
      },
      'act delete-object',
    ],
    [
      'leaves what the plan did not say it makes',
      { existed: false, current: made('u-1') },
      'finish kept-not-foreseen',
    ],
    [
      'leaves what another made',
      { existed: false, current: made('u-2') },
      'finish kept-of-another',
    ],
    [
      'leaves what nobody signed',
      { existed: false, current: made(undefined) },
      'finish kept-of-another',
    ],
    [
      'waits until the deletion is through',
      {
        existed: false,
        current: made('u-1', { deletionTimestamp: '2026-01-01T00:00:00Z' }),
        input: { isCreated: true },
      },
      'wait condition being-deleted',
    ],
    [
      'is done when what was not there is gone',
      { existed: false },
      'finish object-removed',
    ],
    [
      'never deletes a CustomResourceDefinition',
      { object: definition, existed: false, current: made('u-1') },
      'finish kept-never-deleted',
    ],
    [
      'never deletes a Namespace',
      {
        object: { apiVersion: 'v1', kind: 'Namespace', name: 'new' },
        existed: false,
        current: made('u-1'),
      },
      'finish kept-never-deleted',
    ],
    [
      'never puts an older CustomResourceDefinition back',
      { object: definition, current, values: { '/spec/replicas': 5 } },
      'finish kept-forward-only',
    ],
  ])('%s', (_, world, expected) => {
    expect(decisionText(decide(world))).toBe(expected);
  });

  it.each([
    [true, ['get', 'patch', 'delete']],
    [undefined, ['get', 'patch']],
  ])(
    'needs the right to delete only what the plan creates',
    (isCreated, verbs) => {
      const input = restoreObject.parseInput({
        object: { ...deployment },
        ...(isCreated && { isCreated }),
      });
      expect(restoreObject.rightsFor(input)).toMatchObject([{ verbs }]);
    },
  );

  it('writes only what differs, bound to the version it saw', () => {
    const decision = decide({
      current,
      values: {
        '/spec/replicas': 5,
        '/spec/selector': { matchLabels: { app: 'checkout' } },
        '/metadata/annotations/team': null,
      },
    });
    expect(decision).toMatchObject({
      action: {
        kind: 'patch',
        patch: {
          spec: { replicas: 5 },
          metadata: { resourceVersion: '1', annotations: { team: null } },
        },
      },
    });
    expect(Object.keys((decision as any).action.patch.spec)).toEqual([
      'replicas',
    ]);
  });

  it('restores only the parts that are named', () => {
    const decision = decide({
      current,
      values: { '/spec/replicas': 5, '/spec/paused': true },
      input: { pointers: ['/spec/paused'] },
    });
    expect(decision).toMatchObject({
      effect: { text: 'Restores /spec/paused of Deployment shop/checkout' },
    });
  });
});
