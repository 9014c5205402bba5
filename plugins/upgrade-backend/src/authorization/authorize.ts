import {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  PermissionResourceRef,
} from '@backstage/plugin-permission-node';
import {
  ActionAvailability,
  entityText,
} from '@cluster-upgrade/plugin-upgrade-common';

/** What a denial speaks of. */
export interface NamedObject {
  name: string;
  /** Who can help. */
  ownerRef?: string;
}

/** Answers for one caller and one resource after the other, from one question to the policy. */
export type Decision<T> = (
  permission: ResourcePermission,
  resource: T,
) => boolean;

/**
 * Asks the permission policy. Conditional decisions are applied to the resource here, so that what is
 * decided on is what the request then works with.
 */
export class Authorizer {
  readonly #permissions: PermissionsService;
  readonly #registry: PermissionsRegistryService;

  constructor(
    permissions: PermissionsService,
    registry: PermissionsRegistryService,
  ) {
    this.#permissions = permissions;
    this.#registry = registry;
  }

  /** One request to the policy for all of the named permissions. */
  async decide<T>(
    credentials: BackstageCredentials,
    resourceRef: PermissionResourceRef<T, unknown, string>,
    permissions: readonly ResourcePermission[],
  ): Promise<Decision<T>> {
    const decisions = await this.#permissions.authorizeConditional(
      permissions.map(permission => ({ permission })),
      { credentials },
    );
    const authorize = createConditionAuthorizer<T>(
      this.#registry.getPermissionRuleset(resourceRef),
    );
    return (permission, resource) => {
      const decision = decisions[permissions.indexOf(permission)];
      return decision !== undefined && authorize(decision, resource);
    };
  }

  /** For each permission whether the caller has it, and else why not, for a screen to show. */
  async availability<T>(
    credentials: BackstageCredentials,
    resourceRef: PermissionResourceRef<T, unknown, string>,
    permissions: readonly ResourcePermission[],
    resource: T,
    object: NamedObject,
  ): Promise<(permission: ResourcePermission) => ActionAvailability> {
    const decision = await this.decide(credentials, resourceRef, permissions);
    return permission =>
      decision(permission, resource)
        ? { available: true }
        : missingPermission(permission, object);
  }

  /**
   * @throws NotAllowedError that names the permission, the thing and who can help
   */
  async require<T>(
    credentials: BackstageCredentials,
    resourceRef: PermissionResourceRef<T, unknown, string>,
    permission: ResourcePermission,
    resource: T,
    object: NamedObject,
  ): Promise<void> {
    const decision = await this.decide(credentials, resourceRef, [permission]);
    requireAllowed(decision, permission, resource, object);
  }
}

/**
 * For where the policy was asked before the resource was known.
 *
 * @throws NotAllowedError that names the permission, the thing and who can help
 */
export function requireAllowed<T>(
  decision: Decision<T>,
  permission: ResourcePermission,
  resource: T,
  object: NamedObject,
): void {
  if (!decision(permission, resource)) {
    throw new NotAllowedError(denialText(permission, object));
  }
}

function missingPermission(
  permission: ResourcePermission,
  object: NamedObject,
): ActionAvailability {
  return {
    available: false,
    reason: {
      code: 'permission-missing',
      params: { permission: permission.name, object: object.name },
      text: denialText(permission, object),
    },
  };
}

function denialText(
  permission: ResourcePermission,
  { name, ownerRef }: NamedObject,
) {
  const whom = ownerRef
    ? `its owner ${entityText(ownerRef)}`
    : "the portal's operators";
  return `You need the permission ${permission.name} for ${entityText(
    name,
  )}. Ask ${whom}.`;
}
