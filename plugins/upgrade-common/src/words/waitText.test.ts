import { WaitReason } from '../model/wait';
import { unblockerText } from './people';
import { needsPerson, waitedText, waitText } from './waitText';

const wait: WaitReason = {
  kind: 'budget',
  object: {
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: 'shop',
    name: 'checkout-1',
  },
  condition: { code: 'evicted', text: 'No pod is left on node w-1' },
  why: {
    code: 'budget-allows-none',
    text: 'Budget shop/checkout allows no disruption: 3 of 3 instances are needed',
  },
  sinceMs: 0,
  untilMs: 900_000,
  unblocks: { kind: 'application-owner', ref: 'group:default/team-shop' },
  atLimit: 'fail-step',
};

const podWait: WaitReason = { ...wait, kind: 'node' };

describe('waitText', () => {
  it('says object, condition, how long, why, who, and what happens when', () => {
    expect(waitText(podWait, 120_000)).toBe(
      'Pod shop/checkout-1: waiting until no pod is left on node w-1, 2 min so far. Budget shop/checkout allows no disruption: 3 of 3 instances are needed. Can unblock: team-shop. In 13 min the step fails.',
    );
  });

  it('lets a budget speak for itself', () => {
    expect(waitText(wait, 120_000)).toBe(
      'Budget shop/checkout allows no disruption: 3 of 3 instances are needed, 2 min so far. Can unblock: team-shop. In 13 min the step fails.',
    );
  });

  it.each([
    ['fail-step', 960_000, 'Its time was up 1 min ago: the step fails.'],
    ['continue', 840_000, 'In 1 min the upgrade goes on without it.'],
    ['hold', 960_000, 'It goes on waiting until somebody acts.'],
  ] as const)('says what happens at the limit: %s', (atLimit, nowMs, text) => {
    expect(waitText({ ...wait, atLimit }, nowMs)).toMatch(
      new RegExp(`${text}$`),
    );
  });

  it('says how much of a soak is over, instead of how much of its limit', () => {
    const soak: WaitReason = {
      ...podWait,
      kind: 'soak',
      condition: { code: 's', text: 'Healthy', params: { durationMs: 15_000 } },
      why: { code: 's', text: 'Healthy since', params: { sinceMs: 60_000 } },
    };
    expect(waitedText(soak, 63_000)).toBe('3 s of 15 s');
    expect(waitedText(soak, 99_000)).toBe('15 s of 15 s');
  });

  it('does not name twice what waits', () => {
    const condition = {
      code: 'c',
      text: 'Pod shop/checkout-1 is gone.',
    };
    expect(waitText({ ...podWait, condition }, 0)).toMatch(
      /^Waiting until Pod shop\/checkout-1 is gone, /,
    );
  });

  it('calls nobody for a wait that has just begun, and does not say that nobody is needed', () => {
    expect(waitText(wait, 0)).not.toMatch(/team-shop|Nobody/);
    expect(needsPerson(wait, 9_999)).toBe(false);
    expect(needsPerson(wait, 10_000)).toBe(true);
    const alone = { ...wait, unblocks: { kind: 'nobody-needed' } } as const;
    expect(needsPerson(alone, 900_000)).toBe(false);
  });

  it.each([
    ['it is gone', 'Waiting until Pod shop/checkout-1 is gone, '],
    ['It is gone.', 'Waiting until Pod shop/checkout-1 is gone, '],
    [
      'every instance is updated',
      'Pod shop/checkout-1: waiting until every instance is updated, ',
    ],
    [
      'The pods of checkout-1 have ended',
      'Waiting until the pods of checkout-1 have ended, ',
    ],
  ])('makes one sentence of what is waited for: %s', (text, expected) => {
    const condition = { code: 'c', text };
    expect(waitText({ ...podWait, condition }, 0).startsWith(expected)).toBe(
      true,
    );
  });

  it('names no object where none is meant', () => {
    expect(waitText({ ...podWait, object: undefined }, 0)).toMatch(
      /^Waiting until no pod is left on node w-1, /,
    );
  });

  it('says of a write only that it is looked at again', () => {
    const written: WaitReason = {
      ...podWait,
      unblocks: { kind: 'nobody-needed' },
      condition: { code: 'c', text: 'Pod shop/checkout-1 has the label' },
      why: { code: 'just-written', text: 'It is looked at again' },
    };
    expect(waitText(written, 0)).toBe(
      'Checking that the change arrived: Pod shop/checkout-1 has the label, 0 s so far. Nobody needs to act. In 15 min the step fails.',
    );
  });
});

describe('unblockerText', () => {
  it.each([
    [{ kind: 'nobody-needed' }, 'Nobody needs to act.'],
    [
      { kind: 'application-owner', ref: 'shop/checkout' },
      'Can unblock: the owner of shop/checkout.',
    ],
    [
      { kind: 'application-owner' },
      'Can unblock: the owner of the application.',
    ],
    [{ kind: 'operator' }, 'Can unblock: an operator of this upgrade.'],
    [{ kind: 'platform-team' }, 'Can unblock: the platform team.'],
    [
      { kind: 'platform-team', ref: 'group:default/platform' },
      'Can unblock: platform.',
    ],
  ] as const)('says who can help: %j', (unblocker, text) => {
    expect(unblockerText(unblocker)).toBe(text);
  });
});
