import { HistoryEntry } from '../History';
import { leaseViolations } from './leaseRules';

const claim = (atMs: number, epoch: number, worker = `w-${epoch}`) =>
  ({ what: 'claim', atMs, worker, epoch, leaseMs: 100 }) as const;

const write = (atMs: number, worker: string, epoch?: number): HistoryEntry => ({
  what: 'write',
  atMs,
  worker,
  epoch,
  verb: 'patch',
  object: 'Node/a',
  // A write that was refused was sent all the same.
  isEffective: false,
  cordoned: 0,
});

describe('leaseViolations', () => {
  it('finds nothing where one holder follows the other', () => {
    expect(
      leaseViolations([
        claim(0, 1),
        { what: 'renewal', atMs: 50, epoch: 1, leaseMs: 100 },
        { what: 'commit', atMs: 60, epoch: 1, events: [] },
        write(60, 'w-1', 1),
        claim(150, 2),
        { what: 'commit', atMs: 160, events: [] },
        { what: 'release', atMs: 170, epoch: 2 },
        claim(171, 3),
      ]),
    ).toEqual([]);
  });

  it.each<[string, HistoryEntry[]]>([
    ['epoch 1 was given out twice', [claim(200, 1)]],
    ['w-2 claimed what was held for another 10 ms', [claim(90, 2)]],
    [
      'w-2 claimed what was held for another 20 ms',
      [{ what: 'renewal', atMs: 40, epoch: 1, leaseMs: 100 }, claim(120, 2)],
    ],
    [
      'the lease of epoch 1 was renewed after epoch 2 began',
      [claim(100, 2), { what: 'renewal', atMs: 110, epoch: 1, leaseMs: 100 }],
    ],
    [
      'a worker of epoch 1 gave the upgrade back after epoch 2 began',
      [claim(100, 2), { what: 'release', atMs: 110, epoch: 1 }],
    ],
    [
      'a worker of epoch 1 wrote a memo after epoch 2 began',
      [claim(100, 2), { what: 'commit', atMs: 110, epoch: 1, events: [] }],
    ],
    [
      'a worker of epoch 1 wrote to Node/a after epoch 2 began',
      [claim(100, 2), write(110, 'w-1', 1)],
    ],
    [
      'a worker of epoch 1 wrote to Node/a after epoch 2 began',
      [claim(100, 2), write(110, 'w-1')],
    ],
  ])('finds that %s', (broken, entries) => {
    expect(leaseViolations([claim(0, 1), ...entries])).toEqual([broken]);
  });
});
