import {
  UpgradeEvent,
  UpgradeEventData,
  UpgradeEventType,
} from '../model/event';
import { ApplicationHealth } from '../model/health';
import { WaitReason } from '../model/wait';
import { eventText } from './eventText';

const node = { apiVersion: 'v1', kind: 'Node', name: 'w-1' };
const failure = {
  kind: 'measured',
  cause: { code: 'c', text: 'Node w-1 did not become ready.' },
  remedy: 'Look at its kubelet',
} as const;
const wait: WaitReason = {
  kind: 'node',
  object: node,
  condition: { code: 'ready', text: 'Node w-1 is ready' },
  why: { code: 'not-ready', text: 'Its kubelet stopped posting status' },
  sinceMs: 0,
  untilMs: 900_000,
  unblocks: { kind: 'platform-team' },
  atLimit: 'fail-step',
};
const health: ApplicationHealth = {
  applicationId: 'shop/checkout',
  verdict: 'breach',
  desired: 4,
  ready: 2,
  failing: [
    { pod: 'checkout-1', reason: 'crash-loop', detail: 'exit 1', sinceMs: 0 },
  ],
  knownBeforeStart: [],
  allowedInstances: 0,
  rule: { code: 'r', text: '1 instance fails for 30 s, none may' },
  judgedAtMs: 0,
};
const step = { plan: 'upgrade', stepId: 'node/w-1/drain' } as const;

/** One example per type: a type without words doesn't compile here. */
const EXAMPLES: {
  [T in UpgradeEventType]: [data: UpgradeEventData[T], text: string];
} = {
  created: [
    {
      clusterRef: 'resource:default/prod',
      platform: 'omnicloud',
      fromVersion: 'v1.4.0',
      toVersion: 'v1.5.0',
      planId: 'p',
      planHash: 'h',
      overriddenFindings: ['headroom'],
    },
    'jane started the upgrade of prod from v1.4.0 to v1.5.0, accepting 1 finding.',
  ],
  claimed: [
    { worker: 'backend-1', epoch: 2 },
    'Worker backend-1 took the upgrade up again (epoch 2).',
  ],
  'snapshot-begun': [{}, 'Saving what a rollback needs.'],
  'snapshot-taken': [{ objects: 12 }, 'Snapshot saved: 12 objects.'],
  started: [{}, 'First changes on the cluster can begin.'],
  'step-started': [{ ...step, attempt: 1 }, 'Begun: Drain w-1.'],
  'step-intent': [
    { ...step, effect: { code: 'e', text: 'cordon it' }, object: node },
    'Node w-1: cordon it.',
  ],
  'step-waiting': [
    { ...step, wait },
    'Waiting until Node w-1 is ready. Its kubelet stopped posting status.',
  ],
  'step-progress': [
    {
      ...step,
      targets: {
        'drive/d-1': { status: 'done' },
        'drive/d-2': {
          status: 'held',
          note: { code: 'n', text: 'its data is rebuilt' },
        },
      },
    },
    'Drain w-1: d-1 is done; d-2 is held up, its data is rebuilt.',
  ],
  'step-done': [
    { ...step, result: { code: 'r', text: 'No pod is left to move' } },
    'Done: Drain w-1. No pod is left to move.',
  ],
  'step-failed': [
    { ...step, failure },
    'Failed: Drain w-1. Node w-1 did not become ready. Look at its kubelet.',
  ],
  'step-abandoned': [step, 'Given up: Drain w-1.'],
  'step-retried': [step, 'Will be tried again: Drain w-1.'],
  'health-changed': [
    { health },
    'shop/checkout: Breach, 2 of 4 ready, 1 failing instance, 0 allowed.',
  ],
  'threshold-exceeded': [
    { health },
    'shop/checkout exceeds its failure threshold: 1 instance fails for 30 s, none may.',
  ],
  silenced: [
    {
      applicationId: 'shop/checkout',
      reason: 'a test application',
      untilMs: 3_601_000,
    },
    'jane switched the threshold of shop/checkout off for 1 h: a test application.',
  ],
  'control-requested': [
    { action: 'rollback', reason: 'errors rise' },
    'jane asked to roll back: errors rise.',
  ],
  'lane-skipped': [
    {
      plan: 'rollback',
      laneId: 'node/w-1',
      reason: 'It is dead.',
      by: 'user:default/jane',
    },
    'The way back goes round w-1, as jane decided: It is dead.',
  ],
  'control-refused': [
    { action: 'pause', reason: { code: 'r', text: 'It has finished.' } },
    'The request to pause was refused: It has finished.',
  ],
  'pause-begun': [
    { waitsFor: [{ code: 'c', text: "pauses when 'A' is done, because so" }] },
    "Pausing: pauses when 'A' is done, because so.",
  ],
  paused: [{ reason: 'lunch' }, 'Paused by jane: lunch.'],
  resumed: [{}, 'Resumed by jane.'],
  'needs-attention': [
    { failure },
    'A decision is needed: Node w-1 did not become ready. Look at its kubelet.',
  ],
  retried: [{ steps: ['node/w-1/drain'] }, 'jane lets 1 step be tried again.'],
  'cancel-begun': [
    { steps: 2 },
    'Cancelling: 2 steps to give back what was borrowed; nothing is undone.',
  ],
  'rollback-begun': [
    { automatic: true, cause: failure, steps: 9 },
    'Rolling back automatically, 9 steps: Node w-1 did not become ready.',
  ],
  'restore-check-begun': [{}, 'Comparing the cluster with the snapshot.'],
  'restore-checked': [
    {
      proof: {
        comparedAtMs: 0,
        total: 3,
        restored: 2,
        differences: [
          {
            object: node,
            pointer: '/spec/unschedulable',
            expected: 'absent',
            found: 'true',
          },
        ],
      },
    },
    '2 of 3 objects proven restored. Not restored: Node w-1.',
  ],
  finished: [
    {
      outcome: 'stopped-mixed',
      leftovers: [
        {
          stepId: 's',
          title: 'Uncordon w-1',
          cause: { code: 'c', text: 'no.' },
        },
        { stepId: 't', title: 'Uncordon w-2' },
      ],
    },
    'Stopped, mixed versions. Left over: Uncordon w-1 (no); Uncordon w-2.',
  ],
  note: [{ text: 'looking at it' }, 'jane noted: looking at it.'],
};

