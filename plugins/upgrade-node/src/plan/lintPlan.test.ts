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
import { PlanProblem } from './PlanProblem';

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

/** Rule, how it is broken, and the step that is named for it; none: the plan as a whole. */
const errors: Array<[string, Break, string?]> = [
  ['step-id-repeated', plan => (plan.steps[1].id = 'w-1/cordon')],
  ['phase-id-repeated', plan => plan.phases.push(plan.phases[0])],
  [
    'phase-id-repeated',
    plan => plan.rollbackPhases.push(plan.rollbackPhases[0]),
  ],
  ['path-misses-target', plan => (plan.path = [])],
  [
    'target-id-repeated',
    plan => (plan.targets = [{ ...TARGET }, { ...TARGET }]),
  ],
  [
    'target-lane-unknown',
    plan => (plan.targets = [{ ...TARGET, laneId: 'node/nowhere' }]),
  ],
  ['path-misses-target', plan => (plan.path = ['1.0.5'])],
  [
    'dependency-unknown',
    plan => plan.steps[1].dependsOn.push('nowhere'),
    'w-1/drain',
  ],
  [
    'dependency-cycle',
    plan => plan.steps[0].dependsOn.push('w-2/drain'),
    'w-1/cordon',
  ],
  ['phase-unknown', plan => (plan.steps[0].phaseId = 'later'), 'w-1/cordon'],
  [
    'phase-unknown',
    plan => (plan.steps[0].undo[0].phaseId = 'later'),
    'w-1/cordon',
  ],
  ['limit-missing', plan => (plan.steps[0].limitMs = 0), 'w-1/cordon'],
  ['limit-missing', plan => (plan.steps[0].undo[0].limitMs = -1), 'w-1/cordon'],
  [
    'undo-id-repeated',
    plan =>
      steps(plan, 'w-2/drain').undo.push({
        ...steps(plan, 'w-1/cordon').undo[0],
        title: 'another',
      }),
    'w-2/drain',
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
    'w-2/drain',
  ],
  ['kind-unknown', plan => (plan.steps[0].kind = 'reboot-node'), 'w-1/cordon'],
  [
    'kind-unknown',
    plan => (plan.steps[0].undo[0].kind = 'reboot-node'),
    'w-1/cordon',
  ],
  [
    'input-invalid',
    plan => (plan.steps[0].input = { nodes: 'w-1' }),
    'w-1/cordon',
  ],
  [
    'borrowed-not-returned',
    plan => (plan.steps[0].undo[0].when = 'rollback'),
    'w-1/cordon',
  ],
  ['undo-keeps-created', plan => created(plan, {}), 'w-1/cordon'],
  ['snapshot-misses-write', plan => plan.snapshot.pop(), 'w-2/cordon'],
  [
    'snapshot-misses-need',
    plan => (plan.snapshot[0].pointers = ['/spec']),
    'w-1/cordon',
  ],
  [
    'snapshot-misses-need',
    plan => {
      const object = { apiVersion: 'v1', kind: 'Node', name: 'w-3' };
      steps(plan, 'w-1/cordon').undo.push(
        buildUndo('w-3/restore', libraryStep('restore-object', { object })),
      );
    },
    'w-1/cordon',
  ],
  ['undo-missing', plan => (steps(plan, 'w-1/cordon').undo = []), 'w-1/cordon'],
  [
    'undo-misses-write',
    plan => {
      const cordon = steps(plan, 'w-1/cordon');
      cordon.undo[0].input = { node: 'w-2' };
    },
    'w-1/cordon',
  ],
];

const warnings: Array<[string, Break, string?]> = [
  ['phase-empty', plan => plan.phases.push({ id: 'finish', title: 'Finish' })],
  [
    'phase-order',
    plan => {
      plan.phases.push({ id: 'finish', title: 'Finish' });
      plan.steps[0].phaseId = 'finish';
    },
    'w-1/drain',
  ],
  ['lane-limit-missing', plan => (plan.laneLimits = {})],
  [
    'lane-unordered',
    plan => (steps(plan, 'w-1/drain').dependsOn = []),
    'w-1/drain',
  ],
];

const byName = (rows: Array<[string, Break, string?]>) =>
  rows.map(([rule, spoil, stepId]) => ({ rule, spoil, stepId }));

