import { CheckAnswer } from '@cluster-upgrade/plugin-upgrade-node';
import { UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import {
  budgetObject,
  deploymentObject,
  nodeObject,
  partPod,
  podObject,
} from '../__testUtils__/objects';
import {
  application,
  inventoryOf,
  node,
  PlanCase,
  planInput,
} from '../__testUtils__/planInput';
import { compilePlan } from '../plan/compilePlan';
import { budgetAnswers } from './blockingBudgets';
import { componentAnswers } from './componentHealth';
import { chainAnswer, leadershipAnswer } from './controlChain';
import { placePods, roomAnswer } from './headroom';
import { leftoverAnswers } from './leftovers';
import { versionAnswers } from './mixedVersions';
import { nodeAnswers } from './nodesReady';
import { rolloutAnswers } from './pendingRollouts';
import { riskAnswers } from './podsAtRisk';
import { distinctRights, rightsAnswer } from './rightsGranted';
import { rivalAnswers } from './conflictingControllers';
import { workloadAnswers } from './rollbackPossible';
import { spareAnswer } from './spareCapacity';
import { imageAnswers, pulledImages } from './targetImages';
import { thresholdAnswers } from './thresholdTexts';

function summary(answers: CheckAnswer | readonly CheckAnswer[]): string[] {
  return [answers]
    .flat()
    .map(({ about, status }) => (about ? `${status} ${about}` : status));
}

function plan(planCase?: PlanCase): UpgradePlan {
  return compilePlan(planInput(planCase));
}

/** What is not passed says what to do about it. */
function expectRemedies(answers: CheckAnswer | readonly CheckAnswer[]) {
  for (const { status, remedy } of [answers].flat()) {
    expect(status === 'pass' || remedy).toBeTruthy();
  }
}

describe('rights-granted', () => {
  const rule = (verbs: string[], namespace?: string) => ({
    apiGroup: 'apps',
    resource: 'deployments',
    verbs,
    ...(namespace ? { namespace } : {}),
  });

  it('asks for each right once, and not for what a wider one covers', () => {
    const rights = distinctRights([
      rule(['get', 'patch']),
      rule(['get'], 'shop'),
      rule(['delete'], 'shop'),
      rule(['get']),
    ]);
    expect(
      rights.map(({ verb, namespace }) => `${verb} ${namespace ?? 'all'}`),
    ).toEqual(['get all', 'patch all', 'delete shop']);
  });

  it('blocks for good on a missing right and names it', () => {
    const answer = rightsAnswer(3, [
      {
        apiGroup: '',
        resource: 'pods/eviction',
        verb: 'create',
        namespace: 'shop',
      },
      { apiGroup: 'apps', resource: 'deployments', verb: 'patch' },
    ]);
    expect(answer).toMatchObject({
      status: 'hard-block',
      observed:
        'Not granted: create pods/eviction in shop; patch deployments.apps',
    });
    expectRemedies(answer);
    expect(rightsAnswer(3, []).status).toBe('pass');
  });
});

describe('nodes-ready', () => {
  it.each([
    [[node('n-1')], ['pass']],
    [[node('n-1', { isReady: false }), node('n-2')], ['soft-block n-1']],
    [[node('n-1', { isCordoned: true })], ['warning n-1']],
    [[], ['hard-block']],
  ])('judges %#', (nodes, expected) => {
    expect(summary(nodeAnswers(nodes))).toEqual(expected);
    expectRemedies(nodeAnswers(nodes));
  });
});

describe('headroom', () => {
  const spec = (cpu: string) => ({
    nodeName: 'n-1',
    containers: [{ name: 'main', resources: { requests: { cpu } } }],
  });
  const inventory = inventoryOf({
    nodes: [
      node('n-1', { requested: { cpuMillis: 3000, memoryBytes: 0 } }),
      node('n-2', { requested: { cpuMillis: 2500, memoryBytes: 0 } }),
    ],
  });
  const pods = [
    podObject('a', { spec: spec('1') }),
    podObject('b', { spec: spec('1') }),
  ];

  it('places the pods of the fullest node on the others, one by one', () => {
    const room = { name: 'n', memoryBytes: 0 };
    const pod = (cpuMillis: number) => ({ cpuMillis, memoryBytes: 0 });
    expect(
      placePods([pod(600), pod(600)], [{ ...room, cpuMillis: 1000 }]),
    ).toBe(1);
    expect(
      placePods(
        [pod(400), pod(1000), pod(600)],
        [
          { ...room, cpuMillis: 1000 },
          { ...room, cpuMillis: 1000 },
        ],
      ),
    ).toBe(0);
  });

  it('blocks where a pod finds no room, unless a spare node has it', () => {
    const without = plan({ strategy: { spareNodes: 0 } });
    expect(roomAnswer(inventory, without, pods)).toMatchObject({
      status: 'soft-block',
      observed: '1 pod would find no room on the other nodes',
    });
    expect(roomAnswer(inventory, plan(), pods).status).toBe('pass');
  });

  it('counts what the plan scales down as gone', () => {
    const ofReports = pods.map(pod => ({
      ...pod,
      metadata: {
        ...pod.metadata,
        namespace: 'reports',
        labels: { 'omni.cloud/app': 'reports' },
      },
    }));
    const smaller = plan({
      strategy: { kind: 'scale-down', scaleDownPercent: 40, spareNodes: 0 },
    });
    expect(roomAnswer(inventory, smaller, ofReports).status).toBe('pass');
  });
});

describe('spare-capacity', () => {
  it.each([
    [true, 3, 'pass'],
    [true, 0, 'hard-block'],
    [false, 3, 'hard-block'],
  ])('judges record %s and %i directors as %s', (hasRecord, ready, status) => {
    expect(spareAnswer(hasRecord, ready).status).toBe(status);
    expectRemedies(spareAnswer(hasRecord, ready));
  });
});

describe('leftovers', () => {
  it('names nodes that an earlier upgrade cordoned or added', () => {
    const answers = leftoverAnswers([
      nodeObject('n-1', {
        metadata: {
          annotations: { 'cluster-upgrade.io/cordoned-by': 'u-1' },
        },
      }),
      nodeObject('n-2', {
        metadata: { labels: { 'omni.cloud/spare': 'true' } },
      }),
      nodeObject('n-3'),
    ]);
    expect(summary(answers)).toEqual(['warning n-1', 'warning n-2']);
    expectRemedies(answers);
    expect(summary(leftoverAnswers([nodeObject('n-3')]))).toEqual(['pass']);
  });
});

describe('component-health', () => {
  it('blocks on instances that are not ready, for good where none is', () => {
    const { components } = inventoryOf();
    const inventory = inventoryOf({
      components: components.map(component => {
        const readyById: Record<string, number> = { director: 2, forge: 0 };
        return {
          ...component,
          ready: readyById[component.id] ?? component.ready,
        };
      }),
    });
    const answers = componentAnswers(inventory);
    expect(summary(answers)).toEqual([
      'soft-block director',
      'hard-block forge',
    ]);
    expectRemedies(answers);
    expect(summary(componentAnswers(inventoryOf()))).toEqual(['pass']);
    expect(summary(componentAnswers(inventoryOf({ components: [] })))).toEqual([
      'hard-block',
    ]);
  });
});

describe('control-chain', () => {
  const nowMs = Date.UTC(2026, 0, 1);
  const orchestrator = partPod('orchestrator', 'v1.4.0');
  const lease = (holderIdentity: string, ageMs = 0) => ({
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: 'omni-orchestrator-leader' },
    spec: {
      holderIdentity,
      leaseDurationSeconds: 15,
      renewTime: new Date(nowMs - ageMs).toISOString(),
    },
  });
  const { name } = orchestrator.metadata;

  it.each([
    ['a leader that renews', lease(name), 'pass'],
    ['a holder with a suffix', lease(`${name}_4711`), 'pass'],
    ['a leader within the clocks’ tolerance', lease(name, 40_000), 'pass'],
    ['a lease that ran out', lease(name, 60_000), 'soft-block'],
    ['a holder that is gone', lease('somebody-else'), 'soft-block'],
    ['no holder', lease(''), 'soft-block'],
    ['no lease', undefined, 'soft-block'],
  ])('judges %s', (_, held, status) => {
    const answer = leadershipAnswer(held, [orchestrator], nowMs);
    expect(answer.status).toBe(status);
    expectRemedies(answer);
  });

  it('does not trust a leader that is not ready', () => {
    const unready = partPod('orchestrator', 'v1.4.0', { isReady: false });
    expect(leadershipAnswer(lease(name), [unready], nowMs).status).toBe(
      'soft-block',
    );
  });

  it('needs somebody at each link of the chain', () => {
    expect(chainAnswer(inventoryOf()).status).toBe('pass');
    const { components } = inventoryOf();
    const broken = components.filter(({ id }) => id !== 'director');
    expect(chainAnswer(inventoryOf({ components: broken }))).toMatchObject({
      status: 'hard-block',
      observed: 'No instance ready: director',
    });
  });
});

