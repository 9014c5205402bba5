import {
  EffectiveThreshold,
  Finding,
  Inventory,
  ReleaseOption,
  Strategy,
  TargetDescriptor,
  ThresholdAction,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterClient } from '../ports/ClusterClient';
import { Clock } from '../ports/Clock';
import { ResourceType } from '../ports/KubeObject';
import { AccessRule } from '../step/StepHandler';
import { StepHandler } from '../step/StepHandler';
import { SignalDefinition } from './SignalDefinition';

/**
 * What a driver is given to look at a cluster. Drivers read with it; only steps write.
 *
 * @public
 */
export interface DriverContext {
  /** Entity ref of the cluster. */
  clusterRef: string;
  cluster: ClusterClient;
  clock: Clock;
  signal?: AbortSignal;
}

/**
 * What a plan is compiled from. Plain data: compiling reads nothing else.
 *
 * @public
 */
export interface PlanInput {
  inventory: Inventory;
  target: TargetDescriptor;
  /** Versions to pass through, the target last. */
  path: string[];
  strategy: Strategy;
  thresholds: EffectiveThreshold[];
  /** Whatever else the driver read for planning, from `readPlanFacts`. */
  facts: unknown;
}

/**
 * Everything the product needs to know about one platform. A driver inspects, knows releases and
 * compiles plans; it never runs anything itself.
 *
 * @public
 */
export interface UpgradeDriver {
  /** Value of the cluster entity's platform annotation, for example `beacon`. */
  readonly platform: string;
  readonly title: string;

  /** Versions come from status and running images, never from desired state alone. */
  inspect(context: DriverContext): Promise<Inventory>;

  /** Versions newer than the one that runs, the blocked ones with reasons. */
  listReleases(
    context: DriverContext,
    inventory: Inventory,
  ): Promise<ReleaseOption[]>;

  /**
   * @throws NotFoundError from `@backstage/errors` when the platform has no such version
   */
  describeTarget(
    context: DriverContext,
    inventory: Inventory,
    version: string,
  ): Promise<TargetDescriptor>;

  /** Reads what `compilePlan` needs beyond the inventory, such as current templates for the diff. */
  readPlanFacts(
    context: DriverContext,
    inventory: Inventory,
    target: TargetDescriptor,
  ): Promise<unknown>;

  /** Pure: the same input gives the same plan. */
  compilePlan(input: PlanInput): UpgradePlan;

  /** Verifications before a start; each answers for itself. */
  readonly checks: readonly DriverCheck[];

  /** What to measure per component. */
  listSignals(inventory: Inventory): SignalDefinition[];

  /** Step kinds that the library lacks. */
  readonly stepHandlers: readonly StepHandler[];

  /** Kinds whose changes wake the engine while an upgrade of this platform runs. */
  readonly watchedResources: readonly ResourceType[];

  /** What `inspect`, `listReleases` and the checks read; steps declare their own. */
  readonly rights: readonly AccessRule[];

  /** What is used where the person chose nothing. */
  readonly defaultStrategy: Strategy;

  /**
   * What happens when an application fails too often and neither its owners nor the configuration say what.
   * Absent: `rollback`. `pause` suits a platform that can't go back half-way.
   */
  readonly defaultThresholdAction?: ThresholdAction;

  /**
   * Which parts of a strategy its plans follow; nobody is asked for the others. Absent: all. A platform
   * whose own operator does the work follows few.
   */
  readonly strategyParameters?: readonly (keyof Strategy)[];
}

/** @public */
export interface DriverCheck {
  id: string;
  title: string;
  group: Finding['group'];
  /**
   * Answers with at least one finding. A check that throws is reported as not checked, with the
   * error's message, and never as passed.
   */
  run(input: CheckInput): Promise<Finding[]>;
}

/** @public */
export interface CheckInput extends DriverContext {
  inventory: Inventory;
  plan: UpgradePlan;
  /** Step kinds to their handlers' rights, already resolved for this plan. */
  neededRights: readonly AccessRule[];
}
