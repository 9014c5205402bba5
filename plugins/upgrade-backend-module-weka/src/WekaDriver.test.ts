import { PlanStep } from '@cluster-upgrade/plugin-upgrade-common';
import {
  ClusterClient,
  listAll,
  stepHandlersOf,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  describeDriverContract,
  DriverTrial,
  InterceptedClusterClient,
  isWrite,
  PlanTrial,
  StepTrial,
} from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { startVirtualWeka } from './__testUtils__/startVirtualWeka';
import { WekaCluster, WekaContainer, wekaResources } from './resources';
import { createWekaDriver } from './WekaDriver';

/** Of the machine's time; virtual time needs a fraction. */
const JOURNEY_LIMIT_MS = 300_000;
/** In the middle of what the embedded nodes take to pull an image. */
const PULLING_MS = 500;
const TO_VERSION = '4.4.5.120-k8s.1';
const driver = createWekaDriver();

jest.setTimeout(JOURNEY_LIMIT_MS);

describeDriverContract({
  driver,
  createWorld: () => startVirtualWeka(),
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

describe('what an upgrade of Weka waits for', () => {
  /** Runs it, and asks at each write of that kind what can be seen meanwhile. */
  async function run<T>(
    variants: string[],
    resource: string,
    look: (cluster: ClusterClient) => Promise<T>,
  ): Promise<T[]> {
    const world = await startVirtualWeka(variants);
    const seen: T[] = [];
    const cluster = new InterceptedClusterClient(
      world.cluster,
      async (request, send) => {
        if (isWrite(request) && request.resource === resource) {
          seen.push(await look(world.cluster));
        }
        return send();
      },
    );
    const watched = { ...world, cluster };
    const trial = new DriverTrial(driver, watched);
    const plan = await trial.plan(TO_VERSION, driver.defaultStrategy);
    await (await PlanTrial.begin(driver, watched, plan)).run();
    await world.stop();
    return seen;
  }

  it('is data that still moves, before a client is touched', async () => {
    const statuses = await run([], 'wekaclients', async cluster => {
      const { items } = await listAll<WekaCluster>(
        cluster,
        wekaResources.clusters,
      );
      return items[0].status?.stats?.clusterStatus;
    });
    expect(new Set(statuses)).toEqual(new Set(['OK']));
  });

  it('is the image on every node, where the operator has it pulled first', async () => {
    const world = await startVirtualWeka(['image-prepull']);
    const trial = new DriverTrial(driver, world);
    const plan = await trial.plan(TO_VERSION, driver.defaultStrategy);
    const [trigger, drives] = plan.steps;
    const handlers = stepHandlersOf(driver);
    const stepTrial = ({ kind, input }: PlanStep) =>
      new StepTrial(world, {
        handler: handlers.find(handler => handler.kind === kind)!,
        input,
      });
    await stepTrial(trigger).reconcile();
    await world.advance(PULLING_MS);
    const awaited = stepTrial(drives);
    expect(await awaited.reconcile()).toMatchObject({
      status: 'waiting',
      wait: { kind: 'operator-gate', why: { code: 'weka-image-prepull' } },
    });
    expect(await awaited.run(drives.limitMs)).toMatchObject({ status: 'done' });
    await world.stop();
  });
});

describe('the checks of a Weka cluster', () => {
  it.each<[string, Array<[string, string, string]>]>([
    ['', []],
    [
      'shared-node',
      [
        [
          'weka-shared-nodes',
          'soft-block',
          'weka-prod-s3-0 waits for edge-clients-0 on weka-node-1',
        ],
      ],
    ],
    [
      'lagging-client',
      [
        [
          'weka-client-versions',
          'hard-block',
          'Client archive-clients: A step from 4.1 to 4.4 is not permitted.',
        ],
      ],
    ],
    [
      'manual-client',
      [
        [
          'weka-client-policies',
          'warning',
          'careful-clients is manual: somebody has to delete its pods',
        ],
      ],
    ],
    [
      'forced-client',
      [
        [
          'weka-client-policies',
          'soft-block',
          'reckless-clients is all-at-once-force: 3 mounts are interrupted',
        ],
      ],
    ],
    [
      'old-operator',
      [
        [
          'weka-operator-version',
          'soft-block',
          's3 containers need operator 1.7, and weka-operator-system/weka-operator-controller-manager runs v1.6.2',
        ],
      ],
    ],
    [
      'old-definitions',
      [
        [
          'weka-definitions',
          'hard-block',
          'WekaCluster has no spec.overrides.upgradePaused',
        ],
      ],
    ],
  ])('with the seed %j', async (variant, expected) => {
    const world = await startVirtualWeka(variant ? [variant] : []);
    const trial = new DriverTrial(driver, world, { isRestricted: true });
    const input = await trial.checkInput(TO_VERSION);
    const findings = (
      await Promise.all(
        driver.checks
          // Asking for rights takes one that every account has, and no list of rights names.
          .filter(({ id }) => id !== 'rights-granted')
          .map(check => check.run(input)),
      )
    ).flat();
    await world.stop();
    expect(
      findings
        .filter(({ status }) => status !== 'pass')
        // Mounts, and an image that nobody has pulled yet, are in every seed.
        .filter(
          ({ checkId }) =>
            !['weka-active-mounts', 'target-images'].includes(checkId),
        )
        .map(({ checkId, status, observed }) => [checkId, status, observed]),
    ).toEqual(expected);
  });

  it('tell of a pause that would be dropped in silence', async () => {
    const world = await startVirtualWeka(['old-definitions']);
    const { spec } = await world.cluster.patch(
      wekaResources.clusters,
      { namespace: 'weka', name: 'weka-prod' },
      'merge',
      { spec: { overrides: { upgradePaused: true } } },
    );
    await world.stop();
    expect(spec.overrides).toBeUndefined();
  });
});
