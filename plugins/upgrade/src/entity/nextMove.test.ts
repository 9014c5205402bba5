import {
  clusterDetail,
  overview,
  RELEASES,
  upgradeSummary,
} from '../testFixtures/cluster';
import { nextMove } from './nextMove';

const rolledBack = upgradeSummary({
  toVersion: '4.2.0',
  outcome: 'rolled-back',
});
const blocked = RELEASES.map(release => ({
  ...release,
  isRecommended: false,
  blockedBy: [{ code: 'clients-behind', text: 'Clients lag.' }],
}));

describe('nextMove', () => {
  it('recommends a version, with what went wrong with it the last time', () => {
    expect(
      nextMove(
        clusterDetail({ overview: overview({ lastUpgrade: rolledBack }) }),
      ),
    ).toEqual({ kind: 'recommended', version: '4.2.0', failed: rolledBack });
  });

  it('offers nothing while an upgrade runs', () => {
    const activeUpgrade = upgradeSummary({
      status: 'running',
      outcome: undefined,
    });
    expect(
      nextMove(clusterDetail({ overview: overview({ activeUpgrade }) })),
    ).toEqual({ kind: 'running', version: '4.1.0' });
  });

  it('says so where nothing newer leads on, instead of offering what can not be', () => {
    expect(nextMove(clusterDetail({ releases: [] }))).toEqual({
      kind: 'up-to-date',
      version: '4.1.0',
    });
    expect(nextMove(clusterDetail({ releases: blocked }))).toEqual({
      kind: 'blocked',
      failed: undefined,
    });
  });

  it('goes on to the version that an upgrade stopped on the way to', () => {
    const stopped = upgradeSummary({
      toVersion: '4.2.0',
      outcome: 'rolled-back-with-leftovers',
    });
    const mixed = overview({
      version: undefined,
      versions: [
        { version: '4.1.0', parts: ['a'] },
        { version: '4.2.0', parts: ['b'] },
      ],
      lastUpgrade: stopped,
    });
    expect(nextMove(clusterDetail({ overview: mixed }))).toMatchObject({
      kind: 'finish',
      version: '4.2.0',
    });
    expect(
      nextMove(clusterDetail({ overview: mixed, releases: blocked })),
    ).toEqual({ kind: 'blocked', failed: stopped });
  });

  it('does not guess about a cluster that could not be read', () => {
    expect(
      nextMove(clusterDetail({ inventory: undefined, releases: [] })),
    ).toEqual({ kind: 'unreadable' });
  });
});
