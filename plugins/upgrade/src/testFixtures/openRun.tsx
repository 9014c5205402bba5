import { UpgradeApi } from '@cluster-upgrade/plugin-upgrade-common';
import { act } from '@testing-library/react';
import { UpgradeRouter } from '../UpgradeRouter';
import { clusterDetail, inventoryOf } from './cluster';
import { ScenarioApi } from './fakeUpgradeApi';
import { renderScreen } from './renderScreen';
import { Scenario } from './scenario';

/** Opens the page of an upgrade as a person does, against its log. */
export function openRun(
  scenario: Scenario,
  answers: Partial<UpgradeApi> = {},
  prepare: (api: ScenarioApi) => void = () => {},
): ScenarioApi {
  const api = new ScenarioApi(scenario);
  prepare(api);
  const nodeCount = scenario.plan.steps.length;
  renderScreen(
    <UpgradeRouter />,
    {
      getUpgrade: api.getUpgrade,
      getUpgradePlanOutline: api.getUpgradePlanOutline,
      listEvents: api.listEvents,
      getCluster: async () =>
        clusterDetail({ inventory: inventoryOf(nodeCount) }),
      ...answers,
    },
    '/runs/u-1',
  );
  return api;
}

/** Lets the page read what its log has gained. */
export const deliverEvents = (api: ScenarioApi) => act(async () => api.wake());
