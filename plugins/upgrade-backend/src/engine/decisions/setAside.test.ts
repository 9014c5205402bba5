import {
  ControlAction,
  UpgradeStatus,
} from '@cluster-upgrade/plugin-upgrade-common';
import { sampleState } from '@cluster-upgrade/simulation/fixtures';
import { setAsideEvents } from './setAside';
import { makeTransition } from './transition';

const asked = (action: ControlAction) => ({
  control: { action, by: 'user:default/ada', atMs: 0 },
});

describe('setAsideEvents', () => {
  it.each<[UpgradeStatus, object, string[]]>([
    ['running', {}, ['needs-attention']],
    ['running', asked('cancel'), ['control-refused', 'needs-attention']],
    ['snapshotting', asked('pause'), ['control-refused', 'needs-attention']],
    ['paused', {}, []],
    ['paused', asked('resume'), ['control-refused']],
    ['needs-attention', asked('retry'), ['control-refused']],
    ['finished', {}, []],
  ])('of one that is %s, asked %j, are %j', (status, request, types) => {
    const state = sampleState({ status, ...request });
    const events = setAsideEvents(state);
    expect(events.map(({ type }) => type)).toEqual(types);
    expect(makeTransition(state, events, 0).state.control).toBeUndefined();
  });

  it('say of a request why it was not carried out', () => {
    const state = sampleState({ status: 'running', ...asked('cancel') });
    expect(setAsideEvents(state)[0].data).toMatchObject({
      action: 'cancel',
      reason: { text: expect.stringContaining('Set aside') },
    });
  });
});
