import { mayOccurIn, UpgradeEventType } from './event';
import { UpgradeStatus } from './upgrade';

describe('mayOccurIn', () => {
  it.each<[UpgradeEventType, UpgradeStatus, boolean]>([
    ['created', 'queued', false],
    ['claimed', 'queued', true],
    ['claimed', 'finished', false],
    ['snapshot-begun', 'queued', true],
    ['snapshot-begun', 'running', false],
    ['step-done', 'rolling-back', true],
    ['step-done', 'paused', false],
    ['step-abandoned', 'needs-attention', true],
    ['step-abandoned', 'finished', false],
    ['rollback-begun', 'cancelling', false],
    ['note', 'running', true],
    ['note', 'finished', true],
  ])('%s while %s: %s', (type, status, expected) => {
    expect(mayOccurIn(status, type)).toBe(expected);
  });
});
