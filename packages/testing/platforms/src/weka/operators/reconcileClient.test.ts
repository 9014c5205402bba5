import {
  patchedStatus,
  withoutStatus,
  wordedWrites,
} from '@cluster-upgrade/cluster-simulator/testUtils';
import {
  clientWith,
  containerWith,
  NEW,
  OLD,
} from './__testUtils__/wekaObjects';
import { reconcileClient } from './reconcileClient';

const behind = (name: string) => containerWith(name, { mode: 'client' });
const busy = containerWith('t-0', {
  mode: 'client',
  image: NEW,
  applied: OLD,
  status: 'PodTerminating',
});
const done = containerWith('t-0', { mode: 'client', image: NEW });

describe('reconcileClient', () => {
  it.each([
    ['rolling', 'begins with one', [behind('t-0'), behind('t-1')], ['t-0']],
    ['rolling', 'waits for it', [busy, behind('t-1')], []],
    ['rolling', 'goes on', [done, behind('t-1')], ['t-1']],
    [
      'all-at-once',
      'tells all',
      [behind('t-0'), behind('t-1')],
      ['t-0', 't-1'],
    ],
    [undefined, 'tells all', [behind('t-0'), behind('t-1')], ['t-0', 't-1']],
  ])('%s: %s', (policy, _, containers, taken) => {
    const { writes } = reconcileClient(clientWith(policy), containers);
    expect(wordedWrites(withoutStatus(writes))).toEqual(
      taken.map(name => `patch object of ${name}`),
    );
  });

  it('says that it is upgrading until all run the image', () => {
    const { writes } = reconcileClient(clientWith('rolling'), [busy]);
    expect(patchedStatus(writes).status).toBe('Upgrading');
    const upgrading = { ...clientWith(), status: { status: 'Upgrading' } };
    expect(
      patchedStatus(reconcileClient(upgrading, [done]).writes).status,
    ).toBe('Running');
  });
});