describe('blocking-budgets', () => {
  const labels = { app: 'shop' };
  const shopPods = ['a', 'b', 'c'].map(name =>
    podObject(name, { namespace: 'shop', labels }),
  );
  const answers = (
    budgets: ReturnType<typeof budgetObject>[],
    pods = shopPods,
  ) =>
    budgetAnswers(
      budgets,
      pods,
      inventoryOf({
        applications: [
          application('shop/shop', {
            desired: 3,
            ready: 3,
            ownerRef: 'group:default/team-shop',
          }),
        ],
        budgets: [
          {
            namespace: 'shop',
            name: 'shop',
            applicationIds: ['shop/shop'],
            disruptionsAllowed: 0,
            currentHealthy: 3,
            desiredHealthy: 3,
            expectedPods: 3,
          },
        ],
      }),
      plan(),
    );

  it.each([
    ['lets one go', { minAvailable: 2 }, {}, ['pass']],
    ['never lets one go', { minAvailable: 3 }, {}, ['soft-block shop/shop']],
    [
      'never lets one go',
      { minAvailable: '100%' },
      {},
      ['soft-block shop/shop'],
    ],
    ['never lets one go', { maxUnavailable: 0 }, {}, ['soft-block shop/shop']],
    [
      'lets none go at present',
      { minAvailable: 2 },
      { disruptionsAllowed: 0, currentHealthy: 2 },
      ['warning shop/shop'],
    ],
  ])('tells a budget that %s: %j', (_, spec, status, expected) => {
    const given = answers([budgetObject('shop', spec, status)]);
    expect(summary(given)).toEqual(expected);
    expectRemedies(given);
  });

  it('says in its title what a budget does, not what is wanted', async () => {
    const titles = (...budgets: ReturnType<typeof budgetObject>[]) =>
      answers(budgets).map(({ title }) => title);
    const strict = budgetObject('shop', { minAvailable: 3 });
    expect(titles(strict)).toEqual([
      'Disruption budget shop/shop blocks draining',
    ]);
    const tight = budgetObject(
      'shop',
      { minAvailable: 2 },
      { disruptionsAllowed: 0, currentHealthy: 2 },
    );
    expect(titles(tight)).toEqual([
      'Disruption budget shop/shop lets no instance go at present',
    ]);
    expect(titles(budgetObject('shop', { minAvailable: 2 }))).toEqual([
      undefined,
    ]);
  });

  it('names the owner who can loosen it', () => {
    const [answer] = answers([budgetObject('shop', { minAvailable: 3 })]);
    expect(answer.ownerRefs).toEqual(['group:default/team-shop']);
  });

  it('blocks for good on two budgets over one pod', () => {
    const given = answers([
      budgetObject('shop', { minAvailable: 1 }),
      budgetObject('shop-too', { minAvailable: 1 }),
    ]);
    expect(summary(given)).toEqual(['hard-block shop/shop and shop/shop-too']);
  });

  it('leaves budgets alone that cover nothing a drain moves', () => {
    const agents = [
      podObject('a', { namespace: 'shop', labels, owner: 'DaemonSet' }),
    ];
    const given = answers([budgetObject('shop', { minAvailable: 3 })], agents);
    expect(summary(given)).toEqual(['pass']);
  });

  it('judges an application at the size the plan gives it', () => {
    const smaller = plan({
      strategy: { kind: 'scale-down', scaleDownPercent: 60, spareNodes: 0 },
      facts: { budgetRules: {} },
    });
    const inventory = inventoryOf({
      applications: [application('shop/shop')],
      budgets: [
        {
          namespace: 'shop',
          name: 'shop',
          applicationIds: ['shop/shop'],
          disruptionsAllowed: 2,
          currentHealthy: 4,
          desiredHealthy: 2,
          expectedPods: 4,
        },
      ],
    });
    const budget = budgetObject('shop', { minAvailable: 2 });
    expect(
      summary(budgetAnswers([budget], shopPods, inventory, smaller)),
    ).toEqual(['soft-block shop/shop']);
  });
});

