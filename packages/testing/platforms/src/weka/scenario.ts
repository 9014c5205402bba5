import { startInProcessCluster } from '@cluster-upgrade/cluster-simulator';
import { UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { simulatedWeka } from './simulated';
import { createWekaDriver } from '@cluster-upgrade/plugin-upgrade-backend-module-weka';
import {
  ANNOTATION_PAUSED_BY,
  KubeObject,
  listAll,
  ResourceType,
  resourceTypes,
  stepHandlersOf,
} from '@cluster-upgrade/plugin-upgrade-node';
import { buildPlan } from '@cluster-upgrade/plugin-upgrade-backend/engine';
import {
  EngineBench,
  OpenScenario,
  unrestored,
} from '@cluster-upgrade/simulation';
import { SAMPLE_CLUSTER } from '@cluster-upgrade/simulation/fixtures';

const SEEDING_LIMIT_MS = 3_600_000;
const WEKA_NEW = '4.4.5.120-k8s.1';

export const wekaDriver = createWekaDriver();

/** An embedded Weka cluster, with the operator that upgrades it. */
export interface WekaBench {
  bench: EngineBench;
  makePlan(): Promise<UpgradePlan>;
  readCluster(): Promise<KubeObject>;
  /** Of the storage cluster, by name. */
  readBackends(): Promise<KubeObject[]>;
  /** Of every mode and namespace. */
  readContainers(): Promise<KubeObject[]>;
  deletePod(namespace: string, name: string): Promise<void>;
  deleteContainer(namespace: string, name: string): Promise<void>;
}

export async function openWekaBench(
  seed: number,
  variants: readonly string[] = [],
): Promise<WekaBench> {
  let cluster: ReturnType<typeof startInProcessCluster>;
  const bench = await EngineBench.open(seed, (clock, random) => {
    cluster = startInProcessCluster({
      clock,
      random,
      platform: simulatedWeka,
      variants,
    });
    return { client: () => cluster.client, stop: () => cluster.stop() };
  });
  await bench.work.advanceUntil(() => cluster.isSeeded(), SEEDING_LIMIT_MS);
  const context = {
    clusterRef: SAMPLE_CLUSTER,
    cluster: bench.client(),
    clock: bench.clock,
  };
  const resource = (plural: string): ResourceType =>
    wekaDriver.watchedResources.find(type => type.plural === plural)!;
  return {
    bench,
    async makePlan() {
      const inventory = await bench.work.count(wekaDriver.inspect(context));
      const { plan } = await bench.work.count(
        buildPlan(
          { toVersion: WEKA_NEW },
          {
            driver: wekaDriver,
            context,
            inventory,
            thresholds: [],
            handlers: stepHandlersOf(wekaDriver),
          },
        ),
      );
      return plan;
    },
    readCluster: () =>
      bench.client().get(resource('wekaclusters'), {
        namespace: 'weka',
        name: 'weka-prod',
      }),
    async readContainers() {
      const { items } = await bench.work.count(
        listAll(bench.client(), resource('wekacontainers')),
      );
      return items;
    },
    async deletePod(namespace, name) {
      await bench.client().delete(resourceTypes.pods, { namespace, name });
    },
    async deleteContainer(namespace, name) {
      await bench
        .client()
        .delete(resource('wekacontainers'), { namespace, name });
    },
    async readBackends() {
      const { items } = await bench.work.count(
        listAll(bench.client(), resource('wekacontainers')),
      );
      return items.filter(({ spec }) => spec.mode !== 'client');
    },
  };
}

/** Weka with its own driver and the embedded operator, which goes on whatever becomes of the workers. */
export const openWekaScenario: OpenScenario = async seed => {
  const weka = await openWekaBench(seed);
  return {
    bench: weka.bench,
    plan: await weka.makePlan(),
    ports: { platformOf: () => wekaDriver },
    // The operator writes as well.
    rules: { maxCordoned: Infinity, isAlone: false },
    async check({ outcome, proof }) {
      const { spec, status, metadata } = await weka.readCluster();
      const isWhole = spec.image === status.lastAppliedImage;
      const isPaused = spec.overrides?.upgradePaused === true;
      const isOurs = metadata.annotations?.[ANNOTATION_PAUSED_BY] !== undefined;
      return [
        // From the first container that was told on.
        ...unrestored(proof, ({ object }) => object.kind === 'WekaCluster'),
        ...(isPaused === isWhole
          ? [
              `the operator is ${isPaused ? '' : 'not '}paused after '${outcome}', and the cluster is ${isWhole ? 'whole' : 'in the middle'}`,
            ]
          : []),
        ...(isPaused === isOurs
          ? []
          : ['who paused the operator can not be told']),
        ...(outcome === 'completed' && !spec.image.endsWith(WEKA_NEW)
          ? [`it runs ${spec.image} after '${outcome}'`]
          : []),
      ];
    },
  };
};
