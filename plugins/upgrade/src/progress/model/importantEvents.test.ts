import {
  CALL_AFTER_MS,
  WaitReason,
} from '@cluster-upgrade/plugin-upgrade-common';
import { START_MS } from '../../testFixtures/EventLog';
import {
  BUDGET_WAIT,
  finishStep,
  runningScenario,
  Scenario,
} from '../../testFixtures/scenario';
import { step } from '../../testFixtures/plan';
import { eventLines, eventWriter } from './eventLines';

function importantLines({ plan, log }: Scenario): string[] {
  const plans = { upgrade: plan };
  const writer = eventWriter(plans);
  return eventLines(log.events, 'important', writer, plans).map(
    ({ text }) => text,
  );
}

function waitFrom(
  { log }: Scenario,
  atMs: number,
  wait: Partial<WaitReason> = {},
) {
  log.add(
    'step-waiting',
    {
      plan: 'upgrade',
      stepId: 'w-1/drain',
      wait: { ...BUDGET_WAIT, sinceMs: atMs, ...wait },
    },
    'engine',
    atMs,
  );
}

function judge({ log }: Scenario, verdict: 'good' | 'watch' | 'breach') {
  log.add('health-changed', {
    health: {
      applicationId: 'shop/checkout',
      verdict,
      desired: 1,
      ready: 1,
      failing: [],
      knownBeforeStart: [],
      allowedInstances: 0,
      rule: { code: 'rule', text: 'None may fail.' },
      judgedAtMs: 0,
    },
  });
}

describe('important events', () => {
  it('have one line for each node that is done', () => {
    const lines = importantLines(runningScenario({ nodes: 3, done: 2 }));
    expect(lines.filter(text => /w-\d/.test(text))).toEqual([
      'w-1 is done.',
      'w-2 is done.',
    ]);
    expect(lines).toContain('Done: orchestrator. Done.');
  });

  it('have one line for each component, which its last step says', () => {
    const { plan, log } = runningScenario({ nodes: 0, done: 0 });
    const director = { phaseId: 'control', subject: 'director' };
    plan.steps.push(
      step({ ...director, id: 'template', title: 'Change the template' }),
      step({ ...director, id: 'roll', title: 'Roll directors out' }),
    );
    finishStep(log, 'template');
    finishStep(log, 'roll');
    const lines = importantLines({ plan, log });
    expect(lines).toContain('Done: Roll directors out. Done.');
    expect(lines.join()).not.toContain('Change the template');
  });

  it('say nothing of a wait that is over at once, and tell one that lasts', () => {
    const brief = runningScenario({ nodes: 2, done: 0 });
    waitFrom(brief, START_MS + 60_000);
    finishStep(brief.log, 'w-1/drain');
    expect(importantLines(brief).join()).not.toContain('0 may leave');

    const lasting = runningScenario({ nodes: 2, done: 0 });
    waitFrom(lasting, START_MS + 60_000);
    lasting.log.add(
      'note',
      { text: 'Still there' },
      'user:default/mia',
      START_MS + 60_000 + CALL_AFTER_MS,
    );
    expect(importantLines(lasting).join()).toContain('0 may leave');
  });

  it('say nothing of watching what is well, and tell when it is not', () => {
    const soak = {
      kind: 'soak',
      condition: { code: 's', text: 'Healthy' },
    } as const;
    const well = runningScenario({ nodes: 2, done: 0 });
    waitFrom(well, START_MS, {
      ...soak,
      why: { code: 'soaking', params: { sinceMs: 1 }, text: 'Healthy since' },
    });
    const unwell = runningScenario({ nodes: 2, done: 0 });
    waitFrom(unwell, START_MS, {
      ...soak,
      why: { code: 'not-healthy', text: 'not ready: node w-1' },
    });
    for (const { log } of [well, unwell]) {
      log.add('note', { text: 'n' }, 'engine', START_MS + CALL_AFTER_MS);
    }
    expect(importantLines(well).join()).not.toContain('Healthy since');
    expect(importantLines(unwell).join()).toMatch(/not ready: node w-1/i);
  });

  it('tell of an application when it begins and ends to be alarming', () => {
    const scenario = runningScenario({ nodes: 2, done: 0 });
    (['watch', 'good', 'breach', 'breach', 'good'] as const).forEach(verdict =>
      judge(scenario, verdict),
    );
    const told = importantLines(scenario).filter(text =>
      text.startsWith('shop/checkout'),
    );
    expect(told).toEqual([
      expect.stringContaining('Breach'),
      expect.stringContaining('Good'),
    ]);
  });
});