/** What is found once the plan is spoilt. */
function problemsOf(spoil: Break): PlanProblem[] {
  const plan = nodePlan();
  spoil(plan);
  return lintPlan(deepFreeze(plan), stepLibrary);
}

const textsOf = (spoil: Break) => problemsOf(spoil).map(({ text }) => text);

const W1 = { apiVersion: 'v1', kind: 'Node', name: 'w-1' };

/** The plan creates an object, and an undo step restores it. */
function created(plan: UpgradePlan, input: { isCreated?: true }): void {
  steps(plan, 'w-1/cordon').undo.push(
    buildUndo(
      'w-1/remove',
      libraryStep('restore-object', { object: W1, ...input }),
    ),
  );
  plan.changes.push({
    action: 'create',
    object: W1,
    fields: [],
    reversibility: 'revert',
    disruption: { level: 'none', text: 'none' },
  });
}

describe('lintPlan', () => {
  it('finds nothing in a plan that is right', () => {
    expect(lintPlan(deepFreeze(nodePlan()), stepLibrary)).toEqual([]);
  });

  it.each(byName(errors))(
    'reports the error $rule (%#)',
    ({ rule, spoil, stepId }) => {
      expect(problemsOf(spoil)).toContainEqual({
        severity: 'error',
        rule,
        text: expect.any(String),
        stepId,
      });
    },
  );

  it.each(byName(warnings))('warns of $rule', ({ rule, spoil, stepId }) => {
    expect(problemsOf(spoil)).toContainEqual({
      severity: 'warning',
      rule,
      text: expect.any(String),
      stepId,
    });
  });

  it('names errors before warnings', () => {
    const problems = problemsOf(plan => {
      plan.phases.push({ id: 'finish', title: 'Finish' });
      plan.laneLimits.nodes = 0;
    });
    expect(problems.map(({ rule }) => rule)).toEqual([
      'lane-limit-invalid',
      'phase-empty',
    ]);
  });

  it.each<[string, Break]>([
    ['steps in another order', plan => plan.steps.reverse()],
    [
      'the same way back declared twice',
      plan =>
        steps(plan, 'w-1/drain').undo.push(
          structuredClone(steps(plan, 'w-1/cordon').undo[0]),
        ),
    ],
    [
      'targets with and without a lane',
      plan =>
        (plan.targets = [
          { ...TARGET, laneId: 'node/w-1' },
          { ...TARGET, id: 'node/w-2' },
        ]),
    ],
    [
      'a later phase that waits for an earlier one',
      plan => {
        plan.phases.push({ id: 'finish', title: 'Finish' });
        steps(plan, 'w-2/restore').phaseId = 'finish';
      },
    ],
    ['a step without a lane', plan => delete steps(plan, 'w-1/drain').lane],
    [
      'a lane under way that waits for one of another group',
      plan => {
        plan.laneLimits.others = 1;
        for (const step of plan.steps.filter(({ id }) => /^w-2/.test(id))) {
          step.lane = { id: 'node/w-2', group: 'others' };
        }
        steps(plan, 'w-2/cordon').dependsOn = [];
        steps(plan, 'w-2/drain').dependsOn.push('w-1/restore');
      },
    ],
    [
      'a write that a step before it knows how to take back',
      plan => {
        steps(plan, 'w-1/restore').reversibility = 'nothing-to-revert';
      },
    ],
    [
      'a write that only a backup brings back',
      plan => {
        const drain = steps(plan, 'w-1/drain');
        Object.assign(drain, libraryStep('cordon-node', { node: 'w-1' }), {
          reversibility: 'restore-backup',
        });
        steps(plan, 'w-1/cordon').reversibility = 'restore-backup';
        steps(plan, 'w-1/cordon').undo = [];
        steps(plan, 'w-1/restore').reversibility = 'restore-backup';
      },
    ],
    [
      'something created that its way back is told to delete',
      plan => created(plan, { isCreated: true }),
    ],
    [
      'something updated that its way back restores',
      plan => {
        created(plan, {});
        plan.changes[0].action = 'update';
      },
    ],
    [
      'something created that another way back is not about',
      plan => {
        created(plan, {});
        plan.changes[0].object = { ...W1, name: 'w-9' };
      },
    ],
  ])('finds nothing wrong in %s', (_, change) => {
    expect(problemsOf(change)).toEqual([]);
  });

  it.each(['restore-cordon', 'restore-scale', 'stop-avoiding-nodes'])(
    'asks that %s runs in every outcome, for it gives back',
    kind => {
      const rules = (when: 'always' | 'rollback') =>
        problemsOf(plan =>
          steps(plan, 'w-1/cordon').undo.push(
            buildUndo('back', { kind, input: {}, when }),
          ),
        ).map(({ rule }) => rule);
      expect(rules('rollback')).toContain('borrowed-not-returned');
      expect(rules('always')).not.toContain('borrowed-not-returned');
    },
  );

  it.each<[string, Break, string[]]>([
    [
      'the step',
      plan => (plan.steps[1].kind = 'reboot-node'),
      ["Its kind 'reboot-node' has no handler"],
    ],
    [
      'the way back',
      plan => (plan.steps[0].undo[0].kind = 'reboot-node'),
      ["Its undo 'w-1/uncordon': the kind 'reboot-node' has no handler"],
    ],
    [
      'what is missing of the snapshot',
      plan => (plan.snapshot[0].pointers = ['/spec']),
      [
        "'w-1/uncordon' restores Node w-1, and the snapshot does not hold /spec/unschedulable",
        "'w-1/restore' restores Node w-1, and the snapshot does not hold /spec/unschedulable",
      ],
    ],
    [
      'the object that the snapshot lacks for a write, and for the way back',
      plan => plan.snapshot.pop(),
      [
        'It writes Node w-2, which the snapshot does not hold',
        "'w-2/uncordon' restores Node w-2, and the snapshot does not hold it",
      ],
    ],
    [
      'the object that nothing restores',
      plan => (steps(plan, 'w-1/cordon').undo[0].input = { node: 'w-2' }),
      [
        'It writes Node w-1, and no undo of it or of a step before it restores that',
      ],
    ],
    [
      'the object that would stay though the plan creates it',
      plan => created(plan, {}),
      [
        "The plan creates Node w-1, and its undo 'w-1/remove' lacks 'isCreated', without which it does not delete it",
      ],
    ],
    [
      'the groups of a lane that has several',
      plan => (plan.steps[1].lane = { id: 'node/w-1', group: 'others' }),
      ["Lane 'node/w-1' belongs to several groups: nodes, others"],
    ],
    [
      'the lanes that may wait for each other',
      plan => {
        steps(plan, 'w-2/cordon').dependsOn = [];
        steps(plan, 'w-2/drain').dependsOn.push('w-1/restore');
      },
      [
        "It waits for 'w-1/restore' of another lane while its own lane 'node/w-2' is under way; both may count against the same limit for ever",
      ],
    ],
    [
      'the step that is there twice',
      plan => (plan.steps[1].id = 'w-1/cordon'),
      ["Two of the plan's steps have the id 'w-1/cordon'"],
    ],
    [
      'the phase that is there twice',
      plan => plan.phases.push(plan.phases[0]),
      [`Two of the plan's phases have the id '${nodePlan().phases[0].id}'`],
    ],
    [
      'the target that is there twice',
      plan => (plan.targets = [{ ...TARGET }, { ...TARGET }]),
      ["Two of the plan's targets have the id 'node/w-1'"],
    ],
    [
      'where a path ends that is none',
      plan => (plan.path = []),
      [`The path ends at nothing, not at ${nodePlan().toVersion}`],
    ],
    [
      'the rollback phase that is there twice',
      plan => plan.rollbackPhases.push(plan.rollbackPhases[0]),
      [
        `Two of the plan's rollback phases have the id '${nodePlan().rollbackPhases[0].id}'`,
      ],
    ],
  ])('names %s', (_, spoil, texts) => {
    expect(textsOf(spoil)).toEqual(expect.arrayContaining(texts));
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
    [
      'what it changes',
      plan => {
        created(plan, {});
        plan.changes[0].object = { ...W1, kind: 'Secret' };
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

  it('looks for Secrets in any value, null included', () => {
    const plan = nodePlan();
    steps(plan, 'w-1/drain').input = { patch: null, all: [null, 1, 'Secret'] };
    expect(lintPlan(plan)).toEqual([]);
    steps(plan, 'w-1/drain').input = {
      node: 'w-1',
      patch: [null, { kind: 'Secret' }],
    };
    expect(lintPlan(plan)).toMatchObject([
      { rule: 'secret-in-plan', stepId: 'w-1/drain' },
    ]);
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
