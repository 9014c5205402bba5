import { WaitReason } from '../model/wait';
import { unblockerText } from './people';
import { needsPerson, waitText } from './waitText';

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

describe('waitText', () => {
  it('says object, condition, elapsed of limit, why, who, and what happens then', () => {
    expect(waitText(wait, 125_000)).toBe(
      'Pod shop/checkout-1 waits for: No pod is left on node w-1 (2 min 5 s of 15 min). Budget shop/checkout allows no disruption: 3 of 3 instances are needed. Can unblock: team-shop. At the limit, the step fails.',
    );
  });

  it('says that a limit has passed', () => {
    expect(waitText({ ...wait, atLimit: 'hold' }, 960_000)).toContain(
      '(16 min, over the limit of 15 min)',
    );
  });

  it('does not name twice what waits', () => {
    const condition = {
      code: 'c',
      text: 'Pod shop/checkout-1 is gone.',
    };
    expect(waitText({ ...wait, condition }, 0)).toMatch(
      /^Pod shop\/checkout-1 waits for: it is gone \(/,
    );
  });

  it('calls nobody for a wait that has just begun', () => {
    expect(waitText(wait, 0)).not.toContain('team-shop');
    expect(needsPerson(wait, 9_999)).toBe(false);
    expect(needsPerson(wait, 10_000)).toBe(true);
    const alone = { ...wait, unblocks: { kind: 'nobody-needed' } } as const;
    expect(needsPerson(alone, 900_000)).toBe(false);
  });

  it('speaks of the upgrade where no object is meant', () => {
    expect(waitText({ ...wait, object: undefined }, 0)).toMatch(
      /^The upgrade waits for: /,
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
