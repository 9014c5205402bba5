import { planText, UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { lintPlan, stepHandlersOf } from '@cluster-upgrade/plugin-upgrade-node';
import fc from 'fast-check';
import { golden } from '../__testUtils__/golden';
import {
  application,
  node,
  PlanCase,
  planInput,
} from '../__testUtils__/planInput';
import { omniCloudDriver } from '../OmniCloudDriver';
import { compilePlan } from './compilePlan';

const handlers = stepHandlersOf(omniCloudDriver);

function plan(planCase: PlanCase = {}): UpgradePlan {
  return compilePlan(planInput(planCase));
}

function ids({ steps }: UpgradePlan): string[] {
  return steps.map(({ id }) => id);
}

describe('compilePlan', () => {
  it.each<[string, PlanCase]>([
    ['capacity-first.plan.txt', {}],
    [
      'hybrid-with-release-notes.plan.txt',
      {
        strategy: { kind: 'hybrid', scaleDownPercent: 40 },
        inventory: { nodes: [node('n-1')] },
        facts: {
          emptyDirPods: { 'n-1': ['shop/cache-1'] },
          unmanagedPods: { 'n-1': ['shop/shell'] },
        },
        releaseNotes: `
          components:
            agent:
              env: { agent: { OMNI_LOG_LEVEL: null, OMNI_DRAIN_GRACE: 30s } }
            director:
              args: { director: [--protocol, '2'] }
        `,
      },
    ],
  ])('reads as agreed: %s', (name, planCase) => {
    const text = planText(plan(planCase));
    expect(text).toBe(golden(name, text));
  });

  it('has nothing to do for a cluster that is at its target', () => {
    const inventory = {
      version: 'v1.5.0',
      nodes: [node('n-1', { version: 'v1.5.0' })],
    };
    const compiled = plan({ inventory });
    expect(compiled.steps).toEqual([]);
    expect(compiled.phases).toEqual([]);
    expect(compiled.changes.map(({ action }) => action)).not.toContain(
      'create',
    );
  });

  it('leaves out parts and nodes that run the target already', () => {
    const input = planInput({
      inventory: {
        nodes: [
          node('n-1', { version: 'v1.5.0' }),
          node('n-2', { version: 'v1.4.0' }),
        ],
      },
    });
    const components = input.inventory.components.map(component =>
      component.id === 'orchestrator'
        ? { ...component, version: 'v1.5.0' }
        : component,
    );
    const facts = input.facts as { templates: Record<string, any[]> };
    facts.templates.orchestrator[0].image =
      input.target.components[0].images.orchestrator;
    const compiled = compilePlan({
      ...input,
      inventory: {
        ...input.inventory,
        components,
        version: undefined,
        versions: [
          { version: 'v1.4.0', parts: ['n-2'] },
          { version: 'v1.5.0', parts: ['n-1', 'orchestrator'] },
        ],
      },
    });
    const compiledIds = ids(compiled);
    expect(compiledIds).not.toContain('orchestrator/template');
    expect(compiledIds).not.toContain('node/n-1/cordon');
    expect(compiledIds).toContain('node/n-2/cordon');
    expect(compiled.fromVersion).toBe('v1.4.0');
    expect(lintPlan(compiled, handlers)).toEqual([]);
  });

  it('waits for a rollout that has not reached the template yet', () => {
    const input = planInput();
    const facts = input.facts as { templates: Record<string, any[]> };
    facts.templates.forge[0].image = input.target.components.find(
      ({ componentId }) => componentId === 'forge',
    )!.images.forge;
    const compiled = compilePlan(input);
    expect(ids(compiled)).not.toContain('forge/template');
    expect(ids(compiled)).toContain('forge/rollout');
  });

  it('takes the control chain first, then one node alone, then the others', () => {
    const compiled = plan({
      inventory: {
        nodes: [
          node('n-1', { movablePods: 9 }),
          node('n-2', { movablePods: 1 }),
          node('n-3', { movablePods: 5 }),
          node('n-4', { movablePods: 2, isReady: false }),
          node('n-5', { movablePods: 2, isSpare: true }),
        ],
      },
      strategy: { maxUnavailableNodes: 2 },
    });
    expect(ids(compiled).filter(id => /(template|cordon)$/.test(id))).toEqual([
      'orchestrator/template',
      'director/template',
      'registry/template',
      'forge/template',
      'agent/template',
      'node/n-2/cordon',
      'node/n-2/uncordon',
      'node/n-4/cordon',
      'node/n-4/uncordon',
      'node/n-3/cordon',
      'node/n-3/uncordon',
      'node/n-1/cordon',
      'node/n-1/uncordon',
    ]);
    const stepById = new Map(compiled.steps.map(step => [step.id, step]));
    for (const name of ['n-1', 'n-3', 'n-4']) {
      expect(stepById.get(`node/${name}/cordon`)?.dependsOn).toEqual([
        'node/n-2/soak',
      ]);
    }
    expect(compiled.laneLimits).toEqual({ nodes: 2 });
  });

  it('leaves to a person what fails on the first node, and applications and soaks that fail after any', () => {
    const { steps } = plan({
      inventory: { nodes: [node('n-1'), node('n-2')] },
    });
    const asked = steps
      .filter(({ failureScope }) => failureScope === 'cluster')
      .map(({ id }) => id);
    expect(asked).toEqual([
      ...steps.flatMap(({ id, lane }) => (lane?.target === 'n-1' ? [id] : [])),
      'node/n-2/applications',
      'node/n-2/soak',
    ]);
    expect(asked).toContain('node/n-1/drain');
  });

  it('leaves out nodes that have no agent', () => {
    const compiled = plan({ facts: { nodesWithAgent: ['n-1'] } });
    expect(ids(compiled)).not.toContain('node/n-2/cordon');
  });

  it('gives what it borrows back in every outcome', () => {
    const compiled = plan({
      strategy: { kind: 'hybrid', scaleDownPercent: 50 },
    });
    const always = compiled.steps
      .flatMap(step => step.undo)
      .filter(({ when }) => when === 'always')
      .map(({ id }) => id);
    expect(new Set(always)).toEqual(
      new Set([
        'undo/spare-nodes',
        'undo/nodes/avoid',
        'undo/scale/reports/reports',
        'undo/node/n-1/uncordon',
        'undo/node/n-2/uncordon',
      ]),
    );
  });

  it('lets the way back wait for no other node and no application', () => {
    const undo = plan().steps.flatMap(step => step.undo);
    expect(undo.filter(({ kind }) => kind === 'wait-applications')).toEqual([]);
    const cordons = undo.filter(({ kind }) => kind === 'cordon-node');
    expect(cordons.length).toBeGreaterThan(0);
    cordons.forEach(({ input }) =>
      expect(input).not.toHaveProperty('maxUnavailable'),
    );
  });

  it('says of a drain that data in an emptyDir is lost for good', () => {
    const compiled = plan({
      facts: { emptyDirPods: { 'n-1': ['shop/cache'] } },
    });
    const drainOf = (name: string) =>
      compiled.steps.find(({ id }) => id === `node/${name}/drain`);
    // By it a cancelled upgrade knows that something was lost.
    expect(drainOf('n-1')?.disruption).toMatchObject({
      level: 'moves-pods',
      losesForGood: true,
    });
    expect(drainOf('n-2')?.disruption).not.toHaveProperty('losesForGood');
  });

  it('allows a drain to lose only what was there when it was planned', () => {
    const compiled = plan({
      facts: { unmanagedPods: { 'n-1': ['shop/shell'] } },
    });
    const drainOf = (name: string) =>
      compiled.steps.find(({ id }) => id === `node/${name}/drain`);
    expect(drainOf('n-1')?.input).toMatchObject({ unmanagedPods: 'evict' });
    expect(drainOf('n-1')?.disruption).toMatchObject({
      level: 'outage',
      losesForGood: true,
      text: expect.stringContaining('shop/shell'),
    });
    expect(drainOf('n-2')?.disruption.level).toBe('moves-pods');
    expect(drainOf('n-2')?.disruption).not.toHaveProperty('losesForGood');
    expect(drainOf('n-2')?.input).toMatchObject({
      unmanagedPods: 'refuse',
      emptyDirPods: 'refuse',
    });
  });

  it('allows on every node the loss of data that moves from node to node', () => {
    const compiled = plan({
      facts: { emptyDirPods: { 'n-1': ['shop/cache-1'] } },
    });
    const drain = compiled.steps.find(({ id }) => id === 'node/n-2/drain');
    expect(drain?.input).toMatchObject({ emptyDirPods: 'evict' });
  });

  it('says what it relies on: sizes that nobody else decides, and budgets', () => {
    const compiled = plan({
      strategy: { kind: 'scale-down', scaleDownPercent: 40, spareNodes: 0 },
      facts: { autoscaledApplicationIds: ['shop/shop'] },
    });
    expect(
      compiled.assumptions?.map(
        ({ object, name, value }) => `${object.name}: ${name} ${value}`,
      ),
    ).toEqual([
      'omni-orchestrator: replicas 3',
      'omni-director: replicas 3',
      'omni-registry: replicas 3',
      'omni-forge: replicas 3',
      'shop: disruption budgets shop/shop (minAvailable 3)',
      'reports: disruption budgets none',
    ]);
  });

  const aNode = fc.record({
    isReady: fc.boolean(),
    isCordoned: fc.boolean(),
    isSpare: fc.boolean(),
    version: fc.constantFrom('v1.4.0', 'v1.5.0', undefined),
    movablePods: fc.nat(20),
  });
  const anApplication = fc.record({
    desired: fc.nat(10),
    ready: fc.nat(10),
    priority: fc.constantFrom(
      'critical' as const,
      'normal' as const,
      'non-critical' as const,
    ),
  });

  it('is sound for every cluster and strategy, and the same each time', () => {
    fc.assert(
      fc.property(
        fc.array(aNode, { maxLength: 8 }),
        fc.array(anApplication, { maxLength: 6 }),
        fc.constantFrom(
          'capacity-first' as const,
          'scale-down' as const,
          'hybrid' as const,
        ),
        fc.nat(3),
        fc.nat(100),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(0, 1000),
        fc.boolean(),
        (
          nodes,
          applications,
          kind,
          spareNodes,
          percent,
          atOnce,
          soakMs,
          hasRecords,
        ) => {
          const planCase: PlanCase = {
            inventory: {
              nodes: nodes.map((change, index) => node(`n-${index}`, change)),
              applications: applications.map((change, index) =>
                application(`a${index}/app`, change),
              ),
            },
            strategy: {
              kind,
              spareNodes,
              scaleDownPercent: percent,
              maxUnavailableNodes: atOnce,
              nodeSoakMs: soakMs,
              finalSoakMs: soakMs,
            },
            facts: hasRecords
              ? {}
              : { spareNodes: undefined, recordedVersion: undefined },
          };
          const compiled = plan(planCase);
          expect(lintPlan(compiled, handlers)).toEqual([]);
          expect(plan(planCase)).toEqual(compiled);
          // A plan is stored as JSON and hashed: nothing may be lost on the way.
          expect(JSON.parse(JSON.stringify(compiled))).toEqual(compiled);
        },
      ),
      { numRuns: 60 },
    );
  });
});