describe('pending-rollouts', () => {
  const pending = { status: { updatedReplicas: 1 } };
  const unseen = { metadata: { generation: 2 } };

  it('blocks on a rollout of the platform, and warns of one of an application', () => {
    const answers = rolloutAnswers(
      [deploymentObject('omni-forge', unseen)],
      [deploymentObject('shop', { namespace: 'shop', ...pending })],
    );
    expect(summary(answers)).toEqual([
      'soft-block omni-system/omni-forge',
      'warning shop/shop',
    ]);
    expectRemedies(answers);
    expect(summary(rolloutAnswers([deploymentObject('a')], []))).toEqual([
      'pass',
    ]);
  });
});

describe('rollback-possible', () => {
  const agent = (type?: string) => ({
    ...deploymentObject('omni-agent'),
    spec: { updateStrategy: type ? { type } : undefined },
  });

  it.each([
    [{ paused: true }, 'OnDelete', ['hard-block omni-forge/paused']],
    [{ revisionHistoryLimit: 0 }, 'OnDelete', ['warning omni-forge/history']],
    [{}, 'RollingUpdate', ['hard-block omni-agent/strategy']],
    [{}, undefined, ['hard-block omni-agent/strategy']],
    [{ revisionHistoryLimit: 10 }, 'OnDelete', ['pass']],
  ])(
    'judges a Deployment with %j and agents with %s',
    (spec, type, expected) => {
      const answers = workloadAnswers(
        [deploymentObject('omni-forge', { spec })],
        agent(type),
      );
      expect(summary(answers)).toEqual(expected);
      expectRemedies(answers);
    },
  );
});

