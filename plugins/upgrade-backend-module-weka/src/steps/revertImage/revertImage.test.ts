import {
  NEW,
  OLD,
  wekaCluster,
  wekaContainer,
} from '../../__fixtures__/wekaObjects';
import { decideRevert } from './revertImage';

const input = { namespace: 'weka', cluster: 'weka-prod', image: NEW };
const facts = { input };

function seen(
  change: Partial<Parameters<typeof decideRevert>[0]> = {},
): Parameters<typeof decideRevert>[0] {
  return {
    wekaCluster: wekaCluster({ image: NEW }),
    holder: 'nobody',
    containers: [wekaContainer('drive-0'), wekaContainer('drive-1')],
    previousImage: OLD,
    ...change,
  };
}

describe('weka-revert-image', () => {
  it('sets the old image again while no container was told to take the new one', () => {
    expect(decideRevert(seen(), facts)).toMatchObject({
      do: 'act',
      action: { spec: { image: OLD } },
    });
  });

  it('lets the operator go on with it, when this upgrade had paused it', () => {
    expect(decideRevert(seen({ holder: 'this-upgrade' }), facts)).toMatchObject(
      {
        do: 'act',
        action: { spec: { image: OLD, overrides: { upgradePaused: null } } },
      },
    );
  });

  it('leaves a pause of somebody else alone', () => {
    const decision = decideRevert(seen({ holder: 'somebody-else' }), facts);
    expect(decision).toMatchObject({
      do: 'act',
      action: { spec: { image: OLD } },
    });
    expect(decision).not.toHaveProperty('action.spec.overrides');
  });

  it('is done when the old image is there, and names the phase that Weka may still be in', () => {
    expect(
      decideRevert(seen({ wekaCluster: wekaCluster() }), facts),
    ).toMatchObject({
      do: 'finish',
      result: { code: 'weka-image-reverted' },
      leftover: {
        object: { kind: 'WekaCluster', name: 'weka-prod' },
        cause: { code: 'weka-phase-may-be-open' },
      },
    });
  });

  it.each([
    ['runs the new version', { image: NEW }],
    ['was told, and has not reported yet', { image: NEW, applied: OLD }],
    ['runs it and is going away', { image: NEW, state: 'destroying' }],
  ])('does not go back once a container %s', (_, options) => {
    expect(
      decideRevert(
        seen({ containers: [wekaContainer('drive-0', options)] }),
        facts,
      ),
    ).toMatchObject({
      do: 'finish',
      result: { code: 'weka-forward-only' },
      leftover: { cause: { code: 'weka-containers-upgraded' } },
    });
  });

  it('does not count one that was told and is going away without having run it', () => {
    const gone = { image: NEW, applied: OLD, state: 'destroying' };
    expect(
      decideRevert(
        seen({ containers: [wekaContainer('drive-0', gone)] }),
        facts,
      ).do,
    ).toBe('act');
  });

  it('leaves an upgrade where it was found that had been begun before, and its pause with it', () => {
    expect(
      decideRevert(seen({ previousImage: NEW, holder: 'this-upgrade' }), facts),
    ).toMatchObject({ do: 'finish', result: { code: 'weka-stays-part-way' } });
  });

  it('asks a person when the old image was not saved', () => {
    expect(
      decideRevert(seen({ previousImage: undefined }), facts),
    ).toMatchObject({ do: 'fail', failure: { kind: 'error' } });
  });
});
