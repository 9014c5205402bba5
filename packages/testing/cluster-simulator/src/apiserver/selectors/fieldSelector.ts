import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { badRequest, StatusError } from '../errors/StatusError';
import { ResourceDefinition } from '../resources/ResourceDefinition';

/** @internal */
export type FieldMatcher = (object: KubeObject) => boolean;

/** Fields whose absence has a written value. */
const valuesWhenAbsent: Record<string, string> = {
  'spec.unschedulable': 'false',
  'spec.hostNetwork': 'false',
  'status.replicas': '0',
};

function fieldValue(object: KubeObject, path: string): string {
  if (path === 'name') {
    return object.metadata.name;
  }
  if (path === 'source' && object.kind === 'Event') {
    return object.source?.component ?? object.reportingComponent ?? '';
  }
  const value = path
    .split('.')
    .reduce<any>((node, field) => node?.[field], object);
  return String(value ?? valuesWhenAbsent[path] ?? '');
}

/** Upstream's words differ where the kind has no fields of its own. */
function unsupportedField(
  path: string,
  { selectableFields }: ResourceDefinition,
): StatusError {
  return badRequest(
    selectableFields.length > 0
      ? `field label not supported: ${path}`
      : `${JSON.stringify(path)} is not a known field selector: only "metadata.name", "metadata.namespace"`,
  );
}

/**
 * Reads a field selector and checks that the resource supports each field.
 *
 * @throws StatusError with code 400
 * @internal
 */
export function parseFieldSelector(
  selector: string,
  definition: ResourceDefinition,
): FieldMatcher {
  const supported = new Set([
    'metadata.name',
    // Upstream accepts it for cluster-scoped kinds too; it is empty there.
    'metadata.namespace',
    ...definition.selectableFields,
  ]);
  const requirements = selector
    .split(',')
    .filter(Boolean)
    .map(part => {
      const match = /^([^=!]+)(==|=|!=)(.*)$/.exec(part.trim());
      if (!match) {
        throw badRequest(
          `invalid selector: '${selector}'; can't understand '${part}'`,
        );
      }
      const [, path, operator, value] = match;
      if (!supported.has(path)) {
        throw unsupportedField(path, definition);
      }
      return { path, isEqual: operator !== '!=', value };
    });
  return object =>
    requirements.every(
      ({ path, isEqual, value }) =>
        (fieldValue(object, path) === value) === isEqual,
    );
}
