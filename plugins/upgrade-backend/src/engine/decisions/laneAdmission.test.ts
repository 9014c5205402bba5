import fc from 'fast-check';
import { nodeAdmission } from '@cluster-upgrade/plugin-upgrade-node';
import { StepState, UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { samplePlan, sampleStep } from '@cluster-upgrade/simulation/fixtures';
import { OutOfService } from './laneAdmission';
import { frontierOf } from './readySteps';

const done: StepState = { status: 'done', attempt: 1 };
const running: StepState = { status: 'running', attempt: 1 };

function planFor(
  nodes: readonly string[],
  maxUnavailable: number,
  laneLimit = maxUnavailable,
  kind: UpgradePlan['kind'] = 'upgrade',
): UpgradePlan {
  const steps = nodes.flatMap(name => {
    const lane = { id: `node/${name}`, group: 'nodes', target: name };
    return [
      sampleStep({ id: `${name}/cordon`, lane }),
      sampleStep({
        id: `${name}/uncordon`,
        lane,
        dependsOn: [`${name}/cordon`],
      }),
    ];
  });
  return samplePlan(steps, {
    kind,
    laneLimits: { nodes: laneLimit },
    admission: { nodes: nodeAdmission(maxUnavailable) },
  });
}

const out = (...names: string[]): OutOfService[] =>
  names.map(name => ({ name, why: 'cordoned by somebody else' }));

function readyIds(
  plan: UpgradePlan,
  seen: OutOfService[] | undefined,
  steps: Record<string, StepState> = {},
): string[] {
  return frontierOf(plan, steps, { outOfService: { nodes: seen } }).ready.map(
    ({ id }) => id,
  );
}

describe('the admission of lanes', () => {
  const plan = planFor(['a', 'b', 'c'], 2);

  it.each<[string, string[], OutOfService[] | undefined]>([
    ['as many as are allowed together', ['a/cordon', 'b/cordon'], out()],
    ['one less for each that is out already', ['a/cordon'], out('x')],
    ['none beside as many as are allowed', [], out('x', 'y')],
    ['what is out already, whatever else is', ['c/cordon'], out('c', 'x')],
    ['none as long as it is not seen what is out', [], undefined],
  ])('lets begin %s', (_, expected, seen) => {
    expect(readyIds(plan, seen)).toEqual(expected);
  });

  it('counts lanes under way once, seen or not yet seen', () => {
    const steps = { 'a/cordon': running };
    expect(readyIds(plan, out(), steps)).toEqual(['b/cordon']);
    expect(readyIds(plan, out('a'), steps)).toEqual(['b/cordon']);
    expect(readyIds(plan, out('a', 'x'), steps)).toEqual([]);
  });

  it('carries on lanes that have begun, whatever is out', () => {
    const steps = { 'a/cordon': done };
    expect(readyIds(plan, out('a', 'x', 'y'), steps)).toEqual(['a/uncordon']);
    expect(readyIds(plan, undefined, steps)).toEqual(['a/uncordon']);
  });

  it('says what holds the first lane of a group', () => {
    const { held } = frontierOf(
      plan,
      {},
      { outOfService: { nodes: out('x', 'y') } },
    );
    expect(held).toMatchObject([
      { step: { id: 'a/cordon' }, out: out('x', 'y') },
    ]);
  });

  it('keeps the way back moving, one lane at a time', () => {
    const back = planFor(['a', 'b'], 1, 2, 'rollback');
    expect(readyIds(back, out('x', 'y'))).toEqual(['a/cordon']);
  });

  const skipped = (...names: string[]) =>
    Object.fromEntries(
      names.map(name => [
        `node/${name}`,
        { by: 'user:default/ada', atMs: 0, reason: 'dead', plan: plan.kind },
      ]),
    );
  const beside = (
    of: UpgradePlan,
    seen: OutOfService[] | undefined,
    steps: Record<string, StepState> = {},
  ) =>
    frontierOf(of, steps, {
      outOfService: { nodes: seen },
      skipped: skipped('a'),
    }).ready.map(({ id }) => id);
  const given: StepState = { status: 'abandoned', attempt: 1 };
  const aSkipped = { 'a/cordon': given, 'a/uncordon': given };

  it.each<[string, number, OutOfService[] | undefined, string[]]>([
    ['one at a time, with a limit that it uses up', 1, out('a'), ['b/cordon']],
    ['as many as are left of the limit', 3, out('a'), ['b/cordon', 'c/cordon']],
    ['none beside others that use up the limit', 1, out('a', 'x'), []],
    ['one at a time beside others that don’t', 2, out('a', 'x'), ['b/cordon']],
    [
      'as many as the limit once it is back',
      2,
      out(),
      ['b/cordon', 'c/cordon'],
    ],
    ['none as long as it is not seen what is out', 1, undefined, []],
  ])('lets begin beside a skipped node %s', (_, max, seen, expected) => {
    const lanes = planFor(['a', 'b', 'c'], max);
    expect(beside(lanes, seen, aSkipped)).toEqual(expected);
  });

  it('lets no second one begin beside a skipped node that uses up the limit', () => {
    const one = planFor(['a', 'b', 'c'], 1, 2);
    const steps = { ...aSkipped, 'b/cordon': done };
    expect(beside(one, out('a', 'b'), steps)).toEqual(['b/uncordon']);
    expect(
      frontierOf(one, steps, {
        outOfService: { nodes: out('a', 'b') },
        skipped: skipped('a'),
      }).held,
    ).toMatchObject([{ step: { id: 'c/cordon' }, skipped: new Set(['a']) }]);
  });

  it('goes on past a skipped node on the way back too', () => {
    const back = planFor(['a', 'b', 'c'], 1, 2, 'rollback');
    expect(beside(back, out('a'), aSkipped)).toEqual(['b/cordon']);
    expect(beside(back, out('a', 'b'), aSkipped)).toEqual(['b/cordon']);
  });

  it('keeps the plan’s order on the way there, whatever is out already', () => {
    const there = planFor(['a', 'b', 'c'], 2, 1);
    expect(readyIds(there, out('c'))).toEqual(['a/cordon']);
  });

  it('brings back first what is out already on the way back', () => {
    const back = planFor(['a', 'b', 'c'], 1, 1, 'rollback');
    expect(readyIds(back, out('c'))).toEqual(['c/cordon']);
  });

  it('counts no lane that an earlier try of the same way had begun', () => {
    const again: StepState = { status: 'pending', attempt: 1, isReset: true };
    const back = planFor(['a', 'b', 'c'], 1, 1, 'rollback');
    const steps = Object.fromEntries(back.steps.map(({ id }) => [id, again]));
    expect(readyIds(back, out(), steps)).toEqual(['a/cordon']);
  });

  const names = ['n0', 'n1', 'n2', 'n3', 'n4', 'n5'];
  const happening = fc.oneof(
    fc.record({ what: fc.constant('turn' as const) }),
    fc.record({
      what: fc.constantFrom('take-out' as const, 'bring-back' as const),
      node: fc.constantFrom(...names, 'elsewhere'),
    }),
    fc.record({
      what: fc.constantFrom('finish' as const, 'see' as const),
      node: fc.constantFrom(...names),
    }),
  );

  it('takes no more out of service than allowed, in whatever order things happen', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 6 }),
        fc.array(happening, { maxLength: 60 }),
        (max, laneLimit, happenings) => {
          const roll = new Roll(planFor(names, max, laneLimit), names);
          for (const happened of happenings) {
            const before = roll.outCount();
            roll.let(happened);
            if (happened.what === 'turn') {
              expect(roll.outCount()).toBeLessThanOrEqual(
                Math.max(max, before),
              );
            }
          }
        },
      ),
    );
  });

  it('comes to its end as soon as nobody else has taken anything out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 6 }),
        fc.array(happening, { maxLength: 30 }),
        (max, laneLimit, happenings) => {
          const roll = new Roll(planFor(names, max, laneLimit), names);
          happenings.forEach(happened => roll.let(happened));
          [...names, 'elsewhere'].forEach(node =>
            roll.let({ what: 'bring-back', node }),
          );
          for (let round = 0; round < names.length; round += 1) {
            roll.let({ what: 'turn' });
            names.forEach(node => roll.let({ what: 'finish', node }));
          }
          expect(roll.isComplete()).toBe(true);
        },
      ),
    );
  });
});

