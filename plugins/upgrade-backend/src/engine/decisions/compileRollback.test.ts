import {
  PlanStep,
  StepState,
  UndoStep,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { nodeAdmission } from '@cluster-upgrade/plugin-upgrade-node';
import {
  samplePlan,
  sampleState,
  sampleStep,
  sampleUndo,
} from '@cluster-upgrade/simulation/fixtures';
import { compileCleanup, compileRollback } from './compileRollback';
import { frontierOf } from './readySteps';

const done: StepState = { status: 'done', attempt: 1 };
const abandoned: StepState = { status: 'abandoned', attempt: 1 };

function stateWith(
  steps: Record<string, StepState>,
  more: Partial<UpgradeState> = {},
): UpgradeState {
  return sampleState({
    steps: { upgrade: steps, rollback: {}, cleanup: {} },
    ...more,
  });
}

/** The order in which a plan runs when its steps are done one after the other. */
function orderOf(plan: UpgradePlan): string[] {
  const steps: Record<string, StepState> = {};
  const order: string[] = [];
  for (;;) {
    const [next] = frontierOf(plan, steps).ready;
    if (!next) {
      return order;
    }
    order.push(next.id);
    steps[next.id] = done;
  }
}

const rollbackPhases = [
  { id: 'nodes-back', title: 'Nodes' },
  { id: 'components-back', title: 'Components' },
  { id: 'leftovers', title: 'Leftovers' },
];

const component = (id: string): PlanStep =>
  sampleStep({
    id,
    undo: [sampleUndo({ id: `back/${id}`, phaseId: 'components-back' })],
  });

/** Cordon, change, uncordon; undone by cordon again, change back, give back. */
function lane(name: string, dependsOn: string[] = []): PlanStep[] {
  const own = { id: `node/${name}`, group: 'nodes' };
  const undo = (id: string, more: Partial<UndoStep> = {}) =>
    sampleUndo({
      id: `${name}/${id}`,
      lane: own,
      phaseId: 'nodes-back',
      ...more,
    });
  const giveBack = undo('give-back', { when: 'always' });
  return [
    sampleStep({
      id: `${name}/cordon`,
      lane: own,
      dependsOn,
      undo: [giveBack],
    }),
    sampleStep({
      id: `${name}/change`,
      lane: own,
      dependsOn: [`${name}/cordon`],
      undo: [undo('cordon-again'), undo('change-back'), giveBack],
    }),
    sampleStep({
      id: `${name}/uncordon`,
      lane: own,
      dependsOn: [`${name}/change`],
    }),
  ];
}

describe('compileRollback', () => {
  const plan = samplePlan(
    [component('a'), component('b'), ...lane('x'), ...lane('y'), ...lane('z')],
    { rollbackPhases },
  );

  it('takes back what was begun, last first, phase by phase', () => {
    const back = compileRollback(
      plan,
      stateWith({
        a: done,
        b: done,
        'x/cordon': done,
        'x/change': done,
        'x/uncordon': done,
      }),
    );
    expect(back.kind).toBe('rollback');
    expect([back.fromVersion, back.toVersion]).toEqual(['2.0.0', '1.0.0']);
    expect(orderOf(back)).toEqual([
      'x/cordon-again',
      'x/change-back',
      'x/give-back',
      'back/b',
      'back/a',
    ]);
    expect(back.phases.map(({ id }) => id)).toEqual([
      'nodes-back',
      'components-back',
    ]);
  });

  it('leaves alone what was never begun, borrowed or not', () => {
    const back = compileRollback(plan, stateWith({ a: done }));
    expect(orderOf(back)).toEqual(['back/a']);
  });

  it('runs an undo once that several steps declare, where it comes last', () => {
    const back = compileRollback(
      plan,
      stateWith({ 'x/cordon': done, 'x/change': done }),
    );
    expect(orderOf(back)).toEqual([
      'x/cordon-again',
      'x/change-back',
      'x/give-back',
    ]);
  });

  it('begins with lanes that stand half way', () => {
    const back = compileRollback(
      plan,
      stateWith({
        'x/cordon': done,
        'x/change': abandoned,
        'y/cordon': done,
        'y/change': done,
        'y/uncordon': done,
      }),
    );
    expect(orderOf(back).slice(0, 3)).toEqual([
      'x/cordon-again',
      'x/change-back',
      'x/give-back',
    ]);
  });

  it('begins with lanes that stand half way, not with one that was skipped and has given back', () => {
    const skipped = { by: 'user:default/ada', atMs: 0, reason: 'It is old' };
    const steps: Record<string, StepState> = {
      'x/cordon': done,
      'x/change': { status: 'running', attempt: 1 },
      'y/cordon': done,
      'y/change': abandoned,
      'y/uncordon': done,
    };
    const lanesOf = (more: Record<string, StepState>) =>
      orderOf(
        compileRollback(
          plan,
          stateWith(
            { ...steps, ...more },
            { skipped: { 'node/y': { ...skipped, plan: 'upgrade' } } },
          ),
        ),
      ).filter(id => id.endsWith('/cordon-again'));
    expect(lanesOf({})).toEqual(['x/cordon-again', 'y/cordon-again']);
    const isGivingBack: StepState = { status: 'running', attempt: 1 };
    expect(lanesOf({ 'y/uncordon': isGivingBack })).toEqual([
      'y/cordon-again',
      'x/cordon-again',
    ]);
  });

  it('keeps a lane in one piece though its undo spans phases, so that the lane limit can’t lock it', () => {
    const spanning = (name: string): PlanStep =>
      sampleStep({
        id: name,
        lane: { id: `node/${name}`, group: 'nodes' },
        undo: [
          sampleUndo({
            id: `${name}/first`,
            phaseId: 'nodes-back',
            lane: { id: `node/${name}`, group: 'nodes' },
          }),
          sampleUndo({
            id: `${name}/last`,
            phaseId: 'leftovers',
            lane: { id: `node/${name}`, group: 'nodes' },
          }),
        ],
      });
    const back = compileRollback(
      samplePlan([component('a'), spanning('x'), spanning('y')], {
        rollbackPhases,
      }),
      stateWith({ a: done, x: done, y: done }),
    );
    expect(orderOf(back)).toEqual([
      'y/first',
      'y/last',
      'x/first',
      'x/last',
      'back/a',
    ]);
  });

  it('lets lanes go side by side, as far as the limit allows', () => {
    const wide = { ...plan, laneLimits: { nodes: 2 } };
    const back = compileRollback(
      wide,
      stateWith({
        'x/cordon': done,
        'x/change': done,
        'y/cordon': done,
        'y/change': done,
        'z/cordon': done,
        'z/change': done,
      }),
    );
    const { ready } = frontierOf(back, {});
    expect(ready.map(({ id }) => id)).toEqual([
      'z/cordon-again',
      'y/cordon-again',
    ]);
  });

  it('keeps to the limits of the way there, and draws the same targets', () => {
    const admission = { nodes: nodeAdmission(2) };
    const targets = [{ id: 'node/x', name: 'x', kind: 'node' }];
    const bound = { ...plan, admission, targets };
    const state = stateWith({ a: done });
    for (const back of [
      compileRollback(bound, state),
      compileCleanup(bound, state),
    ]) {
      const { laneLimits, snapshot, strategy } = plan;
      expect(back).toMatchObject({ laneLimits, snapshot, strategy });
      expect(back).toMatchObject({ admission, targets });
    }
    const free = compileRollback(plan, state);
    expect(free).not.toHaveProperty('admission');
    expect(free).not.toHaveProperty('targets');
  });

  it('names an undo step whose phase the plan doesn’t have', () => {
    const odd = samplePlan([
      sampleStep({
        id: 'a',
        undo: [sampleUndo({ id: 'back/a', phaseId: 'nowhere' })],
      }),
    ]);
    expect(() => compileRollback(odd, stateWith({ a: done }))).toThrow(
      /'back\/a' names the rollback phase 'nowhere'/,
    );
  });
});

describe('compileCleanup', () => {
  const spare = sampleStep({
    id: 'add-spare',
    undo: [
      sampleUndo({
        id: 'remove-spare',
        phaseId: 'leftovers',
        when: 'always',
      }),
    ],
  });
  const plan = samplePlan([component('a'), spare, ...lane('x'), ...lane('y')], {
    rollbackPhases,
  });

  it('gives back what was borrowed and undoes nothing', () => {
    const cleanup = compileCleanup(
      plan,
      stateWith({ a: done, 'add-spare': done, 'x/cordon': abandoned }),
    );
    expect(cleanup.kind).toBe('cleanup');
    expect(orderOf(cleanup)).toEqual(['x/give-back', 'remove-spare']);
  });

  it('gives back last what was borrowed first', () => {
    const borrow = (id: string) =>
      sampleStep({
        id,
        undo: [
          sampleUndo({
            id: `return-${id}`,
            phaseId: 'leftovers',
            when: 'always',
          }),
        ],
      });
    const two = samplePlan([borrow('first'), borrow('second')], {
      rollbackPhases,
    });
    const cleanup = compileCleanup(
      two,
      stateWith({ first: done, second: done }),
    );
    expect(orderOf(cleanup)).toEqual(['return-second', 'return-first']);
  });

  it('leaves finished lanes to whoever works on them now', () => {
    const steps = {
      'x/cordon': done,
      'x/change': done,
      'x/uncordon': done,
      'y/cordon': done,
    };
    const cleanup = compileCleanup(plan, stateWith(steps));
    expect(orderOf(cleanup)).toEqual(['y/give-back']);
  });

  it('looks at every lane once a rollback has touched them', () => {
    const steps = { 'x/cordon': done, 'x/change': done, 'x/uncordon': done };
    const cleanup = compileCleanup(
      plan,
      stateWith(steps, {
        rollback: { by: 'engine', atMs: 0, automatic: true },
      }),
    );
    expect(orderOf(cleanup)).toEqual(['x/give-back']);
  });
});
