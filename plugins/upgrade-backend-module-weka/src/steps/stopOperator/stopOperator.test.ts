import { NEW, OLD, wekaCluster } from '../../__fixtures__/wekaObjects';
import { decideStop } from './stopOperator';

const facts = {
  input: { namespace: 'weka', cluster: 'weka-prod', image: NEW },
};
const upgradeId = 'u-1';
const applied = (image: string) => ({
  ...wekaCluster({ image: NEW }),
  status: { lastAppliedImage: image },
});

describe('weka-stop-operator', () => {
  it('pauses the operator in the middle of the upgrade, so that nothing goes on by itself', () => {
    expect(
      decideStop(
        { wekaCluster: applied(OLD), holder: 'nobody', upgradeId },
        facts,
      ),
    ).toMatchObject({
      do: 'act',
      action: { spec: { overrides: { upgradePaused: true } } },
    });
  });

  it.each(['this-upgrade', 'somebody-else'] as const)(
    'is done there when the operator is paused by %s, and says how it goes on',
    holder => {
      expect(
        decideStop({ wekaCluster: applied(OLD), holder, upgradeId }, facts),
      ).toMatchObject({
        do: 'finish',
        result: {
          code: 'weka-operator-paused',
          text: expect.stringContaining('spec.overrides.upgradePaused'),
        },
      });
    },
  );

  it.each([
    ['nothing was asked for', wekaCluster()],
    ['all is done', applied(NEW)],
  ])('gives the pause of the upgrade back when %s', (_, cluster) => {
    expect(
      decideStop(
        { wekaCluster: cluster, holder: 'this-upgrade', upgradeId },
        facts,
      ),
    ).toMatchObject({
      do: 'act',
      action: { spec: { overrides: { upgradePaused: null } } },
    });
    for (const holder of ['nobody', 'somebody-else'] as const) {
      expect(
        decideStop({ wekaCluster: cluster, holder, upgradeId }, facts),
      ).toMatchObject({
        do: 'finish',
        result: { code: 'weka-nothing-to-stop' },
      });
    }
  });
});