type Happening = { what: string; node?: string };

/** Nodes, what others do to them, and lanes whose own effects are seen late. */
class Roll {
  readonly #others = new Set<string>();
  readonly #steps: Record<string, StepState> = {};
  readonly #seenOfOurs = new Set<string>();

  constructor(
    private readonly plan: UpgradePlan,
    private readonly names: readonly string[],
  ) {}

  let({ what, node = '' }: Happening): void {
    if (what === 'take-out') {
      this.#others.add(node);
    } else if (what === 'bring-back') {
      this.#others.delete(node);
    } else if (what === 'see' && this.#isUnderWay(node)) {
      this.#seenOfOurs.add(node);
    } else if (what === 'finish' && this.#isUnderWay(node)) {
      this.#steps[`${node}/cordon`] = done;
      this.#steps[`${node}/uncordon`] = done;
      this.#seenOfOurs.delete(node);
    } else if (what === 'turn') {
      this.#frontier().ready.forEach(({ id }) => {
        this.#steps[id] = running;
      });
    }
  }

  outCount(): number {
    const ours = this.names.filter(name => this.#isUnderWay(name));
    return new Set([...ours, ...this.#others]).size;
  }

  isComplete(): boolean {
    return this.#frontier().isComplete;
  }

  #isUnderWay(name: string): boolean {
    return (
      this.#steps[`${name}/cordon`] !== undefined &&
      this.#steps[`${name}/uncordon`] !== done
    );
  }

  #frontier() {
    const seen = out(...new Set([...this.#others, ...this.#seenOfOurs]));
    return frontierOf(this.plan, this.#steps, {
      outOfService: { nodes: seen },
    });
  }
}
