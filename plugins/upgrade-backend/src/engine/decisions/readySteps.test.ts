import { PlanStep, StepState } from '@cluster-upgrade/plugin-upgrade-common';
import fc from 'fast-check';
import { samplePlan, sampleStep } from '@cluster-upgrade/simulation/fixtures';
import { frontierOf } from './readySteps';

const node = (name: string) => ({ id: `node/${name}`, group: 'nodes' });

function lane(name: string): PlanStep[] {
  return [
    sampleStep({ id: `${name}/1`, lane: node(name) }),
    sampleStep({
      id: `${name}/2`,
      lane: node(name),
      dependsOn: [`${name}/1`],
    }),
  ];
}

const done: StepState = { status: 'done', attempt: 1 };
const running: StepState = { status: 'running', attempt: 1 };
const failed: StepState = { status: 'failed', attempt: 1 };

const ids = (steps: PlanStep[]) => steps.map(({ id }) => id);

describe('frontierOf', () => {
  it('begins what depends on nothing that is open', () => {
    const plan = samplePlan([
      sampleStep({ id: 'a' }),
      sampleStep({ id: 'b', dependsOn: ['a'] }),
      sampleStep({ id: 'c', dependsOn: ['a', 'b'] }),
      sampleStep({ id: 'd' }),
    ]);
    expect(ids(frontierOf(plan, {}).ready)).toEqual(['a', 'd']);
    expect(ids(frontierOf(plan, { a: done, d: done }).ready)).toEqual(['b']);
    const all = { a: done, b: done, c: done, d: done };
    expect(frontierOf(plan, all).isComplete).toBe(true);
  });

  it('begins no more lanes than allowed, in plan order', () => {
    const plan = samplePlan([...lane('x'), ...lane('y'), ...lane('z')], {
      laneLimits: { nodes: 2 },
    });
    expect(ids(frontierOf(plan, {}).ready)).toEqual(['x/1', 'y/1']);
    expect(ids(frontierOf(plan, { 'x/1': done }).ready)).toEqual([
      'x/2',
      'y/1',
    ]);
    const xDone = { 'x/1': done, 'x/2': done };
    expect(ids(frontierOf(plan, xDone).ready)).toEqual(['y/1', 'z/1']);
  });

  it('allows one lane of a group that has no limit', () => {
    const plan = samplePlan([...lane('x'), ...lane('y')], { laneLimits: {} });
    expect(ids(frontierOf(plan, {}).ready)).toEqual(['x/1']);
  });

  it('goes on counting a lane that failed half way', () => {
    const plan = samplePlan([...lane('x'), ...lane('y')]);
    const frontier = frontierOf(plan, { 'x/1': failed });
    expect(ids(frontier.failed)).toEqual(['x/1']);
    expect(frontier.ready).toEqual([]);
  });

  it('finishes begun lanes alone when asked to', () => {
    const plan = samplePlan(
      [sampleStep({ id: 'a' }), ...lane('x'), ...lane('y')],
      { laneLimits: { nodes: 2 } },
    );
    const frontier = frontierOf(plan, { 'x/1': done }, { onlyBegun: true });
    expect(ids(frontier.ready)).toEqual(['x/2']);
  });

  it('never exceeds the limit and always ends, whatever the order in which steps are done', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 4 }),
        fc.infiniteStream(fc.nat()),
        (lanes, limit, picks) => {
          const plan = samplePlan(
            Array.from({ length: lanes }, (_, index) =>
              lane(`n${index}`),
            ).flat(),
            { laneLimits: { nodes: limit } },
          );
          const steps: Record<string, StepState> = {};
          for (let turn = 0; turn < 100; turn += 1) {
            const frontier = frontierOf(plan, steps);
            if (frontier.isComplete) {
              return;
            }
            frontier.ready.forEach(({ id }) => {
              steps[id] = running;
            });
            const open = new Set(
              plan.steps
                .filter(({ id }) => steps[id]?.status !== 'done')
                .map(step => step.lane!.id),
            );
            const underWay = new Set(
              plan.steps
                .filter(({ id }) => steps[id])
                .map(step => step.lane!.id)
                .filter(id => open.has(id)),
            );
            expect(underWay.size).toBeLessThanOrEqual(limit);
            const candidates = frontierOf(plan, steps).underWay;
            expect(candidates.length).toBeGreaterThan(0);
            const pick = picks.next().value % candidates.length;
            steps[candidates[pick].id] = done;
          }
          throw new Error('It did not end');
        },
      ),
    );
  });
});
