import { NotFoundError } from '@backstage/errors';
import { Finding, UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import {
  API_SERVER_IDENTITY_RIGHT,
  StepHandler,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  ClusterInspector,
  ReachableCluster,
} from '../clusters/ClusterInspector';
import { neededRights } from '../planner/neededRights';
import { InspectedCluster } from '../planner/PlanMaker';
import { CheckLimits, runChecks } from './runChecks';
import { workloadClaims } from './workloadClaims';

/** Findings with the checks that gave them. */
export interface VerificationRun {
  checkIds: string[];
  findings: Finding[];
}

/** Runs the driver's checks and the portal's own for a plan; changes nothing on the cluster. */
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
    inspected: Pick<InspectedCluster, 'inventory' | 'disputed'>,
    checkIds?: readonly string[],
  ): Promise<VerificationRun> {
    const { driver } = cluster;
    const all = [...driver.checks, workloadClaims(inspected.disputed)];
    const checks = all.filter(({ id }) => !checkIds || checkIds.includes(id));
    const known = all.map(({ id }) => id);
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
        inventory: inspected.inventory,
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
