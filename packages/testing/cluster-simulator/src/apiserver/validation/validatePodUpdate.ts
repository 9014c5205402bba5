import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { FieldError, forbiddenField } from '../errors/FieldError';
import { isDeepEqual } from '../writes/isDeepEqual';

const mutableFields = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
].join(',');

/**
 * A pod runs what it was made of; only its images and little else can change.
 *
 * @internal
 */
export function validatePodUpdate(
  { spec }: KubeObject,
  { spec: previous }: KubeObject,
): FieldError[] {
  const containers = spec.containers ?? [];
  if (containers.length !== (previous.containers ?? []).length) {
    return [
      forbiddenField(
        'spec.containers',
        'pod updates may not add or remove containers',
      ),
    ];
  }
  const changed = changedFields(comparable(spec), comparable(previous));
  const lostTolerations = (previous.tolerations ?? []).filter(
    (toleration: unknown) =>
      !(spec.tolerations ?? []).some((kept: unknown) =>
        isDeepEqual(kept, toleration),
      ),
  );
  if (lostTolerations.length > 0) {
    changed.push('tolerations');
  }
  return changed.length === 0
    ? []
    : [
        forbiddenField(
          'spec',
          `pod updates may not change fields other than ${mutableFields}\nchanged: ${changed.join(
            ', ',
          )}`,
        ),
      ];
}

function comparable(spec: any): Record<string, unknown> {
  const {
    activeDeadlineSeconds: _deadline,
    tolerations: _tolerations,
    ...rest
  } = spec;
  const withoutImage = ({ image: _image, ...container }: any) => container;
  return {
    ...rest,
    containers: (spec.containers ?? []).map(withoutImage),
    initContainers: (spec.initContainers ?? []).map(withoutImage),
  };
}

function changedFields(
  fields: Record<string, unknown>,
  previous: Record<string, unknown>,
): string[] {
  return [
    ...new Set([...Object.keys(fields), ...Object.keys(previous)]),
  ].filter(field => !isDeepEqual(fields[field], previous[field]));
}
