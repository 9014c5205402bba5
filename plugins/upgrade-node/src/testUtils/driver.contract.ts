import { NotFoundError } from '@backstage/errors';
import { Strategy } from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterApiError } from '../ports/ClusterApiError';
import { UpgradeDriver } from '../driver/UpgradeDriver';
import { isSameJson } from '../fields/isSameJson';
import { lintPlan } from '../plan/lintPlan';
import { stepHandlersOf } from '../steps/stepHandlersOf';
import { ClusterWorld } from './trials/ClusterWorld';
import { DriverTrial } from './trials/DriverTrial';
import { InterceptedClusterClient } from './InterceptedClusterClient';
import { PlanTrial } from './trials/PlanTrial';
import { withRunningImages, withTemplateImages } from './trials/rewriteImages';
import { TRIAL_IDENTITY } from './trials/StepTrial';

/**
 * A platform on which a driver is tried.
 *
 * @public
 */
export interface DriverContractOptions {
  driver: UpgradeDriver;
  /** A healthy cluster that runs one version of the platform; the same each time. */
  createWorld(): Promise<ClusterWorld>;
  /** A newer version to which the cluster can go. */
  toVersion: string;
  /** Beside the driver's own default. */
  strategies?: readonly Strategy[];
  /**
   * Whether versions are read from images; false where the platform's own status names what runs. True
   * unless told.
   */
  isVersionInImages?: boolean;
  /**
   * Ids of the steps of which the plan says that a pause can hold them; none unless told. Each of them is
   * held and let go on, on a world of its own.
   */
  heldSteps?: readonly string[];
  /**
   * Whether a plan is run to its end and back, on a world of its own; false where the world has nobody
   * who would act on what is written. True unless told.
   */
  isJourneyMade?: boolean;
}

/** Of the machine's time; a world in virtual time needs a fraction. */
const JOURNEY_TIMEOUT_MS = 600_000;

/**
 * What every driver promises: it sees what runs and not what should; it explains each version it
 * refuses; its plans are the same for the same situation, can run, and can be taken back; its checks
 * answer; it reads only what it says it reads, and writes nothing.
 *
 * @public
 */
