import { UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterClient, lintPlan } from '@cluster-upgrade/plugin-upgrade-node';
import { handlerOf, handlers, PlanTrial, wayBack } from './PlanTrial';
import { omniCloudDriver as driver } from '../OmniCloudDriver';

const RUN_LIMIT_MS = 300_000;

/**
 * What the driver promises on a cluster that runs OmniCloud v1.4.0 as the seed has it.
 *
 * @param clientOf - the cluster, as the account that the portal uses
 */
export function describeOmniCloudDriverContract(
  clientOf: () => ClusterClient,
): void {
  const trialOf = () => new PlanTrial(clientOf());

  it('sees what runs, and offers what it can become', async () => {
    const { context } = trialOf();
    const inventory = await driver.inspect(context);
    expect(inventory).toMatchObject({ version: 'v1.4.0', unknowns: [] });
    expect(inventory.components.map(({ id }) => id)).toEqual([
      'orchestrator',
      'director',
      'registry',
      'forge',
      'agent',
      'platform',
    ]);
    const releases = await driver.listReleases(context, inventory);
    expect(
      releases.map(({ version, path, isRecommended }) => [
        version,
        path.length > 0,
        isRecommended,
      ]),
    ).toEqual([
      ['v2.0.0', false, false],
      ['v1.5.0', true, true],
      ['v1.4.1', true, false],
    ]);
  });

  it('names what the platform does not offer', async () => {
    const { context } = trialOf();
    const inventory = await driver.inspect(context);
    await expect(
      driver.describeTarget(context, inventory, 'v9.9.9'),
    ).rejects.toThrow('OmniCloud does not offer version v9.9.9');
  });

  it('finds nothing that blocks a healthy cluster, with the rights it declares', async () => {
    const trial = trialOf();
    const plan = await trial.makePlan('v1.5.0', {});
    expect(lintPlan(plan, handlers)).toEqual([]);
    const inventory = await driver.inspect(trial.context);
    for (const check of driver.checks) {
      const findings = await check.run({
        ...trial.context,
        inventory,
        plan,
        neededRights: rightsOf(plan),
      });
      expect(findings.length).toBeGreaterThan(0);
      findings.forEach(({ id, status, observed }) =>
        expect({ id, status, observed }).toMatchObject({
          status: expect.stringMatching(/^(pass|warning)$/),
        }),
      );
    }
  });

  it(
    'takes the cluster to the target, gives back what it borrowed, and takes all of it back',
    async () => {
      const trial = trialOf();
      const plan = await trial.makePlan('v1.5.0', {
        kind: 'hybrid',
        scaleDownPercent: 40,
        spareNodes: 1,
      });
      const saved = await trial.readSnapshot(plan);
      const before = await driver.inspect(trial.context);

      await trial.run(plan.steps, saved);

      const upgraded = await driver.inspect(trial.context);
      expect(upgraded.version).toBe('v1.5.0');
      expect(upgraded.nodes).toHaveLength(before.nodes.length);
      expect(upgraded.nodes.filter(node => node.isCordoned)).toEqual([]);
      expect(upgraded.applications).toEqual(before.applications);
      expect((await trial.makePlan('v1.5.0', {})).steps).toEqual([]);

      await trial.run(wayBack(plan), saved);

      const back = await driver.inspect(trial.context);
      expect(back.version).toBe('v1.4.0');
      expect(await trial.readSnapshot(plan)).toEqual(saved);
    },
    RUN_LIMIT_MS,
  );
}

function rightsOf(plan: UpgradePlan) {
  const steps = plan.steps.flatMap(step => [step, ...step.undo]);
  return [
    ...driver.rights,
    ...steps.flatMap(step => {
      const handler = handlerOf(step);
      return handler.rightsFor(handler.parseInput(step.input));
    }),
  ];
}
