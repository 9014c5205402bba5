import { JsonObject } from '@backstage/types';
import { KubeObject } from '../ports/KubeObject';
import { buildNode, buildWorkload } from '../testUtils/builders/objectBuilders';
import { deepFreeze } from '../testUtils/deepFreeze';
import { decisionFacts } from '../testUtils/builders/decisionFacts';
import { decisionText } from '../testUtils/builders/decisionText';
import { decideConfigData, setConfigData } from './setConfigData/setConfigData';
import {
  decideApplications,
  waitApplications,
} from './waitApplications/waitApplications';
import { decideCapacity, waitCapacity } from './waitCapacity/waitCapacity';
import { decideCondition, waitCondition } from './waitCondition/waitCondition';
import { decideNodeReady, waitNodeReady } from './waitNodeReady/waitNodeReady';

describe('wait-applications', () => {
  const ref = (name: string) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: 'shop',
    name,
  });
  /** Recorded, asked for now, ready now; undefined: deleted. */
  type Application = [number | undefined, number | undefined, number];

  function decide(...applications: Application[]) {
    const seen = applications.map(([expectedReady, desired, ready], index) => ({
      object: ref(`a-${index}`),
      expectedReady,
      current:
        desired === undefined
          ? undefined
          : buildWorkload('Deployment', `a-${index}`, {
              spec: { replicas: desired },
              status: { readyReplicas: ready },
            }),
    }));
    return decideApplications(
      deepFreeze(seen),
      decisionFacts(waitApplications, {
        applications: seen.map(({ object }) => ({ object })),
      }),
    );
  }

  it('waits for no application whose threshold is switched off, and says so', () => {
    const seen = ['a-0', 'a-1'].map(name => ({
      object: ref(name),
      expectedReady: 3,
      current: buildWorkload('Deployment', name, {
        spec: { replicas: 3 },
        status: { readyReplicas: name === 'a-0' ? 1 : 2 },
      }),
    }));
    const decideWithout = (...names: string[]) =>
      decideApplications(
        deepFreeze(seen),
        decisionFacts(
          waitApplications,
          { applications: seen.map(({ object }) => ({ object })) },
          { silencedWorkloads: names.map(ref) },
        ),
      );
    const off =
      'Not waited for, because a person switched the threshold off: Deployment shop/a-0 has 1 of 3 ready';
    expect(decideWithout('a-0')).toMatchObject({
      wait: {
        object: ref('a-1'),
        why: { text: `Deployment shop/a-1 has 2 of 3 ready. ${off}` },
      },
    });
    expect(decideWithout('a-0', 'a-1')).toMatchObject({
      do: 'finish',
      result: {
        text: `All other applications have the instances they need. ${off}, Deployment shop/a-1 has 2 of 3 ready`,
      },
    });
  });

  it.each<[string, Application[], string]>([
    [
      'all have what they had',
      [
        [3, 3, 3],
        [2, 2, 2],
      ],
      'finish applications-ready',
    ],
    ['there is none', [], 'finish applications-ready'],
    ['one was not whole before', [[2, 3, 2]], 'finish applications-ready'],
    ['its owner asks for less now', [[3, 1, 1]], 'finish applications-ready'],
    [
      'it was deleted meanwhile',
      [[3, undefined, 0]],
      'finish applications-ready',
    ],
    [
      'nothing was recorded and all are ready',
      [[undefined, 3, 3]],
      'finish applications-ready',
    ],
    [
      'one lacks some',
      [
        [3, 3, 3],
        [2, 2, 1],
      ],
      'wait applications instances-not-ready',
    ],
  ])('decides rightly when %s', (_, applications, expected) => {
    expect(decisionText(decide(...applications))).toBe(expected);
  });

  it('names the one that lacks most first, and its owner', () => {
    expect(decide([3, 3, 2], [4, 4, 1])).toMatchObject({
      wait: {
        object: { name: 'a-1' },
        why: {
          text: 'Deployment shop/a-1 has 1 of 4 ready, Deployment shop/a-0 has 2 of 3 ready',
        },
        unblocks: { kind: 'application-owner', ref: 'shop/a-1' },
      },
    });
  });
});

