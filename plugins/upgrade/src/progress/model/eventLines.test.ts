import {
  CALL_AFTER_MS,
  UpgradeEvent,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  BUDGET_WAIT,
  runningScenario,
  startStep,
  waitStep,
} from '../../testFixtures/scenario';
import { eventLines, eventWriter } from './eventLines';

function aLog() {
  const { plan, log } = runningScenario({ nodes: 2, done: 0 });
  startStep(log, 'w-1/cordon');
  waitStep(log, 'w-1/cordon');
  waitStep(log, 'w-1/cordon');
  log.add('note', { text: 'Looking into it' }, 'user:default/mia');
  return { events: log.events, writer: eventWriter({ upgrade: plan }) };
}

describe('eventLines', () => {
  it('names steps by their titles and folds what repeats', () => {
    const { events, writer } = aLog();
    const lines = eventLines(events, 'important', writer);
    const wait = lines.find(({ count }) => count > 1);
    expect(wait).toMatchObject({ count: 2, glyph: 'waiting' });
    expect(lines.at(-1)?.text).toBe('mia noted: Looking into it.');
    expect(lines.some(({ text }) => text.startsWith('Begun'))).toBe(false);
  });

  it('tells a wait whose reason changes once, with the latest reason', () => {
    const { plan, log } = runningScenario({ nodes: 2, done: 0 });
    startStep(log, 'w-1/cordon');
    ['first', 'second'].forEach(text =>
      waitStep(log, 'w-1/cordon', {
        kind: 'node',
        why: { code: 'c', text },
      }),
    );
    const later = BUDGET_WAIT.sinceMs + CALL_AFTER_MS;
    log.add('note', { text: 'It lasts' }, 'user:default/mia', later);
    const writer = eventWriter({ upgrade: plan });
    const waits = (filter: Parameters<typeof eventLines>[1]) =>
      eventLines(log.events, filter, writer).filter(({ text }) =>
        text.toLowerCase().includes('waiting until'),
      );
    expect(waits('important').map(({ text }) => text)).toEqual([
      expect.stringContaining('second'),
    ]);
    expect(waits('everything')).toHaveLength(2);
  });

  it('shows every event on request, and only decisions on request', () => {
    const { events, writer } = aLog();
    const count = (filter: Parameters<typeof eventLines>[1]) =>
      eventLines(events, filter, writer).reduce((sum, l) => sum + l.count, 0);
    expect(count('everything')).toBe(events.length);
    expect(
      eventLines(events, 'decisions', writer).map(({ text }) => text),
    ).toEqual([
      expect.stringContaining('started'),
      expect.stringContaining('noted'),
    ]);
  });

  it('writes each event once, however often the log is drawn', () => {
    const { events, writer } = aLog();
    const spied = new Set<UpgradeEvent>();
    const first = eventLines(events, 'everything', event => {
      spied.add(event);
      return writer(event);
    });
    const again = eventLines(events, 'everything', writer);
    expect(spied.size).toBe(events.length);
    again.forEach((line, i) => expect(line.text).toBe(first[i].text));
  });
});
