import { startInProcessCluster } from '@cluster-upgrade/cluster-simulator';
import { listAll, SeededRandom } from '@cluster-upgrade/plugin-upgrade-node';
import {
  ClusterWorld,
  describeDriverContract,
  DriverTrial,
  PlanTrial,
  VirtualClock,
} from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { WekaContainer, wekaResources } from './resources';
import { createWekaDriver } from './WekaDriver';

const READY_LIMIT_MS = 300_000;
/** Of the machine's time; virtual time needs a fraction. */
const JOURNEY_LIMIT_MS = 300_000;
const TO_VERSION = '4.4.5.120-k8s.1';
const driver = createWekaDriver();

jest.setTimeout(JOURNEY_LIMIT_MS);

/** The embedded Weka cluster with its operator, in virtual time. */
async function startVirtualWeka(): Promise<ClusterWorld> {
  const clock = new VirtualClock();
  const cluster = startInProcessCluster({
    platform: 'weka',
    clock,
    random: new SeededRandom(1),
  });
  await clock.advanceUntil(() => cluster.isSeeded(), READY_LIMIT_MS);
  return {
    cluster: cluster.client,
    clock,
    advance: durationMs => clock.advance(durationMs),
    async stop() {
      cluster.stop();
      await clock.advance(0);
    },
  };
}

describeDriverContract({
  driver,
  createWorld: startVirtualWeka,
  toVersion: TO_VERSION,
  isVersionInImages: false,
  heldSteps: ['drives/await', 'compute/await', 'frontends/await'],
  // Weka does not go back, which the suite's journey asks for; see below.
  isJourneyMade: false,
});

describe('an upgrade of Weka', () => {
  it(
    'comes to the target; on the way back clients return, and the rest stays where it is safe',
    async () => {
      const world = await startVirtualWeka();
      const trial = new DriverTrial(driver, world);
      const { version: before } = await trial.inspect();
      const plan = await trial.plan(TO_VERSION, driver.defaultStrategy);
      const journey = await PlanTrial.begin(driver, world, plan);

      await journey.run();
      expect(await trial.inspect()).toMatchObject({ version: TO_VERSION });

      await journey.goBack();
      const { items } = await listAll<WekaContainer>(
        world.cluster,
        wekaResources.containers,
      );
      const tags = (isClient: boolean) =>
        items
          // Envoys keep the image that they were made with.
          .filter(({ spec }) => spec.mode !== 'envoy')
          .filter(({ spec }) => (spec.mode === 'client') === isClient)
          .map(({ status }) => status?.lastAppliedImage?.split(':')[1]);
      expect(tags(true)).toEqual([before, before, before]);
      expect(new Set(tags(false))).toEqual(new Set([TO_VERSION]));
      const cluster = await world.cluster.get(wekaResources.clusters, {
        namespace: 'weka',
        name: 'weka-prod',
      });
      // All of it runs the new version: there is nothing to hold.
      expect(cluster.spec.overrides?.upgradePaused).toBeUndefined();
      await world.stop();
    },
    JOURNEY_LIMIT_MS,
  );
});
