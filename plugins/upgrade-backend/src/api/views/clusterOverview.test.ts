import { Inventory } from '@cluster-upgrade/plugin-upgrade-common';
import { OverviewFacts, overviewOf } from './clusterOverview';

const partWay = {
  toVersion: '2.0.0',
  reason: { code: 'stopped', text: '2 of 6 containers run 2.0.0' },
};

function factsWith(
  inventory: Partial<Inventory>,
  change: Partial<OverviewFacts> = {},
): OverviewFacts {
  return {
    cluster: { ref: 'resource:default/prod', platform: 'weka' } as any,
    result: {
      look: {
        inventory: {
          versions: [
            { version: '1.0.0', parts: ['a'] },
            { version: '2.0.0', parts: ['b'] },
          ],
          nodes: [],
          ...inventory,
        } as any,
        releases: [
          {
            version: '2.0.0',
            path: ['2.0.0'],
            blockedBy: [],
            risks: [],
            isRecommended: true,
            isFinish: true,
          },
        ],
      },
    },
    mayAct: true,
    ...change,
  };
}

describe('the overview of a cluster that stopped part-way', () => {
  it('says so, and that it is to be finished', () => {
    expect(overviewOf(factsWith({ partWay }))).toMatchObject({
      partWay,
      recommendedVersion: '2.0.0',
      nextAction: { code: 'finish', text: 'Finish the upgrade to 2.0.0.' },
    });
  });

  it('says nothing of it while an upgrade of the portal is on its way', () => {
    const overview = overviewOf(
      factsWith(
        { partWay },
        { activeUpgrade: { id: 'u-1', status: 'running' } as any },
      ),
    );
    expect(overview).not.toHaveProperty('partWay');
    expect(overview.nextAction.code).toBe('watch');
  });

  it('is planned like any other where nothing was begun', () => {
    const overview = overviewOf(factsWith({}));
    expect(overview).not.toHaveProperty('partWay');
    expect(overview.nextAction.code).toBe('plan');
  });
});