describe('pods-at-risk', () => {
  const emptyDir = (medium?: string) => ({
    nodeName: 'n-1',
    containers: [],
    volumes: [{ name: 'v', emptyDir: medium ? { medium } : {} }],
  });

  it.each([
    [podObject('a', { owner: 'none' }), ['soft-block unmanaged']],
    [podObject('a', { spec: emptyDir() }), ['soft-block empty-dir']],
    [podObject('a', { spec: emptyDir('Memory') }), ['pass']],
    [podObject('a', { spec: emptyDir(), owner: 'DaemonSet' }), ['pass']],
    [
      podObject('a', { owner: 'none', status: { phase: 'Succeeded' } }),
      ['pass'],
    ],
    [podObject('a'), ['pass']],
  ])('judges %#', (pod, expected) => {
    const answers = riskAnswers([pod]);
    expect(summary(answers)).toEqual(expected);
    expectRemedies(answers);
  });
});

describe('mixed-versions', () => {
  it('never passes what it does not know', () => {
    const versions = [
      { version: 'v1.4.0', parts: ['n-1', 'n-2', 'n-3', 'n-4', 'n-5', 'n-6'] },
      { version: 'v1.5.0', parts: ['forge'] },
    ];
    const [answer] = versionAnswers(inventoryOf({ versions }));
    expect(answer).toMatchObject({
      status: 'warning',
      observed: 'v1.4.0: n-1, n-2, n-3, n-4, n-5 and 1 more; v1.5.0: forge',
    });
    expect(
      summary(
        versionAnswers(
          inventoryOf({
            unknowns: ['Forge: no container runs'],
            nodes: [node('n-1', { version: undefined })],
          }),
        ),
      ),
    ).toEqual(['pass', 'warning agent', 'not-checked unknown-1']);
    expect(summary(versionAnswers(inventoryOf({ versions: [] })))).toEqual([
      'hard-block',
    ]);
  });
});

