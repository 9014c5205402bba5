import { StepState, WaitRequest } from '@cluster-upgrade/plugin-upgrade-common';
import { StepOutcome } from '@cluster-upgrade/plugin-upgrade-node';
import { sampleStep } from '@cluster-upgrade/simulation/fixtures';
import { BAD, DONE, FAILED, waitingFor } from '@cluster-upgrade/simulation';
import { settleStep } from './settleStep';

const LIMIT_MS = 60_000;
const step = sampleStep({ id: 'a', limitMs: LIMIT_MS });
const begun: StepState = { status: 'running', attempt: 1, startedAtMs: 1_000 };

const settle = (
  outcome: StepOutcome,
  nowMs: number,
  before: StepState = begun,
) => settleStep('upgrade', step, before, outcome, nowMs);

describe('settleStep', () => {
  it('takes note of what is done and what failed', () => {
    expect(settle(DONE, 2_000)).toMatchObject({ type: 'step-done' });
    expect(settle(FAILED, 2_000)).toMatchObject({
      type: 'step-failed',
      data: { failure: BAD },
    });
  });

  it('names the step by what it could not take back, and says nothing of a leftover otherwise', () => {
    const leftover = { cause: { code: 'kept', text: 'It stays' } };
    expect(settle({ ...DONE, leftover } as StepOutcome, 2_000)).toMatchObject({
      data: { leftover: { stepId: 'a', title: 'Do a', ...leftover } },
    });
    expect(settle(DONE, 2_000)?.data).not.toHaveProperty('leftover');
  });

  it('says since when and until when a step waits', () => {
    expect(settle(waitingFor('x'), 5_000)).toMatchObject({
      type: 'step-waiting',
      data: { wait: { sinceMs: 5_000, untilMs: 1_000 + LIMIT_MS } },
    });
  });

  const waitAfter = (outcome: StepOutcome, nowMs: number): StepState => {
    const event = settle(outcome, nowMs) as {
      data: { wait: StepState['wait'] };
    };
    return { ...begun, status: 'waiting', wait: event.data.wait };
  };

  it('says nothing when nothing changed', () => {
    const before = waitAfter(waitingFor('x'), 5_000);
    expect(settle(waitingFor('x'), 9_000, before)).toBeUndefined();
  });

  it('counts a wait for another condition from its own begin', () => {
    const before = waitAfter(waitingFor('x'), 5_000);
    expect(settle(waitingFor('y'), 9_000, before)).toMatchObject({
      data: { wait: { sinceMs: 9_000 } },
    });
  });

  const pod = (name: string) => ({ apiVersion: 'v1', kind: 'Pod', name });

  it('goes on counting a wait whose object changes, as from pod to pod of a drain', () => {
    const before = waitAfter(waitingFor('x', { object: pod('a') }), 5_000);
    const next = waitingFor('x', { object: pod('b') });
    expect(settle(next, 9_000, before)).toMatchObject({
      data: { wait: { sinceMs: 5_000, object: { name: 'b' } } },
    });
  });

  it.each<[string, string | undefined, string | undefined, number]>([
    ['from its own begin for another owner', 'shop/a', 'shop/b', 9_000],
    ['on for the same owner', 'shop/a', 'shop/a', 5_000],
    ['on where the owner comes to be known', undefined, 'shop/a', 5_000],
    ['on where nobody is called any more', 'shop/a', undefined, 5_000],
  ])('counts a budget’s block %s', (_, first, second, sinceMs) => {
    const blockedBy = (ref: string | undefined, name: string) =>
      waitingFor('x', {
        kind: 'budget',
        object: pod(name),
        unblocks: { kind: 'application-owner', ...(ref && { ref }) },
      });
    const before = waitAfter(blockedBy(first, 'a'), 5_000);
    expect(settle(blockedBy(second, 'b'), 9_000, before)).toMatchObject({
      data: { wait: { sinceMs } },
    });
  });

  const AT_LIMIT_MS = 1_000 + LIMIT_MS;

  it.each([
    ['fail-step', 'step-failed'],
    ['continue', 'step-done'],
    ['hold', 'step-waiting'],
  ] as const)('does at the limit what the wait says: %s', (atLimit, type) => {
    const outcome = waitingFor('x', { atLimit });
    expect(settle(outcome, AT_LIMIT_MS - 1)).toMatchObject({
      type: 'step-waiting',
    });
    expect(settle(outcome, AT_LIMIT_MS)).toMatchObject({ type });
  });

  it('says in sentences what was waited for until the limit, and why', () => {
    const text = (wait: Partial<WaitRequest>) =>
      settle(waitingFor('x', wait), AT_LIMIT_MS);
    const failedWith = (expected: string) => ({
      data: { failure: { cause: { text: expected } } },
    });
    expect(text({ object: pod('a') })).toMatchObject(
      failedWith(
        "'Do a' was not done within 1 min. It waited until x is met. Not yet.",
      ),
    );
    expect(
      text({
        kind: 'budget',
        why: { code: 'budget-allows-none', text: "shop's budget blocks a" },
      }),
    ).toMatchObject(
      failedWith("'Do a' was not done within 1 min. shop's budget blocks a."),
    );
  });

  it('blames the cluster for a wait, but not for an API that gave no answer', () => {
    const failure = (kind: 'rollout' | 'api') =>
      settle(waitingFor('x', { kind }), AT_LIMIT_MS);
    expect(failure('rollout')).toMatchObject({
      data: { failure: { kind: 'measured' } },
    });
    expect(failure('api')).toMatchObject({
      data: { failure: { kind: 'error' } },
    });
  });

  it('does not count the time in which no worker could carry the step on', () => {
    const idle = { ...begun, idleMs: 10_000 };
    const outcome = waitingFor('x');
    expect(settle(outcome, AT_LIMIT_MS + 9_999, idle)).toMatchObject({
      type: 'step-waiting',
    });
    expect(settle(outcome, AT_LIMIT_MS + 10_000, idle)).toMatchObject({
      type: 'step-failed',
    });
  });

  it('takes note of success at the last moment', () => {
    expect(settle(DONE, AT_LIMIT_MS + 1)).toMatchObject({ type: 'step-done' });
  });
});
