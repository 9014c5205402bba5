import { StatusError } from '../errors/StatusError';
import { formatPath } from './fieldsV1';
import { Manager } from './Managers';
import { OwnershipConflict } from './ownership';

/**
 * The answer to an apply that would change what others own.
 *
 * @internal
 */
export function conflictStatus(conflicts: OwnershipConflict[]): StatusError {
  const causes = conflicts.map(({ manager, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${describeManager(manager)}`,
    field: formatPath(path),
  }));
  return new StatusError(409, 'Conflict', conflictMessage(conflicts), {
    causes,
  });
}

function conflictMessage(conflicts: OwnershipConflict[]): string {
  if (conflicts.length === 1) {
    const [{ manager, path }] = conflicts;
    return `Apply failed with 1 conflict: conflict with ${describeManager(
      manager,
    )}: ${formatPath(path)}`;
  }
  const pathsByManager = new Map<string, string[]>();
  for (const { manager, path } of conflicts) {
    const name = describeManager(manager);
    pathsByManager.set(name, [
      ...(pathsByManager.get(name) ?? []),
      `- ${formatPath(path)}`,
    ]);
  }
  const lines = [...pathsByManager]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([name, paths]) => [`conflicts with ${name}:`, ...paths]);
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
}

function describeManager(manager: Manager): string {
  const { name, operation, apiVersion, subresource } = manager;
  const described = subresource
    ? `"${name}" with subresource "${subresource}"`
    : `"${name}"`;
  return operation === 'Update'
    ? `${described} using ${apiVersion}`
    : described;
}
