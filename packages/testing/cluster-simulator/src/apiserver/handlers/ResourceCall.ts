import type {
  ApiRequest,
  ApiResponse,
} from '@cluster-upgrade/plugin-upgrade-node';
import { SimulatorUser } from '../access/users';
import { ResourceRequestInfo, ResourceVerb } from '../request/requestInfo';
import { ResourceDefinition } from '../resources/ResourceDefinition';
import { ServerContext } from '../ServerContext';

/**
 * One authorised request for a resource that exists.
 *
 * @internal
 */
export interface ResourceCall {
  context: ServerContext;
  request: ApiRequest;
  info: ResourceRequestInfo;
  definition: ResourceDefinition;
  user: SimulatorUser;
  /** Collects what the answer's `Warning` header says, refusals included. */
  warnings: string[];
}

/** @internal */
export type ResourceHandler = (call: ResourceCall) => ApiResponse;

/**
 * What can be done to a resource or subresource, by verb.
 *
 * @internal
 */
export type Handlers = Partial<Record<ResourceVerb, ResourceHandler>>;
