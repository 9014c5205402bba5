import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import {
  NOW_MS,
  objectWith,
  podWith,
} from '@cluster-upgrade/cluster-simulator/testUtils';
import {
  formatMicroTime,
  Write,
} from '@cluster-upgrade/cluster-simulator/operatorKit';
import { electLeader } from './electLeader';

const timing = { leaseMs: 15_000, renewMs: 5_000, retryMs: 2_000 };

const lease = (holderIdentity: string, renewedMsAgo: number): KubeObject =>
  objectWith('Lease', 'leader', {
    spec: {
      holderIdentity,
      renewTime: formatMicroTime(NOW_MS - renewedMsAgo),
      leaseTransitions: 3,
    },
  });

const specOf = ([write]: readonly Write[]) =>
  write?.verb === 'create' || write?.verb === 'update'
    ? write.object.spec
    : undefined;

const a = podWith({ name: 'a' });
const b = podWith({ name: 'b' });

describe('electLeader', () => {
  it('makes a Lease for the first that is ready', () => {
    const { writes } = electLeader(
      undefined,
      [podWith({ name: 'a', isReady: false }), b],
      timing,
      NOW_MS,
    );
    expect(specOf(writes)).toMatchObject({
      holderIdentity: 'b',
      leaseTransitions: 0,
    });
  });

  it('renews in time and not before', () => {
    expect(electLeader(lease('a', 2_000), [a, b], timing, NOW_MS)).toEqual({
      writes: [],
      requeueAfterMs: 3_000,
    });
    const due = electLeader(lease('a', 5_000), [a, b], timing, NOW_MS);
    expect(specOf(due.writes)).toMatchObject({
      holderIdentity: 'a',
      leaseTransitions: 3,
      renewTime: formatMicroTime(NOW_MS),
    });
  });

  it('gives the Lease back when it is told to stop, and another takes it at once', () => {
    const stopping = podWith({ name: 'a', isStopping: true });
    const given = electLeader(lease('a', 1_000), [stopping, b], timing, NOW_MS);
    expect(specOf(given.writes)).toMatchObject({ holderIdentity: '' });
    const taken = electLeader(lease('', 1_000), [stopping, b], timing, NOW_MS);
    expect(specOf(taken.writes)).toMatchObject({
      holderIdentity: 'b',
      leaseTransitions: 4,
    });
  });

  it('waits for the Lease of a leader that fell silent to run out', () => {
    const silent = podWith({ name: 'a', isReady: false });
    expect(electLeader(lease('a', 9_000), [silent, b], timing, NOW_MS)).toEqual(
      {
        writes: [],
        requeueAfterMs: 6_000,
      },
    );
    const over = electLeader(lease('a', 15_000), [silent, b], timing, NOW_MS);
    expect(specOf(over.writes)).toMatchObject({ holderIdentity: 'b' });
  });

  it('leaves the Lease alone when nobody could take it', () => {
    expect(electLeader(lease('', 60_000), [], timing, NOW_MS).writes).toEqual(
      [],
    );
  });
});
