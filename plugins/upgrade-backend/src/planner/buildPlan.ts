import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  CreatePlanRequest,
  EffectiveThreshold,
  Inventory,
  ReleaseOption,
  Strategy,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  DriverContext,
  lintPlan,
  StepHandler,
  UpgradeDriver,
} from '@cluster-upgrade/plugin-upgrade-node';
import { chooseStrategy } from './chooseStrategy';
import { planHash } from './planHash';

/** What is planned. */
export interface PlanRequest {
  toVersion: string;
  strategy?: CreatePlanRequest['strategy'];
}

/** What a plan is made from besides the cluster's own answers. */
export interface PlanningContext {
  driver: UpgradeDriver;
  context: DriverContext;
  inventory: Inventory;
  thresholds: EffectiveThreshold[];
  configuredStrategy?: Partial<Strategy>;
  /** Those that would run the plan. */
  handlers: readonly StepHandler[];
}

/** A plan and what a start is bound to. */
export interface BuiltPlan {
  plan: UpgradePlan;
  hash: string;
}

/**
 * Asks the driver for the way to a version and has it compile the plan. Reads the cluster, changes
 * nothing.
 *
 * @throws NotFoundError when the platform has no such version
 * @throws ConflictError when the version can't be chosen now, with each reason
 * @throws InputError when the strategy contradicts itself
 */
export async function buildPlan(
  wish: PlanRequest,
  ground: PlanningContext,
): Promise<BuiltPlan> {
  const { driver, context, inventory } = ground;
  const strategy = chooseStrategy(
    driver.defaultStrategy,
    ground.configuredStrategy,
    wish.strategy,
  );
  const release = chooseRelease(
    await driver.listReleases(context, inventory),
    wish.toVersion,
    inventory,
  );
  const target = await driver.describeTarget(
    context,
    inventory,
    release.version,
  );
  const facts = await driver.readPlanFacts(context, inventory, target);
  const plan = driver.compilePlan({
    inventory,
    target,
    path: release.path,
    strategy,
    thresholds: ground.thresholds,
    facts,
  });
  requireSound(plan, ground.handlers);
  return { plan, hash: planHash(plan) };
}

/**
 * A plan with an error is the driver's mistake, not the caller's, and never gets as far as a person.
 *
 * @throws Error that names the driver and each rule that is broken
 */
function requireSound(
  plan: UpgradePlan,
  handlers: readonly StepHandler[],
): void {
  const errors = lintPlan(plan, handlers).filter(
    ({ severity }) => severity === 'error',
  );
  if (errors.length > 0) {
    throw new Error(
      `The driver of platform ${plan.platform} made a plan that must not run: ${errors
        .map(({ rule, text }) => `${text} (${rule})`)
        .join('; ')}. Report it to whoever maintains the driver.`,
    );
  }
}

function chooseRelease(
  releases: readonly ReleaseOption[],
  version: string,
  inventory: Inventory,
): ReleaseOption {
  const release = releases.find(option => option.version === version);
  if (!release) {
    const possible = releases
      .filter(option => option.blockedBy.length === 0)
      .map(option => option.version);
    throw new NotFoundError(
      `${inventory.clusterRef} can't go to version ${version}: platform ${
        inventory.platform
      } offers no such version above ${inventory.version ?? 'what runs'}. Choose ${
        possible.length > 0
          ? `one of ${possible.join(', ')}`
          : 'none: there is no newer version'
      }.`,
    );
  }
  if (release.blockedBy.length > 0) {
    throw new ConflictError(
      `${inventory.clusterRef} can't go to version ${version} now. ${release.blockedBy
        .map(reason => reason.text)
        .join(' ')}`,
    );
  }
  return release;
}

/**
 * @throws InputError when a threshold names an application that the cluster doesn't run
 */
export function requireKnownApplications(
  inventory: Inventory,
  thresholds: CreatePlanRequest['thresholds'],
): void {
  const known = new Set(inventory.applications.map(({ id }) => id));
  const unknown = (thresholds ?? [])
    .map(({ applicationId }) => applicationId)
    .filter(id => !known.has(id));
  if (unknown.length > 0) {
    throw new InputError(
      `thresholds names ${unknown
        .map(id => `'${id}'`)
        .join(', ')}, which ${inventory.clusterRef} doesn't run. Known are ${
        [...known].sort().join(', ') || 'none'
      }.`,
    );
  }
}
