import { NotFoundError } from '@backstage/errors';
import {
  Finding,
  Inventory,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  API_SERVER_IDENTITY_RIGHT,
  StepHandler,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  ClusterInspector,
  ReachableCluster,
} from '../clusters/ClusterInspector';
import { neededRights } from '../planner/neededRights';
import { CheckLimits, runChecks } from './runChecks';

/** Findings with the checks that gave them. */
export interface VerificationRun {
  checkIds: string[];
  findings: Finding[];
}

/** Runs the driver's checks for a plan; changes nothing on the cluster. */
export class Verifier {
  readonly #inspector: ClusterInspector;
  readonly #handlersOf: (platform: string) => readonly StepHandler[];
  readonly #limits: CheckLimits;

  constructor(options: {
    inspector: ClusterInspector;
    /** Step handlers that plans of a platform may use. */
    handlersOf: (platform: string) => readonly StepHandler[];
    limits: CheckLimits;
  }) {
    this.#inspector = options.inspector;
    this.#handlersOf = options.handlersOf;
    this.#limits = options.limits;
  }

  /**
   * @param checkIds - all checks when absent
   * @throws NotFoundError when the platform has no such check
   */
  async verify(
    cluster: ReachableCluster,
    plan: UpgradePlan,
    inventory: Inventory,
    checkIds?: readonly string[],
  ): Promise<VerificationRun> {
    const { driver } = cluster;
    const checks = driver.checks.filter(
      ({ id }) => !checkIds || checkIds.includes(id),
    );
    const known = driver.checks.map(({ id }) => id);
    const unknown = (checkIds ?? []).filter(id => !known.includes(id));
    if (unknown.length > 0) {
      throw new NotFoundError(
        `Platform ${driver.platform} has no check ${unknown
          .map(id => `'${id}'`)
          .join(', ')}. Known are ${known.join(', ')}.`,
      );
    }
    const findings = await runChecks(
      checks,
      {
        ...this.#inspector.contextOf(cluster),
        inventory,
        plan,
        neededRights: neededRights(
          plan,
          [...driver.rights, API_SERVER_IDENTITY_RIGHT],
          this.#handlersOf(driver.platform),
        ),
      },
      this.#limits,
    );
    return { checkIds: checks.map(({ id }) => id), findings };
  }
}
