import { NEW, OLD, wekaCluster } from '../../__fixtures__/wekaObjects';
import { decideRevert } from './revertImage';

const input = { namespace: 'weka', cluster: 'weka-prod', image: NEW };

describe('weka-revert-image', () => {
  it('sets the old image again while no container runs the new one', () => {
    expect(
      decideRevert(
        {
          wekaCluster: wekaCluster({ image: NEW }),
          applied: [],
          previousImage: OLD,
        },
        { input },
      ),
    ).toMatchObject({ do: 'act', action: { spec: { image: OLD } } });
  });

  it('is done when the old image is there', () => {
    expect(
      decideRevert(
        { wekaCluster: wekaCluster(), applied: [], previousImage: OLD },
        { input },
      ).do,
    ).toBe('finish');
  });

  it('pauses the operator instead once a container runs the new version', () => {
    const running = {
      wekaCluster: wekaCluster({ image: NEW }),
      applied: ['drive-0'],
      previousImage: OLD,
    };
    expect(decideRevert(running, { input })).toMatchObject({
      do: 'act',
      action: { spec: { overrides: { upgradePaused: true } } },
    });
    expect(
      decideRevert(
        {
          ...running,
          wekaCluster: wekaCluster({
            image: NEW,
            overrides: { upgradePaused: true },
          }),
        },
        { input },
      ),
    ).toMatchObject({ do: 'finish', result: { code: 'weka-forward-only' } });
  });

  it('asks a person when the old image was not saved', () => {
    expect(
      decideRevert(
        {
          wekaCluster: wekaCluster({ image: NEW }),
          applied: [],
          previousImage: undefined,
        },
        { input },
      ),
    ).toMatchObject({ do: 'fail', failure: { kind: 'error' } });
  });
});
