import { UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { API_SERVER_IDENTITY_RIGHT } from '../cluster/apiServerIdentity';
import { UpgradeDriver } from '../driver/UpgradeDriver';
import { KubeObject } from '../ports/KubeObject';
import { AccessRule } from '../step/StepHandler';
import { stepHandlersOf } from '../steps/stepHandlersOf';

/**
 * What ClusterRoles and Roles among manifests grant; other objects are passed over. Those of a Role hold in its
 * own namespace.
 *
 * @public
 */
export function grantedRights(manifests: readonly KubeObject[]): AccessRule[] {
  return manifests
    .filter(({ kind }) => kind === 'ClusterRole' || kind === 'Role')
    .flatMap(({ kind, metadata, ...role }) =>
      (role.rules as RoleRule[]).flatMap(
        ({ apiGroups, resources, resourceNames = [undefined], verbs }) =>
          apiGroups.flatMap(apiGroup =>
            resources.flatMap(resource =>
              resourceNames.map(name => ({
                apiGroup,
                resource,
                verbs,
                ...(kind === 'Role' && { namespace: metadata.namespace }),
                ...(name !== undefined && { name }),
              })),
            ),
          ),
      ),
    );
}

/** As RBAC has it. */
interface RoleRule {
  apiGroups: string[];
  resources: string[];
  resourceNames?: string[];
  verbs: string[];
}

/**
 * What the portal needs on a cluster to inspect it and to run plans, there and back.
 *
 * @public
 */
export function neededRights(
  driver: UpgradeDriver,
  plans: readonly UpgradePlan[],
): AccessRule[] {
  const handlers = stepHandlersOf(driver);
  const steps = plans.flatMap(plan => [
    ...plan.steps,
    ...plan.steps.flatMap(({ undo }) => undo),
  ]);
  return [
    API_SERVER_IDENTITY_RIGHT,
    ...driver.rights,
    ...steps.flatMap(({ id, kind, input }) => {
      const handler = handlers.find(candidate => candidate.kind === kind);
      if (!handler) {
        throw new Error(`Step '${id}': no handler runs kind '${kind}'`);
      }
      return handler.rightsFor(handler.parseInput(input));
    }),
  ];
}
