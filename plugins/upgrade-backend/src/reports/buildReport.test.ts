import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AcceptedFinding,
  ApplicationHealth,
  evolve,
  Failure,
  NewEvent,
  UpgradeEvent,
  UpgradeState,
  WaitKind,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  samplePlan,
  sampleStep,
  sampleUndo,
} from '@cluster-upgrade/simulation/fixtures';
import { buildReport, ReportInput } from './buildReport';
import { RunPlans } from './runPlans';
import { reportMarkdown } from './reportMarkdown';

/** A log that an engine wrote, with the plans that it ran, one per line. */
function recorded(name: string): ReportInput {
  const lines = readFileSync(
    join(__dirname, '__fixtures__', `${name}.jsonl`),
    'utf8',
  )
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  const plans = lines.flatMap(({ plan }) => (plan ? [plan] : []));
  return {
    events: lines.flatMap(({ event }) => (event ? [event] : [])),
    plans: Object.fromEntries(
      plans.map(plan => [plan.kind, plan]),
    ) as unknown as RunPlans,
    nowMs: Date.UTC(2030, 0),
  };
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

describe.each(['completed', 'rolled-back'])('the report of a %s log', name => {
  const input = recorded(name);
  const report = buildReport(input);

  it('reads as a person agreed; UPDATE_GOLDEN=1 renews it', () => {
    const file = join(__dirname, '__golden__', `${name}.txt`);
    const text = reportMarkdown(report);
    if (process.env.UPDATE_GOLDEN) {
      writeFileSync(file, text);
    }
    expect(text).toBe(readFileSync(file, 'utf8'));
  });

  it('says where all of the time went, at every moment of the upgrade', () => {
    for (let length = 1; length <= input.events.length; length++) {
      const events = input.events.slice(0, length);
      const nowMs = events.at(-1)!.atMs + 7;
      const { totalMs, ...parts } = buildReport({
        ...input,
        events,
        nowMs,
      }).durations;
      const isOver = length === input.events.length;
      expect(sum(Object.values(parts))).toBe(totalMs);
      expect(totalMs).toBe(nowMs - events[0].atMs - (isOver ? 7 : 0));
    }
  });

  it('agrees with the state that the same events make', () => {
    const state = input.events.reduce<UpgradeState | undefined>(
      evolve,
      undefined,
    )!;
    const counted = Object.values(state.steps.upgrade).filter(
      ({ status }) => status === 'done',
    );
    expect(report).toMatchObject({
      isFinal: true,
      outcome: state.outcome,
      finishedAtMs: state.finishedAtMs,
      planVersusActual: { done: counted.length, failed: 0 },
      restore: { proof: state.proof },
    });
  });

  it('keeps held-up time within the time of each phase and step', () => {
    for (const phase of report.timeline) {
      expect(phase.waitedMs).toBeLessThanOrEqual(phase.durationMs);
    }
    for (const step of report.planVersusActual.steps) {
      expect(step.waitedMs).toBeLessThanOrEqual(step.durationMs);
    }
  });
});

describe('the report of a rolled-back log', () => {
  it('names the breach as the first cause', () => {
    const { firstCause, thresholds } = buildReport(recorded('rolled-back'));
    expect(firstCause).toMatchObject({
      failure: {
        cause: {
          code: 'threshold-exceeded',
          params: { applicationId: 'shop/shop', failing: 1, allowed: 0 },
        },
      },
      followers: 0,
    });
    expect(thresholds[0]).toMatchObject({
      threshold: { applicationId: 'shop/shop' },
      timesExceeded: 1,
      isNearMiss: false,
    });
  });
});

const START = Date.UTC(2026, 0, 1);
const BAD: Failure = {
  kind: 'measured',
  cause: { code: 'bad', text: 'It is bad' },
  remedy: 'Mend it',
};
const PLAN = samplePlan(
  [
    sampleStep({
      id: 'a',
      undo: [sampleUndo({ id: 'undo-a', title: 'Take a back' })],
    }),
    sampleStep({ id: 'b', reversibility: 'forward-only' }),
  ],
  {
    thresholds: [
      {
        applicationId: 'shop/shop',
        maxFailures: 2,
        unit: 'count',
        mustLastMs: 1000,
        action: 'rollback',
        source: 'platform-default',
        sourceName: 'default',
        allowedInstances: 2,
      },
    ],
  },
);

/** Events with the seconds after the start at which they happened. */
function log(...entries: Array<[atSeconds: number, event: NewEvent]>) {
  return entries.map(([atSeconds, event], index) => ({
    upgradeId: 'u-1',
    seq: index + 1,
    atMs: START + atSeconds * 1000,
    ...event,
  })) as UpgradeEvent[];
}

function on<T extends NewEvent['type']>(
  type: T,
  data: NewEvent<T>['data'],
  actor = 'engine',
): NewEvent {
  return { type, data, actor } as NewEvent;
}

const step = (stepId: string) => ({ plan: 'upgrade' as const, stepId });

function waiting(
  stepId: string,
  kind: WaitKind,
  sinceSeconds: number,
  params?: Record<string, number>,
) {
  return on('step-waiting', {
    ...step(stepId),
    wait: {
      kind,
      condition: { code: kind, text: kind },
      why: { code: 'why', params, text: 'why' },
      sinceMs: START + sinceSeconds * 1000,
      untilMs: START + 3_600_000,
      unblocks: { kind: 'nobody-needed' },
      atLimit: 'hold',
    },
  });
}

function health(failing: number): ApplicationHealth {
  return {
    applicationId: 'shop/shop',
    verdict: failing > 2 ? 'breach' : 'watch',
    desired: 4,
    ready: 4 - failing,
    failing: Array.from({ length: failing }, (_, index) => ({
      pod: `shop-${index}`,
      reason: 'crash-loop',
      detail: 'back-off',
      sinceMs: START,
    })),
    knownBeforeStart: ['shop-9'],
    allowedInstances: 2,
    rule: { code: 'rule', text: 'rule' },
    judgedAtMs: START,
  };
}

const CREATED = on(
  'created',
  {
    clusterRef: 'resource:default/prod',
    platform: 'sample',
    fromVersion: '1.0.0',
    toVersion: '2.0.0',
    planId: 'p-1',
    planHash: 'sha256:x',
    overriddenFindings: ['risk'],
  },
  'user:default/mia',
);

const BEGUN: Array<[number, NewEvent]> = [
  [0, CREATED],
  [10, on('claimed', { worker: 'w', epoch: 1 })],
  [10, on('snapshot-begun', {})],
  [12, on('snapshot-taken', { objects: 1 })],
  [12, on('started', {})],
  [12, on('step-started', { ...step('a'), attempt: 1 })],
];

function reportOf(
  entries: Array<[number, NewEvent]>,
  nowSeconds = 1000,
  acceptedFindings: AcceptedFinding[] = [],
) {
  const [[at, created], ...begun] = BEGUN;
  const data = { ...created.data, acceptedFindings };
  return buildReport({
    events: log([at, { ...created, data } as NewEvent], ...begun, ...entries),
    plans: { upgrade: PLAN },
    nowMs: START + nowSeconds * 1000,
  });
}

describe('buildReport', () => {
  it('tells work, waiting, pauses and the queue apart', () => {
    const { durations, timeline, longestWaits } = reportOf(
      [
        [20, waiting('a', 'rollout', 20)],
        [50, waiting('a', 'budget', 50)],
        [150, on('step-done', { ...step('a'), result: BAD.cause })],
        [150, on('pause-begun', {})],
        [150, on('paused', {})],
        [450, on('resumed', {})],
        [450, on('step-started', { ...step('b'), attempt: 1 })],
        [460, on('step-done', { ...step('b'), result: BAD.cause })],
        [460, on('finished', { outcome: 'completed' })],
      ],
      9999,
    );
    expect(durations).toEqual({
      totalMs: 460_000,
      queuedMs: 10_000,
      // Snapshot, first step, its rollout, the second step.
      workedMs: 2_000 + 8_000 + 30_000 + 10_000,
      waitedMs: 100_000,
      pausedMs: 300_000,
      decidingMs: 0,
    });
    expect(timeline).toMatchObject([
      {
        phaseId: 'main',
        durationMs: 448_000 - 300_000,
        waitedMs: 100_000,
        steps: { total: 2, done: 2 },
      },
    ]);
    expect(longestWaits.map(wait => wait.durationMs)).toEqual([
      100_000, 30_000,
    ]);
  });

  it('counts a soak among the longest waits only while something is not healthy', () => {
    const soaking = (params?: { sinceMs: number }) =>
      reportOf([[20, waiting('a', 'soak', 20, params)]], 120).longestWaits;
    expect(soaking()).toHaveLength(1);
    expect(soaking({ sinceMs: START })).toEqual([]);
  });

  it('counts what has not ended up to now', () => {
    const unfinished = reportOf([[20, waiting('a', 'budget', 20)]], 120);
    expect(unfinished).toMatchObject({
      isFinal: false,
      asOfMs: START + 120_000,
      durations: { totalMs: 120_000, waitedMs: 100_000 },
      longestWaits: [{ durationMs: 100_000 }],
      planVersusActual: { planned: 2, notStarted: 1 },
    });
    expect(unfinished.timeline[0].finishedAtMs).toBeUndefined();
  });

  it('is a near miss when all allowed failures were used up, and no more', () => {
    const near = reportOf([[13, on('health-changed', { health: health(2) })]]);
    expect(near.thresholds[0]).toMatchObject({
      worstFailing: 2,
      timesExceeded: 0,
      isNearMiss: true,
      knownBeforeStart: ['shop-9'],
    });
    const fine = reportOf([[13, on('health-changed', { health: health(1) })]]);
    expect(fine.thresholds[0].isNearMiss).toBe(false);
  });

  it('names the first failure, and counts what came after it', () => {
    const { firstCause } = reportOf([
      [20, on('threshold-exceeded', { health: health(3) })],
      [30, on('step-failed', { ...step('a'), failure: BAD })],
      [30, on('needs-attention', { failure: BAD })],
    ]);
    expect(firstCause).toMatchObject({
      seq: 7,
      failure: { cause: { code: 'threshold-exceeded' } },
      followers: 2,
    });
  });

  it('forgets what a retry mended', () => {
    const { firstCause, planVersusActual } = reportOf([
      [20, on('step-failed', { ...step('a'), failure: BAD })],
      [20, on('needs-attention', { failure: BAD })],
      [60, on('retried', { steps: ['a'] })],
      [60, on('step-retried', step('a'))],
      [60, on('step-started', { ...step('a'), attempt: 2 })],
      [70, on('step-done', { ...step('a'), result: BAD.cause })],
      [70, on('finished', { outcome: 'completed' })],
    ]);
    expect(firstCause).toBeUndefined();
    expect(planVersusActual).toMatchObject({
      retries: 1,
      failed: 0,
      done: 1,
      steps: [{ attempts: 2, durationMs: 58_000 }],
    });
  });

  it('names what was gone round on the way and on the way back, but for a try that was given up', () => {
    const skip = (plan: 'upgrade' | 'rollback', name: string, by: string) =>
      on('lane-skipped', { plan, laneId: `node/${name}`, reason: 'dead', by });
    const back = on('rollback-begun', { automatic: false, steps: 1 });
    const report = reportOf([
      [20, skip('upgrade', 'n-1', 'engine')],
      [30, back],
      [40, skip('rollback', 'n-2', 'user:default/mia')],
      [50, on('needs-attention', { failure: BAD })],
      [55, on('cancel-begun', { steps: 1 })],
      [60, on('needs-attention', { failure: BAD })],
      [65, back],
      [70, skip('rollback', 'n-3', 'user:default/mia')],
    ]);
    expect(report.skipped).toMatchObject([
      { plan: 'upgrade', name: 'n-1', by: 'engine', reason: 'dead' },
      { plan: 'rollback', name: 'n-3', by: 'user:default/mia' },
    ]);
    const text = reportMarkdown(report);
    expect(text).toContain('## Skipped');
    expect(text).toMatch(
      /\| n-1 \| the upgrade \| .* \| the upgrade engine \| dead \|/,
    );
    expect(reportMarkdown(reportOf([]))).not.toContain('## Skipped');
  });

  it('lists what people decided, with who and why', () => {
    const { decisions } = reportOf([
      [
        20,
        on(
          'control-requested',
          { action: 'pause', reason: 'Lunch' },
          'user:default/tom',
        ),
      ],
      [21, on('note', { text: 'Call me' }, 'user:default/mia')],
    ]);
    expect(decisions).toMatchObject([
      {
        by: 'user:default/tom',
        text: { text: expect.stringMatching(/^tom asked [^:]*\.$/) },
        reason: 'Lunch',
        seq: 7,
      },
      { by: 'user:default/mia', text: { code: 'note' } },
    ]);
  });

  it('says what a cancelled upgrade leaves behind', () => {
    const cancelled = reportOf([
      [20, on('step-done', { ...step('a'), result: BAD.cause })],
      [20, on('cancel-begun', { steps: 0 })],
      [20, on('finished', { outcome: 'stopped-mixed' })],
    ]);
    expect(cancelled.restore.notRestored).toEqual([
      'Do a: stays, because a cancel undoes nothing',
    ]);
  });

  it('names what somebody decided to leave, with its cause, the decision and its reason', () => {
    const cleanup = {
      ...samplePlan([sampleStep({ id: 'one' }), sampleStep({ id: 'two' })]),
      kind: 'cleanup' as const,
    };
    const key = { plan: 'cleanup' as const, stepId: 'one' };
    const events = log(
      ...BEGUN,
      [20, on('cancel-begun', { steps: 2 })],
      [21, on('step-started', { ...key, attempt: 1 })],
      [22, on('step-failed', { ...key, failure: BAD })],
      [22, on('needs-attention', { failure: BAD })],
      [
        30,
        on(
          'control-requested',
          { action: 'end', reason: 'The node is gone' },
          'user:default/mia',
        ),
      ],
      [
        31,
        on('finished', {
          outcome: 'stopped-mixed',
          leftovers: [
            { stepId: 'one', title: 'Do one', cause: BAD.cause },
            { stepId: 'two', title: 'Do two' },
          ],
        }),
      ],
    );
    const report = buildReport({
      events,
      plans: { upgrade: PLAN, cleanup },
      nowMs: START + 60_000,
    });
    expect(report.restore.notRestored.slice(0, 2)).toEqual([
      `Do one: failed, ${BAD.cause.text}`,
      'Do two: pending',
    ]);
    expect(report.sentence.text).toContain(
      `Left over: Do one (${BAD.cause.text.replace(/\.$/, '')}); Do two.`,
    );
    expect(report.decisions.at(-1)).toMatchObject({
      by: 'user:default/mia',
      reason: 'The node is gone',
    });
    expect(reportMarkdown(report)).toContain('Left over: Do one');
  });

  it('counts the time until somebody decided as such, and not as a pause', () => {
    const { durations, timeline } = reportOf([
      [20, on('step-failed', { ...step('a'), failure: BAD })],
      [20, on('needs-attention', { failure: BAD })],
      [65, on('retried', { steps: ['a'] })],
      [70, on('finished', { outcome: 'completed' })],
    ]);
    expect(durations).toMatchObject({ decidingMs: 45_000, pausedMs: 0 });
    expect(timeline[0].durationMs).toBeLessThan(45_000);
  });

  it('counts no pause in which a step was held as its wait', () => {
    const wait = waiting('a', 'operator-gate', 20);
    const heldWait = {
      ...wait.data,
      wait: { ...(wait.data as { wait: object }).wait, isSuspended: true },
    };
    const report = reportOf([
      [20, on('pause-begun', {})],
      [20, { ...wait, data: heldWait } as NewEvent],
      [20, on('paused', {})],
      [620, on('resumed', {})],
      [620, waiting('a', 'rollout', 620)],
      [630, on('step-done', { ...step('a'), result: BAD.cause })],
      [630, on('finished', { outcome: 'completed' })],
    ]);
    expect(report.durations.pausedMs).toBe(600_000);
    expect(report.longestWaits.map(({ durationMs }) => durationMs)).toEqual([
      10_000,
    ]);
    expect(report.planVersusActual.steps[0].waitedMs).toBe(0);
  });

  it('says what a rollback could not take back', () => {
    const events = log(
      ...BEGUN,
      [20, on('step-done', { ...step('a'), result: BAD.cause })],
      [20, on('step-started', { ...step('b'), attempt: 1 })],
      [21, on('step-done', { ...step('b'), result: BAD.cause })],
      [22, on('rollback-begun', { automatic: false, steps: 2 })],
      [23, on('step-started', { plan: 'rollback', stepId: 'one', attempt: 1 })],
      [
        24,
        on('step-done', {
          plan: 'rollback',
          stepId: 'one',
          result: BAD.cause,
        }),
      ],
    );
    const rollback = {
      ...samplePlan([sampleStep({ id: 'one' }), sampleStep({ id: 'two' })]),
      kind: 'rollback' as const,
    };
    const { restore } = buildReport({
      events,
      plans: { upgrade: PLAN, rollback },
      nowMs: START + 30_000,
    });
    expect(restore).toEqual({
      proof: undefined,
      givenBack: ['Do one'],
      notRestored: ['Do two: pending', "Do b: can't be undone"],
    });
  });

  it('tells what a way back came to that did not restore everything', () => {
    const result = { code: 'forward-only', text: 'There is no way back' };
    const events = log(
      ...BEGUN,
      [22, on('rollback-begun', { automatic: false, steps: 1 })],
      [23, on('step-started', { plan: 'rollback', stepId: 'one', attempt: 1 })],
      [24, on('step-done', { plan: 'rollback', stepId: 'one', result })],
      [25, on('restore-check-begun', {})],
      [
        26,
        on('restore-checked', {
          proof: {
            comparedAtMs: START,
            total: 1,
            restored: 0,
            differences: [
              {
                object: { apiVersion: 'v1', kind: 'Store', name: 'prod' },
                pointer: '/spec/image',
                expected: 'old',
                found: 'new',
              },
            ],
          },
        }),
      ],
    );
    const rollback = {
      ...samplePlan([sampleStep({ id: 'one' })]),
      kind: 'rollback' as const,
    };
    const { restore } = buildReport({
      events,
      plans: { upgrade: PLAN, rollback },
      nowMs: START + 30_000,
    });
    expect(restore.givenBack).toEqual(['Do one: There is no way back']);
  });

  it('lets nothing that clusters and people wrote become Markdown, HTML or terminal codes', () => {
    const evil =
      '<img src=x onerror=alert(1)> [x](javascript:alert(1))\r\u2028# no \u001b[31m\u202e';
    const report = reportOf([
      [20, on('note', { text: evil }, 'user:default/x')],
      [
        21,
        on('needs-attention', {
          failure: {
            kind: 'error',
            cause: { code: 'bad', text: evil },
            remedy: evil,
          },
        }),
      ],
    ]);
    expect(report.sentence.text).toContain('onerror');
    const text = reportMarkdown(report);
    expect(text.match(/onerror/g)!.length).toBeGreaterThanOrEqual(4);
    expect(text).not.toMatch(/(?<!\\)[<>]/);
    expect(text).not.toMatch(/(?<!\\)\]\(/);
    expect(text).not.toMatch(/[\r\u2028\u202e]/);
    expect(text).not.toContain('\u001b');
    expect(text).not.toMatch(/^# no/m);
  });

  it('keeps what clusters and people wrote within its line and its cell', () => {
    const nasty = reportOf(
      [
        [
          20,
          on('note', { text: 'first\n\n# second | third' }, 'user:default/x'),
        ],
      ],
      30,
      [
        {
          findingId: 'risk',
          title: 'A | risk',
          reason: 'line\nbreak',
          by: 'user:default/mia',
          atMs: START,
          observed: 'seen',
        },
      ],
    );
    const text = reportMarkdown(nasty);
    expect(text).not.toMatch(/^# second/m);
    expect(text).toContain('line break');
  });

  it('reads a log of a hundred thousand events within seconds', () => {
    const steps = Array.from({ length: 25_000 }, (_, index) =>
      sampleStep({ id: `s${index}` }),
    );
    const entries = steps.flatMap(
      ({ id }, index): Array<[number, NewEvent]> => [
        [20 + index, on('step-started', { ...step(id), attempt: 1 })],
        [20 + index, waiting(id, 'rollout', 20 + index)],
        [20 + index, on('step-done', { ...step(id), result: BAD.cause })],
        [
          20 + index,
          on('step-progress', {
            ...step(id),
            targets: { [id]: { status: 'done' } },
          }),
        ],
      ],
    );
    const big = buildReport({
      events: log(...BEGUN, ...entries),
      plans: { upgrade: samplePlan(steps) },
      nowMs: START + 100_000_000,
    });
    expect(big.planVersusActual.done).toBe(25_000);
  });
});