describe('wait-node-ready', () => {
  const decide = (node: KubeObject | undefined, input: JsonObject = {}) =>
    decisionText(
      decideNodeReady(
        deepFreeze(node),
        decisionFacts(waitNodeReady, { node: 'w-1', ...input }),
      ),
    );

  it.each<[string, KubeObject | undefined, JsonObject, string]>([
    ['is done when it is ready', buildNode('w-1'), {}, 'finish node-ready'],
    [
      'waits when it is not',
      buildNode('w-1', { isReady: false }),
      {},
      'wait node node-not-ready',
    ],
    ['waits for a node to come back', undefined, {}, 'wait node node-gone'],
    [
      'waits for the kubelet that is wanted',
      buildNode('w-1', { status: { nodeInfo: { kubeletVersion: 'v1.35.0' } } }),
      { kubeletVersion: 'v1.36.0' },
      'wait node kubelet-version-differs',
    ],
  ])('%s', (_, node, input, expected) => {
    expect(decide(node, input)).toBe(expected);
  });
});

describe('wait-capacity', () => {
  it.each([
    [
      'enough nodes serve',
      [buildNode('a'), buildNode('b')],
      'finish capacity-there',
    ],
    [
      'one is cordoned',
      [buildNode('a'), buildNode('b', { isCordoned: true })],
      'wait capacity capacity-missing',
    ],
    [
      'one is not ready',
      [buildNode('a'), buildNode('b', { isReady: false })],
      'wait capacity capacity-missing',
    ],
  ])('decides rightly when %s', (_, nodes, expected) => {
    const decision = decideCapacity(
      deepFreeze(nodes),
      decisionFacts(waitCapacity, { nodes: 2, nodeSelector: 'pool=spare' }),
    );
    expect(decisionText(decision)).toBe(expected);
  });
});

describe('wait-condition', () => {
  const object = {
    apiVersion: 'weka.io/v1',
    kind: 'WekaCluster',
    name: 'main',
    plural: 'wekaclusters',
  };
  const weka = (status?: object, generation = 1): KubeObject => ({
    apiVersion: 'weka.io/v1',
    kind: 'WekaCluster',
    metadata: { name: 'main', generation },
    status: { observedGeneration: 1, ...status },
  });
  const condition = (type: string, status: string, reason?: string) => ({
    conditions: [{ type, status, reason, message: 'because' }],
  });
  const until = { condition: 'Ready' };

  it.each<[string, KubeObject | undefined, JsonObject, string]>([
    [
      'is done by a condition',
      weka(condition('Ready', 'True')),
      { until },
      'finish condition-met',
    ],
    [
      'waits for a condition',
      weka(condition('Ready', 'False')),
      { until },
      'wait condition condition-not-met',
    ],
    [
      'waits for a condition nobody reports',
      weka(),
      { until },
      'wait condition condition-not-met',
    ],
    [
      'waits for the object',
      undefined,
      { until },
      'wait condition object-missing',
    ],
    [
      'does not believe a status from before the change',
      weka(condition('Ready', 'True'), 2),
      { until },
      'wait condition change-not-observed',
    ],
    [
      'believes it where the kind reports no generation',
      weka(condition('Ready', 'True'), 2),
      { until, isGenerationChecked: false },
      'finish condition-met',
    ],
    [
      'is done by a field',
      weka({ phase: 'Done' }),
      { until: { pointer: '/status/phase', equals: 'Done' } },
      'finish condition-met',
    ],
    [
      'is done by a field that is absent',
      weka(),
      { until: { pointer: '/status/pending', equals: null } },
      'finish condition-met',
    ],
    [
      'looks at the reason when one is given',
      weka(condition('Ready', 'True', 'Old')),
      { until: { condition: 'Ready', reason: 'New' } },
      'wait condition condition-not-met',
    ],
    [
      'ends on what counts as failure',
      weka(condition('Stalled', 'True')),
      { until, failWhen: [{ condition: 'Stalled' }] },
      'fail measured condition-failed',
    ],
    [
      'knows a gate of the platform’s own operator',
      weka(condition('Ready', 'False')),
      { until, waitKind: 'operator-gate' },
      'wait operator-gate condition-not-met',
    ],
  ])('%s', (_, current, input, expected) => {
    const decision = decideCondition(
      deepFreeze(current),
      decisionFacts(waitCondition, {
        object,
        title: 'the storage cluster takes the image',
        stallRemedy: 'look at the operator’s log',
        ...input,
      }),
    );
    expect(decisionText(decision)).toBe(expected);
  });

  it('says what the object says, and what to do when it stays so', () => {
    const decision = decideCondition(
      weka(condition('Ready', 'False', 'Rebuilding')),
      decisionFacts(waitCondition, {
        object,
        until,
        title: 'the storage cluster takes the image',
        stallRemedy: 'look at the operator’s log',
      }),
    );
    expect(decision).toMatchObject({
      wait: {
        why: {
          text: 'condition Ready is False, Rebuilding: because. If it stays so: look at the operator’s log',
        },
      },
    });
  });
});