export function describeDriverContract(options: DriverContractOptions): void {
  const { driver, toVersion, isVersionInImages = true } = options;

  describe(`driver ${driver.platform}`, () => {
    let world: ClusterWorld;

    beforeAll(async () => {
      world = await options.createWorld();
    });

    afterAll(() => world?.stop());

    const trial = () => new DriverTrial(driver, world);
    const handlers = stepHandlersOf(driver);
    const strategies = [driver.defaultStrategy, ...(options.strategies ?? [])];

    describe('inspects', () => {
      it('names cluster, platform and moment, and each part once', async () => {
        const inventory = await trial().inspect();
        expect(inventory).toMatchObject({
          platform: driver.platform,
          clusterRef: TRIAL_IDENTITY.clusterRef,
          takenAtMs: world.clock.now(),
          unknowns: [],
        });
        expect(repeated(inventory.components.map(({ id }) => id))).toEqual([]);
        expect(repeated(inventory.nodes.map(({ name }) => name))).toEqual([]);
        expect(repeated(inventory.applications.map(({ id }) => id))).toEqual(
          [],
        );
        for (const { id } of inventory.applications) {
          expect(id).toMatch(/^[^/]+\/[^/]+$/);
        }
      });

      it('answers with the one version that every part runs', async () => {
        const inventory = await trial().inspect();
        expect(inventory.version).toBeDefined();
        expect(inventory.versions.map(({ version }) => version)).toEqual([
          inventory.version,
        ]);
      });

      it('does not take what should run for what runs', async () => {
        const before = await trial().inspect();
        const after = await trial().inspect(withTemplateImages);
        expect(after.version).toBe(before.version);
        expect(after.versions).toEqual(before.versions);
      });

      if (isVersionInImages) {
        it('takes what runs from the images of running pods', async () => {
          const before = await trial().inspect();
          const after = await trial().inspect(withRunningImages);
          expect(after.versions).not.toEqual(before.versions);
        });
      }
    });

    describe('offers releases', () => {
      it('each newer one once, with a way to it or the reasons against it', async () => {
        const releases = await trial().releases();
        const inventory = await trial().inspect();
        const versions = releases.map(({ version }) => version);
        expect(repeated(versions)).toEqual([]);
        expect(versions).not.toContain(inventory.version);
        for (const { version, path, blockedBy } of releases) {
          const isBlocked = blockedBy.length > 0;
          expect({ version, end: path[path.length - 1] }).toEqual({
            version,
            end: isBlocked ? undefined : version,
          });
          blockedBy.forEach(({ code, text }) => {
            expect(code).toMatch(/^[a-z0-9-]+$/);
            expect(text).not.toBe('');
          });
        }
      });

      it('and among them the one that is asked for', async () => {
        const releases = await trial().releases();
        expect(
          releases.find(({ version }) => version === toVersion),
        ).toMatchObject({ blockedBy: [] });
      });

      it('and says that it does not know a version that is none', async () => {
        await expect(
          trial().target('v0.0.0-unheard-of'),
        ).rejects.toBeInstanceOf(NotFoundError);
      });
    });

    describe.each(strategies)('plans $kind', strategy => {
      it('the same for the same situation, and changes nothing of what it was given', async () => {
        const input = await trial().planInput(toVersion, strategy);
        const plan = driver.compilePlan(input);
        expect(driver.compilePlan(structuredClone(input))).toEqual(plan);
        const again = await trial().planInput(toVersion, strategy);
        expect(driver.compilePlan(again)).toEqual(plan);
      });

      it('for the target, the cluster and the strategy that it was given', async () => {
        const input = await trial().planInput(toVersion, strategy);
        expect(driver.compilePlan(input)).toMatchObject({
          schemaVersion: 1,
          kind: 'upgrade',
          clusterRef: TRIAL_IDENTITY.clusterRef,
          platform: driver.platform,
          fromVersion: input.inventory.version,
          toVersion,
          path: input.path,
          strategy,
          thresholds: input.thresholds,
        });
      });

      it('as plain data, that is the same after it was stored', async () => {
        const plan = await trial().plan(toVersion, strategy);
        expect(JSON.parse(JSON.stringify(plan))).toStrictEqual(plan);
      });

      it('that can run, and be taken back, without a finding of the linter', async () => {
        const plan = await trial().plan(toVersion, strategy);
        expect(plan.steps).not.toEqual([]);
        expect(lintPlan(plan, handlers)).toEqual([]);
      });

      it('whose every change it shows is saved before the first write', async () => {
        const plan = await trial().plan(toVersion, strategy);
        const saved = plan.snapshot.map(({ object }) => object);
        expect(plan.changes).not.toEqual([]);
        const changed = plan.changes
          .filter(({ action }) => action !== 'unchanged')
          .map(({ object }) => object);
        expect(saved).toEqual(expect.arrayContaining(changed));
      });
    });

    describe('checks', () => {
      it('have ids of their own', () => {
        expect(driver.checks.length).toBeGreaterThan(0);
        expect(repeated(driver.checks.map(({ id }) => id))).toEqual([]);
      });

      it.each(driver.checks.map(check => [check.id, check] as const))(
        '%s: answers for itself, and says what to do unless it passes',
        async (_, check) => {
          const input = await trial().checkInput(toVersion);
          const findings = await check.run(input);
          expect(findings.length).toBeGreaterThan(0);
          expect(repeated(findings.map(({ id }) => id))).toEqual([]);
          for (const finding of findings) {
            expect(finding).toMatchObject({
              id: expect.stringMatching(new RegExp(`^${check.id}(:.+)?$`)),
              checkId: check.id,
              group: check.group,
              observed: expect.stringMatching(/./),
              needed: expect.stringMatching(/./),
              checkedAtMs: world.clock.now(),
            });
          }
          const helpless = findings.filter(
            ({ status, remedy }) => status !== 'pass' && !remedy,
          );
          expect(helpless).toEqual([]);
        },
      );

      it.each(driver.checks.map(check => [check.id, check] as const))(
        '%s: does not pass when the cluster does not answer what it asks',
        async (_, check) => {
          const input = await trial().checkInput(toVersion);
          let asked = 0;
          const cluster = new InterceptedClusterClient(
            world.cluster,
            async () => {
              asked += 1;
              throw new ClusterApiError(500, 'InternalError', 'etcd is away');
            },
          );
          // One that throws is shown as not checked.
          const findings = await check
            .run({ ...input, cluster })
            .catch(() => []);
          const passed = findings.filter(({ status }) => status === 'pass');
          expect(asked > 0 ? passed : []).toEqual([]);
        },
      );
    });

    it('names its signals once, each of a part that is there', async () => {
      const inventory = await trial().inspect();
      const signals = driver.listSignals(inventory);
      expect(repeated(signals.map(({ id }) => id))).toEqual([]);
      const parts = [...inventory.components, ...inventory.applications];
      const ids = parts.map(({ id }) => id);
      const lost = signals.filter(
        ({ componentId }) => !ids.includes(componentId),
      );
      expect(lost).toEqual([]);
    });

    it('has step kinds that no other has', () => {
      expect(repeated(handlers.map(({ kind }) => kind))).toEqual([]);
    });

    it('names what to watch, so that its upgrades are woken', () => {
      expect(driver.watchedResources.length).toBeGreaterThan(0);
    });

    it('says which of its steps a pause can hold, and why it can not hold others', async () => {
      const { steps } = await trial().plan(toVersion, driver.defaultStrategy);
      const held = steps.filter(({ pausing }) => pausing?.kind === 'held');
      expect(held.map(({ id }) => id)).toEqual(options.heldSteps ?? []);
      const silent = steps.filter(
        ({ pausing }) =>
          pausing?.kind === 'finished-first' && pausing.why.trim() === '',
      );
      expect(silent).toEqual([]);
    });

    if (options.heldSteps?.length) {
      it(
        'holds what it says in a pause, whichever process asks, and lets it go on afterwards',
        async () => {
          const paused = await options.createWorld();
          try {
            const driverTrial = new DriverTrial(driver, paused);
            const plan = await driverTrial.plan(
              toVersion,
              driver.defaultStrategy,
            );
            const journey = await PlanTrial.begin(driver, paused, plan);
            expect(await journey.runWithPauses()).toEqual([]);
            expect(await driverTrial.inspect()).toMatchObject({
              version: toVersion,
            });
          } finally {
            await paused.stop();
          }
        },
        JOURNEY_TIMEOUT_MS,
      );
    }

    if (options.isJourneyMade ?? true) {
      it(
        'takes a cluster to the target, and all of it back',
        async () => {
          const journey = await options.createWorld();
          try {
            const { before, there, back, leftovers } = await makeJourney(
              driver,
              journey,
              toVersion,
            );
            expect(there).toBe(toVersion);
            expect(back).toBe(before);
            expect(leftovers).toEqual([]);
          } finally {
            await journey.stop();
          }
        },
        JOURNEY_TIMEOUT_MS,
      );
    }

    it('reads only what its rights declare, and writes nothing', async () => {
      const restricted = new DriverTrial(driver, world, {
        isRestricted: true,
      });
      await restricted.plan(toVersion, driver.defaultStrategy);
      const input = await restricted.checkInput(toVersion);
      for (const check of driver.checks) {
        await check.run(input);
      }
      expect(restricted.writes()).toEqual([]);
    });
  });
}

/** Versions that run before, at the target and back again, and what is not as it was saved. */
async function makeJourney(
  driver: UpgradeDriver,
  world: ClusterWorld,
  toVersion: string,
) {
  const trial = new DriverTrial(driver, world);
  const { version: before } = await trial.inspect();
  const plan = await trial.plan(toVersion, driver.defaultStrategy);
  const journey = await PlanTrial.begin(driver, world, plan);
  await journey.run();
  const { version: there } = await trial.inspect();
  await journey.goBack();
  const { version: back } = await trial.inspect();
  const now = await journey.readSnapshot();
  const leftovers = now.filter(
    (object, index) => !isSameJson(object, journey.snapshot[index]),
  );
  return { before, there, back, leftovers };
}

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
