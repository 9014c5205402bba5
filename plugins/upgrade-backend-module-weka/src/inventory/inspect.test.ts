import {
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { DriverTrial } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { startVirtualWeka } from '../__testUtils__/startVirtualWeka';
import { createWekaDriver } from '../WekaDriver';

jest.setTimeout(60_000);

describe('what runs on a Weka cluster', () => {
  it('tells the applications of a budget by all that its selector says, and by all labels of their pods', async () => {
    const world = await startVirtualWeka();
    const create = (resource: any, object: object) =>
      world.cluster.create(resource, object as KubeObject);
    const deployment = (name: string, tier: string) =>
      create(resourceTypes.deployments, {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { namespace: 'training', name },
        spec: {
          replicas: 0,
          selector: { matchLabels: { app: name } },
          template: {
            metadata: { labels: { app: name, tier } },
            spec: { containers: [{ name: 'main', image: 'acme/main:1' }] },
          },
        },
      });
    await deployment('loader', 'batch');
    await deployment('index', 'web');
    const budget = (name: string, selector: object) =>
      create(resourceTypes.podDisruptionBudgets, {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { namespace: 'training', name },
        spec: { maxUnavailable: 1, selector },
      });
    await budget('by-expression', {
      matchExpressions: [{ key: 'app', operator: 'In', values: ['loader'] }],
    });
    await budget('by-other-label', { matchLabels: { tier: 'web' } });
    const { budgets } = await new DriverTrial(
      createWekaDriver(),
      world,
    ).inspect();
    await world.stop();
    const idsOf = (name: string) =>
      budgets.find(each => each.name === name)?.applicationIds;
    expect(idsOf('by-expression')).toEqual(['training/loader']);
    expect(idsOf('by-other-label')).toEqual(['training/index']);
  });
});