function example(type: UpgradeEventType, actor = 'user:default/jane') {
  return {
    upgradeId: 'u-1',
    seq: 2,
    atMs: 1_000,
    actor,
    type,
    data: EXAMPLES[type][0],
  } as UpgradeEvent;
}

describe('eventText', () => {
  const titles = () => 'Drain w-1';

  it.each(Object.keys(EXAMPLES) as UpgradeEventType[])(
    'has one line of words for %s',
    type => {
      expect(eventText(example(type), titles)).toBe(EXAMPLES[type][1]);
    },
  );

  it('names a step by its id while its title is not known', () => {
    expect(eventText(example('step-abandoned'))).toBe(
      'Given up: node/w-1/drain.',
    );
  });

  it('says that a threshold acts again', () => {
    const { data, ...event } = example('silenced');
    const ended = { ...event, data: { ...data, untilMs: event.atMs } };
    expect(eventText(ended as UpgradeEvent)).toMatch(
      /switched the threshold of shop\/checkout on again\.$/,
    );
  });

  it('names the engine where no person acted', () => {
    expect(eventText(example('resumed', 'engine'))).toBe(
      'Resumed by the upgrade engine.',
    );
  });

  it('says so when a newer release wrote it', () => {
    const event = {
      upgradeId: 'u',
      seq: 1,
      atMs: 0,
      actor: 'engine',
      type: 'invented-later',
      data: null,
    } as unknown as UpgradeEvent;
    expect(eventText(event)).toBe(
      'An event of a newer release: type invented-later.',
    );
  });

  it('tells a node that failed from one that a person skipped', () => {
    const skipped = {
      upgradeId: 'u-1',
      seq: 5,
      atMs: 0,
      actor: 'engine',
      type: 'lane-skipped',
      data: {
        plan: 'upgrade',
        laneId: 'node/w-1',
        reason: 'w-1 was not ready within 10 min.',
        by: 'engine',
      },
    } as UpgradeEvent;
    expect(eventText(skipped)).toBe(
      'The upgrade goes round w-1, which failed: w-1 was not ready within 10 min.',
    );
  });
});
