import { samplePlan, sampleStep } from '../../simulation/samplePlan';
import { knownFrontierOf } from './knownFrontiers';
import { frontierOf } from './readySteps';

const SEEN = {};

describe('knownFrontierOf', () => {
  const plan = samplePlan([
    sampleStep({ id: 'a' }),
    sampleStep({ id: 'b', dependsOn: ['a'] }),
  ]);
  const table = () => ({ a: { status: 'done' as const, attempt: 1 } });

  it('answers as a search would, and does not search twice', () => {
    const steps = table();
    const first = knownFrontierOf(plan, steps, 'all', SEEN);
    expect(first).toEqual(frontierOf(plan, steps, 'all'));
    expect(knownFrontierOf(plan, steps, 'all', SEEN)).toBe(first);
  });

  it('tells apart tables, plans and what is looked for', () => {
    const steps = table();
    const first = knownFrontierOf(plan, steps, 'all', SEEN);
    expect(first.ready.map(({ id }) => id)).toEqual(['b']);
    expect(
      knownFrontierOf(plan, {}, 'all', SEEN).ready.map(({ id }) => id),
    ).toEqual(['a']);
    const other = samplePlan([sampleStep({ id: 'c' })]);
    expect(knownFrontierOf(other, steps, 'all', SEEN).ready[0].id).toBe('c');
    expect(knownFrontierOf(plan, steps, 'begun', SEEN)).not.toBe(first);
  });
});
