import { mockServices } from '@backstage/backend-test-utils';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { Fence, grantFence } from '../../database/Fence';
import { Renewal } from '../../database/UpgradeStore';
import { StaleFenceError } from '../../database/storeErrors';
import { SimulatedProcess } from '@cluster-upgrade/simulation';
import { LeaseKeeper, LeaseLostError } from './LeaseKeeper';

const LEASE_MS = 15_000;
/** Four fifths: the rest is in reserve for writes under way. */
const HELD_MS = 12_000;

describe('LeaseKeeper', () => {
  let time: VirtualClock;
  let process: SimulatedProcess;
  let renew: jest.Mock<Promise<{ seq: number }>, [Fence, Renewal]>;
  let seen: number[];
  let isWell: boolean;
  let keeper: LeaseKeeper;

  beforeEach(() => {
    time = new VirtualClock();
    process = new SimulatedProcess('w', time);
    renew = jest.fn(async (_fence: Fence, _renewal: Renewal) => ({ seq: 7 }));
    seen = [];
    isWell = true;
    const ports = {
      store: { renewLease: renew },
      clock: process.clock,
      stopwatch: process.stopwatch,
      logger: mockServices.logger.mock(),
    };
    keeper = new LeaseKeeper(
      ports,
      grantFence('upgrade-1', 'w', 1),
      LEASE_MS,
      { isWell: () => isWell, onSeq: seq => seen.push(seq) },
      LeaseKeeper.momentOf(ports),
    );
  });

  afterEach(() => keeper.stop());

  it('renews three times per lease and holds on', async () => {
    await time.advance(10 * LEASE_MS);
    expect(renew).toHaveBeenCalledTimes(30);
    expect(keeper.isHeld()).toBe(true);
    expect(() => keeper.assertHeld()).not.toThrow();
  });

  it('passes on the number of the latest event, which may be somebody else’s', async () => {
    await time.advance(LEASE_MS / 3);
    expect(seen).toEqual([7]);
  });

  it('says whether the work goes on without trouble', async () => {
    await time.advance(LEASE_MS / 3);
    isWell = false;
    await time.advance(LEASE_MS / 3);
    expect(renew.mock.calls.map(([, renewal]) => renewal)).toEqual([
      { leaseMs: LEASE_MS, isWell: true },
      { leaseMs: LEASE_MS, isWell: false },
    ]);
  });

  it('is lost before the lease can expire when no renewal comes through', async () => {
    renew.mockRejectedValue(new Error('database is down'));
    await time.advance(HELD_MS - 1);
    expect(keeper.signal.aborted).toBe(false);
    await time.advance(1);
    expect(keeper.signal.aborted).toBe(true);
    expect(keeper.isHeld()).toBe(false);
    expect(() => keeper.assertHeld()).toThrow(LeaseLostError);
  });

  it('survives two renewals that fail', async () => {
    renew
      .mockRejectedValueOnce(new Error('database is busy'))
      .mockRejectedValueOnce(new Error('database is busy'));
    await time.advance(HELD_MS - 1);
    expect(renew).toHaveBeenCalledTimes(2);
    renew.mockClear();
    expect(keeper.isHeld()).toBe(true);
  });

  it('is lost at once when another worker claimed the upgrade', async () => {
    renew.mockRejectedValue(new StaleFenceError('upgrade-1', 1, 2));
    await time.advance(LEASE_MS / 3);
    expect(keeper.isHeld()).toBe(false);
  });

  it('is lost to a process that wakes up too late, before any of its timers fires', async () => {
    process.freeze(10 * LEASE_MS);
    let heldWhenAwake: boolean | undefined;
    process.answer(time.sleep(1)).then(() => {
      heldWhenAwake = keeper.isHeld();
    });
    await time.advance(10 * LEASE_MS);
    expect(heldWhenAwake).toBe(false);
  });

  it('is not prolonged by a clock that is set back', async () => {
    renew.mockRejectedValue(new Error('database is down'));
    process.jump(-300_000);
    await time.advance(HELD_MS);
    expect(keeper.isHeld()).toBe(false);
  });

  it('is given up when the clock says that much time has passed, as after sleep', () => {
    process.jump(HELD_MS);
    expect(keeper.isHeld()).toBe(false);
  });

  it('counts from before the renewal was sent, however late the answer', async () => {
    renew.mockImplementation(async () => {
      await time.sleep(6_000);
      return { seq: 1 };
    });
    // Sent at 5 s, answered at 11 s: held until 17 s, not 23 s.
    await time.advance(11_000);
    renew.mockRejectedValue(new Error('database is down'));
    await time.advance(5_999);
    expect(keeper.isHeld()).toBe(true);
    await time.advance(1);
    expect(keeper.isHeld()).toBe(false);
  });

  it('renews no more once it is stopped', async () => {
    keeper.stop();
    await time.advance(LEASE_MS);
    expect(renew).not.toHaveBeenCalled();
    expect(keeper.isHeld()).toBe(false);
    expect(keeper.signal.aborted).toBe(false);
  });
});
