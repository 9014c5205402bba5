import {
  ENGINE_ACTOR,
  UpgradeEvent,
} from '@cluster-upgrade/plugin-upgrade-common';
import { isNotifiable } from './notifiableEvents';

function event(type: string, data: object): UpgradeEvent {
  return {
    upgradeId: 'u-1',
    seq: 1,
    atMs: 0,
    actor: ENGINE_ACTOR,
    type,
    data,
  } as UpgradeEvent;
}

const skippedBy = (by: string) =>
  event('lane-skipped', { plan: 'upgrade', laneId: 'node/w-1', by });
const blockedBy = (kind: string) =>
  event('step-waiting', { wait: { kind: 'budget', unblocks: { kind } } });

describe('isNotifiable', () => {
  it.each<[string, UpgradeEvent, boolean]>([
    ['an end', event('finished', {}), true],
    ['progress', event('step-done', {}), false],
    ['a node that failed and is skipped', skippedBy(ENGINE_ACTOR), true],
    ['a node that a person skipped', skippedBy('user:default/mia'), false],
    ['a block that an owner can end', blockedBy('application-owner'), true],
    ['a block that ends by itself', blockedBy('nobody-needed'), false],
  ])('answers for %s', (_, what, expected) => {
    expect(isNotifiable(what)).toBe(expected);
  });
});
