import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import {
  FieldError,
  forbiddenField,
  invalidValue,
  required,
} from '../errors/FieldError';
import { ResourceDefinition } from '../resources/ResourceDefinition';
import { nameProblems } from './nameFormats';
import { qualifiedNameProblems, validateLabels } from './validateLabels';

const ANNOTATIONS_BYTES_MAX = 256 * 1024;
const standardFinalizers = ['orphan', 'foregroundDeletion', 'kubernetes'];

/**
 * The rules that every object's metadata keeps.
 *
 * @internal
 */
export function validateMetadata(
  { metadata }: KubeObject,
  definition: ResourceDefinition,
): FieldError[] {
  if (!metadata.name) {
    return [required('metadata.name', 'name or generateName is required')];
  }
  return [
    ...nameProblems(metadata.name, definition.rules.nameFormat).map(problem =>
      invalidValue('metadata.name', metadata.name, problem),
    ),
    ...validateSharedMetadata(metadata),
    ...validateFinalizers(metadata.finalizers),
  ];
}

/** What is checked at creation, and once more at each update. */
function validateSharedMetadata(
  metadata: KubeObject['metadata'],
): FieldError[] {
  return [
    ...validateLabels(metadata.labels, 'metadata.labels'),
    ...validateAnnotations(metadata.annotations),
    ...validateOwnerReferences(metadata.ownerReferences),
  ];
}

function validateAnnotations(
  annotations: Record<string, string> = {},
): FieldError[] {
  const field = 'metadata.annotations';
  const errors = Object.keys(annotations).flatMap(key =>
    qualifiedNameProblems(key.toLowerCase()).map(problem =>
      invalidValue(field, key, problem),
    ),
  );
  const bytes = Object.entries(annotations).reduce(
    (sum, [key, value]) => sum + key.length + value.length,
    0,
  );
  if (bytes > ANNOTATIONS_BYTES_MAX) {
    errors.push({
      type: 'FieldValueTooLong',
      field,
      detail: `may not be more than ${ANNOTATIONS_BYTES_MAX} bytes`,
    });
  }
  return errors;
}

function validateFinalizers(finalizers: string[] = []): FieldError[] {
  return finalizers.flatMap((finalizer, index) => {
    const field = `metadata.finalizers[${index}]`;
    const problems = qualifiedNameProblems(finalizer);
    if (problems.length === 0 && !finalizer.includes('/')) {
      return standardFinalizers.includes(finalizer)
        ? []
        : [
            invalidValue(
              field,
              finalizer,
              'name is neither a standard finalizer name nor is it fully qualified',
            ),
          ];
    }
    return problems.map(problem => invalidValue(field, finalizer, problem));
  });
}

function validateOwnerReferences(
  references: KubeObject['metadata']['ownerReferences'],
): FieldError[] {
  const errors: FieldError[] = [];
  const controllers: string[] = [];
  for (const reference of references ?? []) {
    const field = 'metadata.ownerReferences';
    for (const name of ['apiVersion', 'kind', 'name', 'uid'] as const) {
      if (!reference[name]) {
        errors.push(invalidValue(`${field}.${name}`, '', 'must not be empty'));
      }
    }
    if (reference.controller) {
      controllers.push(reference.name);
    }
  }
  if (controllers.length > 1) {
    errors.push(
      invalidValue(
        'metadata.ownerReferences',
        references,
        `Only one reference can have Controller set to true. Found "true" in references for ${controllers[0]} and ${controllers[1]}`,
      ),
    );
  }
  return errors;
}

const immutableFields = [
  'name',
  'namespace',
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
] as const;

/**
 * What an update may not do to metadata.
 *
 * @internal
 */
export function validateMetadataUpdate(
  { metadata }: KubeObject,
  { metadata: previous }: KubeObject,
): FieldError[] {
  const errors: FieldError[] = [];
  if (previous.deletionTimestamp) {
    const added = (metadata.finalizers ?? []).filter(
      finalizer => !previous.finalizers?.includes(finalizer),
    );
    if (added.length > 0) {
      errors.push(
        forbiddenField(
          'metadata.finalizers',
          `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added
            .map(finalizer => JSON.stringify(finalizer))
            .join(', ')}}`,
        ),
      );
    }
  }
  for (const field of immutableFields) {
    if (metadata[field] !== previous[field]) {
      errors.push(
        invalidValue(
          `metadata.${field}`,
          metadata[field] ?? null,
          'field is immutable',
        ),
      );
    }
  }
  return [...errors, ...validateSharedMetadata(metadata)];
}
