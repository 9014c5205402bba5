import { NewEvent, UpgradeEvent } from '@cluster-upgrade/plugin-upgrade-common';
import { HistoryEntry, Write } from '../History';
import { engineEvent } from '@cluster-upgrade/plugin-upgrade-backend/engine';
import { writeViolations } from './writeRules';

const RULES = { maxCordoned: 1, isAlone: true };

const commit = (...events: NewEvent[]): HistoryEntry => ({
  what: 'commit',
  atMs: 0,
  events: events as UpgradeEvent[],
});

const intent = (plan: 'upgrade' | 'rollback', kind: string, name: string) => [
  engineEvent('step-started', { plan, stepId: 's', attempt: 1 }),
  engineEvent('step-intent', {
    plan,
    stepId: 's',
    effect: { code: 'act', text: 'Acts' },
    object: { apiVersion: 'v1', kind, name },
  }),
];

const write = (more: Partial<Write> = {}): HistoryEntry => ({
  what: 'write',
  atMs: 0,
  worker: 'w-1',
  verb: 'patch',
  object: 'ConfigMap/a',
  isEffective: true,
  cordoned: 0,
  ...more,
});

const broken = (...history: HistoryEntry[]) => writeViolations(history, RULES);

describe('writeViolations', () => {
  it('finds nothing where a step says what it does, and does it once', () => {
    expect(
      broken(
        commit(...intent('upgrade', 'ConfigMap', 'a')),
        write(),
        write({ isEffective: false }),
      ),
    ).toEqual([]);
  });

  it('finds nothing where somebody undid it meanwhile', () => {
    expect(
      broken(
        commit(...intent('upgrade', 'ConfigMap', 'a')),
        write(),
        { what: 'edit', atMs: 0, object: 'ConfigMap/a' },
        write(),
      ),
    ).toEqual([]);
  });

  it.each<[string, HistoryEntry[]]>([
    [
      'ConfigMap/a was changed (patch), and no step under way had said so',
      [write()],
    ],
    [
      'ConfigMap/a was changed (patch), and no step under way had said so',
      [
        commit(
          ...intent('upgrade', 'ConfigMap', 'a'),
          engineEvent('step-abandoned', { plan: 'upgrade', stepId: 's' }),
        ),
        write(),
      ],
    ],
    [
      'ConfigMap/a was changed (patch), and no step under way had said so',
      [
        commit(
          ...intent('upgrade', 'ConfigMap', 'a'),
          engineEvent('rollback-begun', { automatic: false, steps: 1 }),
        ),
        write(),
      ],
    ],
    [
      'ConfigMap/a was changed twice by one step',
      [commit(...intent('upgrade', 'ConfigMap', 'a')), write(), write()],
    ],
    [
      'ConfigMap/a was taken back, and had not been changed',
      [
        commit(
          engineEvent('rollback-begun', { automatic: false, steps: 1 }),
          ...intent('rollback', 'ConfigMap', 'a'),
        ),
        write(),
      ],
    ],
    [
      'Pod/p was evicted from n, which takes new pods',
      [
        commit(...intent('upgrade', 'Node', 'n')),
        write({
          verb: 'evict',
          object: 'Pod/p',
          node: 'n',
          isNodeCordoned: false,
        }),
      ],
    ],
    [
      '2 nodes were cordoned at once, of 1 allowed',
      [write({ isEffective: false, cordoned: 2 })],
    ],
    [
      'patch of Node n was refused for want of a right',
      [{ what: 'forbidden', atMs: 0, request: 'patch of Node n' }],
    ],
  ])('finds that %s', (expected, history) => {
    expect(broken(...history)).toEqual([expected]);
  });
});