describe('target-images', () => {
  const images = plan().changes.flatMap(({ fields }) =>
    fields.flatMap(({ kind, to }) => (kind === 'image' && to ? [to] : [])),
  );
  const all = new Set(images);

  it.each([
    ['all were pulled', all, ['v1.5.0'], ['pass']],
    [
      'the platform offers them',
      new Set<string>(),
      ['v1.5.0'],
      ['warning not-pulled'],
    ],
    ['nothing is known', new Set<string>(), [], ['not-checked unknown']],
  ])('judges images when %s', (_, pulled, offered, expected) => {
    const answers = imageAnswers(plan(), pulled, offered);
    expect(summary(answers)).toEqual(expected);
    expectRemedies(answers);
  });

  it('blocks for good on what is no image', () => {
    const broken = plan({
      releaseNotes:
        'components: { forge: { images: { forge: "not an image" } } }',
    });
    expect(summary(imageAnswers(broken, all, ['v1.5.0']))).toEqual([
      'hard-block not-an-image',
    ]);
  });

  it('reads what nodes have pulled', () => {
    const puller = nodeObject('n-1', {
      status: { images: [{ names: ['a:1', 'a@sha256:1'] }, {}] },
    });
    expect(pulledImages([puller, nodeObject('n-2')])).toEqual(
      new Set(['a:1', 'a@sha256:1']),
    );
  });
});

describe('rival-actors', () => {
  it('names who else takes nodes out of service', () => {
    const answers = rivalAnswers(
      [
        nodeObject('n-1', {
          spec: { taints: [{ key: 'ToBeDeletedByClusterAutoscaler' }] },
        }),
        nodeObject('n-2', { spec: { taints: [{ key: 'gpu' }] } }),
      ],
      [
        deploymentObject('kured', {
          metadata: {
            annotations: {
              'weave.works/kured-node-lock': '{"nodeID":"n-7"}',
            },
          },
        }),
      ],
    );
    expect(summary(answers)).toEqual(['soft-block n-1', 'soft-block kured']);
    expect(answers[1].observed).toContain('about to reboot n-7');
    expectRemedies(answers);
    expect(summary(rivalAnswers([], []))).toEqual(['pass']);
  });
});

describe('threshold-texts', () => {
  const annotated = (value: string) => ({
    name: 'omni.cloud/failure-threshold',
    value,
  });

  it('names thresholds that are not in force', () => {
    const answers = thresholdAnswers(
      inventoryOf({
        applications: [
          application('a/a', { thresholdAnnotation: annotated('2') }),
          application('b/b', { thresholdAnnotation: annotated('two') }),
          application('c/c'),
        ],
      }),
    );
    expect(summary(answers)).toEqual(['warning b/b']);
    expect(answers[0].observed).toContain('omni.cloud/failure-threshold');
    expectRemedies(answers);
    expect(summary(thresholdAnswers(inventoryOf()))).toEqual(['pass']);
  });
});
