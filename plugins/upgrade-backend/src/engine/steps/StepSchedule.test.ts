import { SeededRandom } from '@cluster-upgrade/plugin-upgrade-node';
import { DEFAULT_OPTIONS } from '../EngineOptions';
import { StepSchedule } from './StepSchedule';

const { recheckMs, minGapMs, maxGapMs, minBackoffMs, maxBackoffMs } =
  DEFAULT_OPTIONS;

describe('StepSchedule', () => {
  let schedule: StepSchedule;

  beforeEach(() => {
    schedule = new StepSchedule(DEFAULT_OPTIONS, new SeededRandom(1));
  });

  const wake = (nowMs: number) => schedule.wake(nowMs, () => true);
  const dueAtMs = () => schedule.nextDueAtMs(() => true);

  it('has every step due that it doesn’t know, as after a crash', () => {
    expect(schedule.isDue('a', 0)).toBe(true);
  });

  it('looks again after a while by itself, not always the same', () => {
    schedule.begun('a', 0);
    expect(dueAtMs()).toBeGreaterThanOrEqual(recheckMs * 0.8);
    expect(dueAtMs()).toBeLessThanOrEqual(recheckMs * 1.2);
  });

  it('looks again when the step asked for it', () => {
    schedule.begun('a', 0);
    schedule.answered('a', 10, true, 500);
    expect(dueAtMs()).toBe(510);
  });

  it('looks at once when something changes, but leaves a gap', () => {
    schedule.begun('a', 0);
    wake(20);
    expect(dueAtMs()).toBe(minGapMs);
    schedule.begun('a', 1_000);
    wake(5_000);
    expect(dueAtMs()).toBe(5_000);
  });

  it('keeps a waking that came while the step was looking', () => {
    schedule.begun('a', 0);
    wake(50);
    schedule.answered('a', 60, true);
    expect(dueAtMs()).toBe(minGapMs);
  });

  it('leaves larger gaps while looks find nothing new, and the least after news', () => {
    const gaps = [false, false, false, false, false, false, false, true].map(
      (isNews, look) => {
        const nowMs = look * 100_000;
        schedule.begun('a', nowMs);
        wake(nowMs);
        schedule.answered('a', nowMs, isNews);
        wake(nowMs);
        return dueAtMs()! - nowMs;
      },
    );
    expect(gaps.slice(0, 4)).toEqual([100, 200, 400, 800]);
    expect(gaps[6]).toBe(maxGapMs);
  });

  it('wakes those that a change concerns', () => {
    schedule.begun('a', 0);
    schedule.begun('b', 0);
    schedule.wake(5_000, stepId => stepId === 'b');
    expect(schedule.isDue('a', 5_000)).toBe(false);
    expect(schedule.isDue('b', 5_000)).toBe(true);
  });

  it('backs off after errors, whatever changes meanwhile', () => {
    schedule.begun('a', 0);
    expect(schedule.failed('a', 0)).toBe(1);
    const first = dueAtMs()!;
    expect(first).toBeGreaterThanOrEqual(minBackoffMs / 2);
    wake(1);
    expect(dueAtMs()).toBe(first);
    for (let errors = 2; errors < 40; errors += 1) {
      expect(schedule.failed('a', 0)).toBe(errors);
    }
    expect(dueAtMs()).toBeGreaterThanOrEqual(maxBackoffMs / 2);
    expect(dueAtMs()).toBeLessThanOrEqual(maxBackoffMs);
  });

  it('waits as long as the API asked', () => {
    schedule.failed('a', 0, 120_000);
    expect(dueAtMs()).toBe(120_000);
  });

  it('counts errors anew after an answer', () => {
    schedule.failed('a', 0);
    schedule.answered('a', 10, true);
    expect(schedule.failed('a', 20)).toBe(1);
  });

  describe('what was watched without a gap', () => {
    const look = (nowMs: number, idleMs = 0, isStale = false) => {
      schedule.begun('a', nowMs);
      const sinceMs = schedule.watchedSinceMs('a', nowMs, idleMs, isStale);
      schedule.answered('a', nowMs, false);
      return sinceMs;
    };

    it('goes on as long as looks follow one another', () => {
      expect(
        [0, recheckMs, 2 * recheckMs, 5 * recheckMs].map(nowMs => look(nowMs)),
      ).toEqual([0, 0, 0, 0]);
    });

    it('begins anew when the next look comes too late', () => {
      look(0);
      expect(look(3 * recheckMs + 1)).toBe(3 * recheckMs + 1);
    });

    it('begins anew after time in which nobody carried the step on', () => {
      look(0);
      expect(look(100, 50)).toBe(100);
      expect(look(200, 50)).toBe(100);
    });

    it('begins anew at every look while the watches are silent', () => {
      look(0);
      expect(look(100, 0, true)).toBe(100);
      expect(look(200, 0, true)).toBe(200);
      expect(look(300)).toBe(200);
    });

    it('begins anew after an error', () => {
      look(0);
      schedule.failed('a', 10);
      expect(look(100)).toBe(100);
    });
  });

  it('forgets steps that are over', () => {
    schedule.begun('a', 0);
    schedule.begun('b', 0);
    schedule.keepOnly([]);
    expect(dueAtMs()).toBeUndefined();
  });
});
