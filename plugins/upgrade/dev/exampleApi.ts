import {
  ClusterOverview,
  UpgradeApi,
  UpgradeSummary,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  clusterDetail,
  inventoryOf,
  overview,
  upgradeSummary,
} from '../src/testFixtures/cluster';
import {
  fakeUpgradeApi,
  ScenarioApi,
} from '../src/testFixtures/fakeUpgradeApi';
import { planView } from '../src/testFixtures/planView';
import { reportOf, rolledBackReport } from '../src/testFixtures/report';
import { thresholdView } from '../src/testFixtures/threshold';
import {
  ExampleUpgrade,
  exampleUpgrades,
  goOn,
  planOfExample,
} from './exampleUpgrades';

const MOVING = 'moving';
const STEP_EVERY_MS = 2000;

/** Answers from the examples; the one that goes on by itself can be paused and resumed. */
export function exampleApi(): UpgradeApi {
  const apis = new Map(
    exampleUpgrades.flatMap(example =>
      example.scenario
        ? [[example.name, scenarioApi(example, example.scenario)] as const]
        : [],
    ),
  );
  const apiOf = (upgradeId: string) => {
    const api = apis.get(upgradeId);
    if (!api) {
      throw new Error(`There is no example '${upgradeId}'`);
    }
    return api;
  };
  return fakeUpgradeApi({
    ...clusterAnswers(),
    ...planAnswers(apiOf),
    getUpgrade: async id => apiOf(id).getUpgrade(),
    getUpgradePlanOutline: async (id, kind) =>
      apiOf(id).getUpgradePlanOutline(id, kind),
    listEvents: async (id, query, options) =>
      apiOf(id).listEvents(id, query, options),
    getReport: async id => reportOfExample(id),
    getThreshold: async entityRef => thresholdView({ entityRef }),
    ...controls(apiOf),
  });
}

function scenarioApi(
  example: ExampleUpgrade,
  scenario: NonNullable<ExampleUpgrade['scenario']>,
): ScenarioApi {
  const api = new ScenarioApi(scenario, kind => planOfExample(example, kind));
  if (example.name === MOVING) {
    setInterval(() => {
      if (scenario.log.state.status === 'running') {
        goOn(scenario);
        api.wake();
      }
    }, STEP_EVERY_MS);
  }
  return api;
}

type ApiOf = (upgradeId: string) => ScenarioApi;

function clusterAnswers(): Partial<UpgradeApi> {
  return {
    listClusters: async () => ({
      clusters: exampleUpgrades.map(overviewOf),
      hidden: 1,
      serverTimeMs: Date.now(),
    }),
    getCluster: async clusterRef => {
      const example = exampleOf(clusterRef);
      const nodes =
        example.scenario?.plan.steps.filter(({ id }) => id.endsWith('/drain'))
          .length ?? 6;
      return clusterDetail({
        overview: overviewOf(example),
        inventory: inventoryOf(nodes),
        serverTimeMs: Date.now(),
      });
    },
    listUpgrades: async ({ clusterRef = '' } = {}) => ({
      upgrades: summariesOf(exampleOf(clusterRef)),
      serverTimeMs: Date.now(),
    }),
  };
}

function exampleOf(clusterRef: string): ExampleUpgrade {
  const example = exampleUpgrades.find(({ name }) =>
    clusterRef.endsWith(`/${name}`),
  );
  if (!example) {
    throw new Error(`There is no example for ${clusterRef}`);
  }
  return example;
}

function summariesOf({ scenario }: ExampleUpgrade): UpgradeSummary[] {
  if (!scenario) {
    return [];
  }
  const { state } = scenario.log;
  const steps = Object.values(state.steps.upgrade);
  return [
    upgradeSummary({
      id: state.id,
      clusterRef: state.clusterRef,
      fromVersion: state.fromVersion,
      toVersion: state.toVersion,
      status: state.status,
      outcome: state.outcome,
      failure: state.failure,
      requestedAtMs: state.requestedAtMs,
      startedAtMs: state.startedAtMs,
      finishedAtMs: state.finishedAtMs,
      progress: {
        done: steps.filter(({ status }) => status === 'done').length,
        total: scenario.plan.steps.length,
      },
    }),
  ];
}

function overviewOf(example: ExampleUpgrade): ClusterOverview {
  const [upgrade] = summariesOf(example);
  const isOver = upgrade?.status === 'finished';
  const isThere = upgrade?.outcome === 'completed';
  const version = isThere ? upgrade.toVersion : '4.1.0';
  return overview({
    clusterRef: `resource:default/${example.name}`,
    title: example.title,
    version,
    versions: [{ version, parts: ['orchestrator'] }],
    activeUpgrade: isOver ? undefined : upgrade,
    lastUpgrade: isOver ? upgrade : undefined,
    ...(isThere && {
      recommendedVersion: undefined,
      nextAction: { code: 'up-to-date', text: 'Nothing: it is up to date.' },
    }),
  });
}

function planAnswers(apiOf: ApiOf): Partial<UpgradeApi> {
  const view = () =>
    planView({ createdAtMs: Date.now(), serverTimeMs: Date.now() });
  return {
    createPlan: async clusterRef => ({ ...view(), clusterRef }),
    getPlan: async () => view(),
    runChecks: async () => view(),
    startUpgrade: async () => apiOf(MOVING).getUpgrade(),
  };
}

function reportOfExample(upgradeId: string) {
  const { scenario } = exampleOf(`/${upgradeId}`);
  const { outcome, clusterRef } = scenario!.log.state;
  const given = { upgradeId, clusterRef };
  switch (outcome) {
    case 'completed':
      return reportOf(given);
    case undefined:
      return reportOf({ ...given, isFinal: false, outcome });
    default:
      return rolledBackReport(given);
  }
}

function controls(apiOf: ApiOf): Partial<UpgradeApi> {
  const after = async (
    upgradeId: string,
    act: (log: ScenarioApi['scenario']['log']) => void,
  ) => {
    const api = apiOf(upgradeId);
    act(api.scenario.log);
    api.wake();
    return { upgradeId, seq: api.scenario.log.state.seq };
  };
  return {
    pauseUpgrade: async (id, { reason } = {}) =>
      after(id, log => log.add('pause-begun', {}).add('paused', { reason })),
    resumeUpgrade: async id => after(id, log => log.add('resumed', {})),
    addNote: async (id, { text }) =>
      after(id, log => log.add('note', { text })),
  };
}
