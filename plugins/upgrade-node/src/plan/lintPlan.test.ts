import { UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import fc from 'fast-check';
import { libraryStep } from '../steps/stepInputs';
import { stepLibrary } from '../steps/stepLibrary';
import { deepFreeze } from '../testUtils/deepFreeze';
import {
  buildPlan,
  buildStep,
  buildUndo,
} from '../testUtils/builders/planBuilders';
import { lintPlan } from './lintPlan';

const lane = (node: string) => ({ id: `node/${node}`, group: 'nodes' });

/** Two nodes that are cordoned, drained and given back, one after the other. */
function nodePlan(): UpgradePlan {
  const nodes = ['w-1', 'w-2'];
  return buildPlan(
    nodes.flatMap((node, index) => [
      buildStep(`${node}/cordon`, {
        ...libraryStep('cordon-node', { node }),
        lane: lane(node),
        dependsOn: index === 0 ? [] : [`${nodes[index - 1]}/restore`],
        reversibility: 'revert',
        undo: [
          buildUndo(`${node}/uncordon`, {
            ...libraryStep('restore-cordon', { node }),
            lane: lane(node),
            when: 'always',
          }),
        ],
      }),
      buildStep(`${node}/drain`, {
        ...libraryStep('drain-node', { node }),
        lane: lane(node),
        dependsOn: [`${node}/cordon`],
      }),
      buildStep(`${node}/restore`, {
        ...libraryStep('restore-cordon', { node }),
        lane: lane(node),
        dependsOn: [`${node}/drain`],
      }),
    ]),
    {
      laneLimits: { nodes: 1 },
      snapshot: nodes.map(name => ({
        object: { apiVersion: 'v1', kind: 'Node', name },
        pointers: ['/spec/unschedulable'],
      })),
    },
  );
}

type Break = (plan: UpgradePlan) => void;

const steps = (plan: UpgradePlan, id: string) =>
  plan.steps.find(step => step.id === id)!;

const TARGET = { id: 'node/w-1', name: 'w-1', kind: 'node' };

const errors: Array<[string, Break]> = [
  ['step-id-repeated', plan => (plan.steps[1].id = 'w-1/cordon')],
  ['phase-id-repeated', plan => plan.phases.push(plan.phases[0])],
  [
    'target-id-repeated',
    plan => (plan.targets = [{ ...TARGET }, { ...TARGET }]),
  ],
  [
    'target-lane-unknown',
    plan => (plan.targets = [{ ...TARGET, laneId: 'node/nowhere' }]),
  ],
  ['path-misses-target', plan => (plan.path = ['1.0.5'])],
  ['dependency-unknown', plan => plan.steps[1].dependsOn.push('nowhere')],
  ['dependency-cycle', plan => plan.steps[0].dependsOn.push('w-2/drain')],
  ['phase-unknown', plan => (plan.steps[0].phaseId = 'later')],
  ['phase-unknown', plan => (plan.steps[0].undo[0].phaseId = 'later')],
  ['limit-missing', plan => (plan.steps[0].limitMs = 0)],
  ['limit-missing', plan => (plan.steps[0].undo[0].limitMs = -1)],
  [
    'undo-id-repeated',
    plan =>
      steps(plan, 'w-2/drain').undo.push({
        ...steps(plan, 'w-1/cordon').undo[0],
        title: 'another',
      }),
  ],
  ['lane-limit-invalid', plan => (plan.laneLimits.nodes = 0)],
  [
    'lane-group-differs',
    plan => (plan.steps[1].lane = { id: 'node/w-1', group: 'others' }),
  ],
  [
    'lane-deadlock',
    plan => {
      steps(plan, 'w-2/cordon').dependsOn = [];
      steps(plan, 'w-2/drain').dependsOn.push('w-1/restore');
    },
  ],
  ['kind-unknown', plan => (plan.steps[0].kind = 'reboot-node')],
  ['kind-unknown', plan => (plan.steps[0].undo[0].kind = 'reboot-node')],
  ['input-invalid', plan => (plan.steps[0].input = { nodes: 'w-1' })],
  ['borrowed-not-returned', plan => (plan.steps[0].undo[0].when = 'rollback')],
  [
    'undo-keeps-created',
    plan => {
      const object = { apiVersion: 'v1', kind: 'Node', name: 'w-1' };
      steps(plan, 'w-1/cordon').undo.push(
        buildUndo('w-1/remove', libraryStep('restore-object', { object })),
      );
      plan.changes.push({
        action: 'create',
        object,
        fields: [],
        reversibility: 'revert',
        disruption: { level: 'none', text: 'none' },
      });
    },
  ],
  ['snapshot-misses-write', plan => plan.snapshot.pop()],
  ['snapshot-misses-need', plan => (plan.snapshot[0].pointers = ['/spec'])],
  [
    'snapshot-misses-need',
    plan => {
      const object = { apiVersion: 'v1', kind: 'Node', name: 'w-3' };
      steps(plan, 'w-1/cordon').undo.push(
        buildUndo('w-3/restore', libraryStep('restore-object', { object })),
      );
    },
  ],
  ['undo-missing', plan => (steps(plan, 'w-1/cordon').undo = [])],
  [
    'undo-misses-write',
    plan => {
      const cordon = steps(plan, 'w-1/cordon');
      cordon.undo[0].input = { node: 'w-2' };
    },
  ],
];

const warnings: Array<[string, Break]> = [
  ['phase-empty', plan => plan.phases.push({ id: 'finish', title: 'Finish' })],
  [
    'phase-order',
    plan => {
      plan.phases.push({ id: 'finish', title: 'Finish' });
      plan.steps[0].phaseId = 'finish';
    },
  ],
  ['lane-limit-missing', plan => (plan.laneLimits = {})],
  ['lane-unordered', plan => (steps(plan, 'w-1/drain').dependsOn = [])],
];

function rulesOf(plan: UpgradePlan, severity: 'error' | 'warning') {
  return lintPlan(deepFreeze(plan), stepLibrary)
    .filter(problem => problem.severity === severity)
    .map(({ rule }) => rule);
}

describe('lintPlan', () => {
  it('finds nothing in a plan that is right', () => {
    expect(lintPlan(deepFreeze(nodePlan()), stepLibrary)).toEqual([]);
  });

  it.each(errors)('reports the error %s (%#)', (rule, spoil) => {
    const plan = nodePlan();
    spoil(plan);
    expect(rulesOf(plan, 'error')).toContain(rule);
  });

  it.each(warnings)('warns of %s', (rule, spoil) => {
    const plan = nodePlan();
    spoil(plan);
    expect(rulesOf(plan, 'warning')).toContain(rule);
  });

  it('asks for no way back from a step that has none', () => {
    const object = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'shop',
      name: 'checkout',
    };
    const plan = buildPlan(
      [
        buildStep('schema', {
          ...libraryStep('patch-object', { object, patch: { spec: {} } }),
          reversibility: 'forward-only',
        }),
      ],
      { snapshot: [{ object, pointers: ['/spec'] }] },
    );
    expect(lintPlan(plan, stepLibrary)).toEqual([]);
  });

  it('asks for no snapshot and no undo in a plan that goes back', () => {
    const plan = { ...nodePlan(), kind: 'rollback' as const };
    plan.steps.forEach(step => (step.undo = []));
    plan.steps = plan.steps.filter(({ kind }) => kind !== 'restore-cordon');
    plan.steps.forEach(
      step =>
        (step.dependsOn = step.dependsOn.filter(id => !id.includes('restore'))),
    );
    plan.snapshot = [];
    expect(lintPlan(plan, stepLibrary)).toEqual([]);
  });

  it.each<[string, (plan: UpgradePlan) => void]>([
    [
      'a step',
      plan => {
        steps(plan, 'w-1/drain').input = {
          manifests: [
            { apiVersion: 'v1', kind: 'Secret', data: { a: 'eA==' } },
          ],
        };
      },
    ],
    [
      'what takes a step back',
      plan => {
        steps(plan, 'w-1/cordon').undo[0].input = {
          object: { apiVersion: 'v1', kind: 'Secret', name: 'a' },
        };
      },
    ],
    [
      'the snapshot',
      plan => {
        plan.snapshot.push({
          object: { apiVersion: 'v1', kind: 'Secret', name: 'a' },
          pointers: ['/data'],
        });
      },
    ],
  ])('refuses a Secret in %s, and no SealedSecret', (_, spoil) => {
    const plan = nodePlan();
    spoil(plan);
    const rules = (of: UpgradePlan) =>
      lintPlan(of).flatMap(({ severity, rule }) =>
        severity === 'error' ? [rule] : [],
      );
    expect(rules(plan)).toContain('secret-in-plan');
    const sealed = JSON.stringify(plan).replaceAll(
      '"Secret"',
      '"SealedSecret"',
    );
    expect(rules(JSON.parse(sealed))).not.toContain('secret-in-plan');
  });

  it('judges structure alone when it knows no handlers', () => {
    const plan = nodePlan();
    plan.steps[0].kind = 'reboot-node';
    expect(lintPlan(plan)).toEqual([]);
  });

  it('reports a cycle of any steps and never hangs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20 }),
        edges => {
          const plan = buildPlan(
            Array.from({ length: 8 }, (_, index) =>
              buildStep(`s-${index}`, {
                dependsOn: edges
                  .filter(([from]) => from === index)
                  .map(([, to]) => `s-${to}`),
              }),
            ),
          );
          const hasCycle = lintPlan(plan).some(
            ({ rule }) => rule === 'dependency-cycle',
          );
          expect(hasCycle).toBe(!canBeOrdered(edges));
        },
      ),
    );
  });
});

/** Kahn's algorithm: the steps can be done one after the other. */
function canBeOrdered(edges: ReadonlyArray<readonly [number, number]>) {
  const done = new Set<number>();
  for (let round = 0; round < 8; round += 1) {
    for (let step = 0; step < 8; step += 1) {
      if (edges.every(([from, to]) => from !== step || done.has(to))) {
        done.add(step);
      }
    }
  }
  return done.size === 8;
}
