import type { ResourceVerb } from '../request/requestInfo';

/**
 * What can be done to stored objects.
 *
 * @internal
 */
export const allVerbs: ResourceVerb[] = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];