describe('wait-condition, of values that people configured,', () => {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' };
  const found = (pointer: string, current: object) =>
    decideCondition(
      deepFreeze({
        ...object,
        metadata: { name: 'settings' },
        ...current,
      } as KubeObject),
      decisionFacts(waitCondition, {
        object,
        until: { pointer, equals: 'other' },
        title: 'it is another one',
        stallRemedy: 'look',
      }),
    );

  it.each<[string, string, object, string]>([
    ['data', '/data/motd', { data: { motd: 's3cr3t' } }, '"(not shown)"'],
    [
      'a field named as a credential',
      '/spec/password',
      { spec: { password: 's3cr3t' } },
      '"(not shown)"',
    ],
    [
      'variables within what is compared',
      '/spec/container',
      { spec: { container: { env: [{ name: 'A', value: 's3cr3t' }] } } },
      '{"env":[{"name":"A","value":"(not shown)"}]}',
    ],
    [
      'an address',
      '/status/address',
      { status: { address: 'redis://:s3cr3t@cache' } },
      '"redis://(not shown)@cache"',
    ],
    ['a status', '/status/phase', { status: { phase: 'Busy' } }, '"Busy"'],
  ])('says of %s no more than it may', (_, pointer, current, shown) => {
    expect(found(pointer, current)).toMatchObject({
      wait: {
        why: { text: `${pointer} is ${shown}. If it stays so: look` },
      },
    });
  });

  it('says no credential that a condition repeats', () => {
    const conditions = [
      { type: 'Ready', status: 'False', message: 'password: s3cr3t is wrong' },
    ];
    const decision = decideCondition(
      { ...object, metadata: { name: 'x' }, status: { conditions } } as never,
      decisionFacts(waitCondition, {
        object,
        until: { condition: 'Ready' },
        title: 'it is ready',
        stallRemedy: 'look',
      }),
    );
    expect(JSON.stringify(decision)).not.toContain('s3cr3t');
  });
});

describe('set-config-data', () => {
  const configMap = (parts: object = {}): KubeObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'platform', namespace: 'omni' },
    data: { version: 'v1', other: 'x' },
    ...parts,
  });
  const decide = (seen: KubeObject | undefined, data: JsonObject) =>
    decideConfigData(
      deepFreeze(seen),
      decisionFacts(setConfigData, {
        namespace: 'omni',
        name: 'platform',
        data,
      }),
    );

  it.each<[string, KubeObject | undefined, JsonObject, string]>([
    ['sets a value', configMap(), { version: 'v2' }, 'act set-config-data'],
    [
      'is done when it is there',
      configMap(),
      { version: 'v1' },
      'finish config-data-set',
    ],
    ['removes a key', configMap(), { other: null }, 'act set-config-data'],
    [
      'is done when the key is gone',
      configMap(),
      { gone: null },
      'finish config-data-set',
    ],
    [
      'ends when the ConfigMap is missing',
      undefined,
      { a: '1' },
      'fail measured object-missing',
    ],
    [
      'ends when it is immutable',
      configMap({ immutable: true }),
      { version: 'v2' },
      'fail measured object-immutable',
    ],
  ])('%s', (_, seen, data, expected) => {
    expect(decisionText(decide(seen, data))).toBe(expected);
  });

  it('writes only what differs', () => {
    expect(decide(configMap(), { version: 'v2', other: 'x' })).toMatchObject({
      action: { version: 'v2' },
    });
    expect(
      (decide(configMap(), { version: 'v2', other: 'x' }) as any).action,
    ).toEqual({ version: 'v2' });
  });
});
