import { nodeWith, NodeTraits, podWith } from '../../testUtils/objects';
import { Pod } from '../../objects/Pod';
import { chooseNode } from './chooseNode';
import { usageOf } from './nodeUsage';

const owner = { kind: 'ReplicaSet', name: 'web', uid: 'web' };

const asking = (cpu: string, spec: object = {}): Pod['spec'] => ({
  containers: [
    { name: 'main', image: 'web:1', resources: { requests: { cpu } } },
  ],
  ...spec,
});

const choose = (pod: Pod, nodes: Record<string, [NodeTraits, Pod[]?]>) =>
  chooseNode(
    pod,
    Object.entries(nodes).map(([name, [traits, pods]]) =>
      usageOf(nodeWith(name, traits), pods ?? []),
    ),
  );

describe('chooseNode', () => {
  it.each<[string, NodeTraits, Pod['spec'], string]>([
    [
      'cordoned',
      { isCordoned: true },
      asking('1'),
      'node(s) were unschedulable',
    ],
    [
      'tainted',
      { taints: [{ key: 'gpu', effect: 'NoSchedule' }] },
      asking('1'),
      'node(s) had untolerated taint(s)',
    ],
    [
      'of another kind',
      { labels: { disk: 'hdd' } },
      asking('1', { nodeSelector: { disk: 'ssd' } }),
      "node(s) didn't match Pod's node affinity/selector",
    ],
    ['too small', {}, asking('5'), 'Insufficient cpu'],
    ['full', { allocatable: { pods: '0' } }, asking('1'), 'Too many pods'],
  ])('refuses a node that is %s, and says why', (_title, traits, spec, why) => {
    expect(choose(podWith({ spec }), { a: [traits] })).toEqual({
      message: `0/1 nodes are available: 1 ${why}. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.`,
    });
  });

  it('counts what runs on a node against what it has', () => {
    const running = podWith({ name: 'other', spec: asking('3500m') });
    const pod = podWith({ spec: asking('600m') });
    expect(choose(pod, { a: [{}, [running]], b: [{}] })).toEqual({
      nodeName: 'b',
    });
    const finished = { ...running, status: { phase: 'Succeeded' as const } };
    expect(choose(pod, { a: [{}, [finished]] })).toEqual({ nodeName: 'a' });
  });

  it('spreads the pods of one controller over nodes, then over zones', () => {
    const zone = (name: string) => ({
      labels: { 'topology.kubernetes.io/zone': name },
    });
    const sibling = podWith({ name: 'web-0', owner });
    expect(
      choose(podWith({ owner }), {
        a1: [zone('a'), [sibling]],
        a2: [zone('a')],
        b1: [zone('b')],
      }),
    ).toEqual({ nodeName: 'b1' });
  });

  it('prefers the emptier node, and among equals the first name', () => {
    const stranger = podWith({ name: 'other', spec: asking('1') });
    const pod = podWith({ spec: asking('1') });
    expect(choose(pod, { a: [{}, [stranger]], b: [{}], c: [{}] })).toEqual({
      nodeName: 'b',
    });
  });

  it('keeps apart what must not be together, in both directions', () => {
    const apart = {
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            {
              labelSelector: { matchLabels: { app: 'web' } },
              topologyKey: 'kubernetes.io/hostname',
            },
          ],
        },
      },
    };
    const shy = podWith({ name: 'shy', spec: asking('1', apart) });
    const plain = podWith({ name: 'plain', spec: asking('1') });
    expect(choose(shy, { a: [{}, [plain]], b: [{}] })).toEqual({
      nodeName: 'b',
    });
    expect(choose(plain, { a: [{}, [shy]] })).toMatchObject({
      message: expect.stringContaining(
        "didn't satisfy existing pods anti-affinity rules",
      ),
    });
  });

  it('honours a spread that must hold', () => {
    const pod = podWith({
      spec: asking('1', {
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'kubernetes.io/hostname',
            whenUnsatisfiable: 'DoNotSchedule',
            labelSelector: { matchLabels: { app: 'web' } },
          },
        ],
      }),
    });
    const there = podWith({ name: 'web-0' });
    expect(
      choose(pod, { a: [{}, [there]], b: [{ isCordoned: true }] }),
    ).toMatchObject({
      message: expect.stringContaining(
        "1 node(s) didn't match pod topology spread constraints",
      ),
    });
  });
});
