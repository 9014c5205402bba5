import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';

/** Who asks. */
export interface Caller {
  credentials: BackstageCredentials;
  /** Entity ref of a person, or `service:<name>`; what events and overrides name. */
  actor: string;
}

/** @throws AuthenticationError when it is neither a person nor a service */
export function callerOf(credentials: BackstageCredentials): Caller {
  const principal = credentials.principal as
    BackstageUserPrincipal | BackstageServicePrincipal;
  switch (principal.type) {
    case 'user':
      return { credentials, actor: principal.userEntityRef };
    case 'service':
      return { credentials, actor: `service:${principal.subject}` };
    default:
      throw new AuthenticationError(
        'Sign in first: the upgrade API answers to people and services only.',
      );
  }
}
