import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import {
  FieldError,
  invalidValue,
  notSupported,
  required,
} from '../errors/FieldError';
import { StatusError } from '../errors/StatusError';
import { formatTime } from '../timestamps';
import { KindRules } from './KindRules';
import { setDefault } from './setDefault';

/**
 * Keeps a definition until its objects are gone.
 *
 * @internal
 */
export const CLEANUP_FINALIZER = 'customresourcecleanup.apiextensions.k8s.io';

function storageVersion({ spec }: KubeObject): string | undefined {
  return (spec.versions ?? []).find((version: any) => version.storage)?.name;
}

function setDefaults({ spec }: KubeObject): void {
  if (!spec?.names) {
    return;
  }
  setDefault(spec.names, 'singular', spec.names.kind?.toLowerCase());
  setDefault(spec.names, 'listKind', `${spec.names.kind}List`);
  setDefault(spec, 'conversion', { strategy: 'None' });
  if (spec.conversion.strategy === 'Webhook') {
    throw new StatusError(
      501,
      'NotImplemented',
      'conversion webhooks are not modelled by the embedded cluster: use strategy None',
    );
  }
}

function validateNames({ metadata, spec }: KubeObject): FieldError[] {
  const errors: FieldError[] = [];
  if (!spec.group) {
    errors.push(required('spec.group'));
  }
  for (const field of ['plural', 'kind']) {
    if (!spec.names?.[field]) {
      errors.push(required(`spec.names.${field}`));
    }
  }
  const expected = `${spec.names?.plural}.${spec.group}`;
  if (metadata.name !== expected) {
    errors.push(
      invalidValue(
        'metadata.name',
        metadata.name,
        'must be spec.names.plural+"."+spec.group',
      ),
    );
  }
  if (!['Cluster', 'Namespaced'].includes(spec.scope)) {
    errors.push(
      spec.scope
        ? notSupported('spec.scope', spec.scope, ['Cluster', 'Namespaced'])
        : required('spec.scope'),
    );
  }
  return errors;
}

function validateVersions({ spec }: KubeObject): FieldError[] {
  const versions: any[] = spec.versions ?? [];
  const errors: FieldError[] = [];
  if (versions.filter(version => version.storage).length !== 1) {
    errors.push(
      invalidValue(
        'spec.versions',
        versions,
        'must have exactly one version marked as storage version',
      ),
    );
  }
  versions.forEach((version, index) => {
    const field = `spec.versions[${index}].schema.openAPIV3Schema`;
    const schema = version.schema?.openAPIV3Schema;
    if (!schema) {
      errors.push(required(field, 'schemas are required'));
    } else if (schema.type !== 'object') {
      errors.push(
        schema.type
          ? invalidValue(
              `${field}.type`,
              schema.type,
              'must be object at the root',
            )
          : required(`${field}.type`, 'must not be empty at the root'),
      );
    }
  });
  return errors;
}

function establishedStatus(crd: KubeObject, nowMs: number) {
  const now = formatTime(nowMs);
  return {
    conditions: [
      {
        type: 'NamesAccepted',
        status: 'True',
        lastTransitionTime: now,
        reason: 'NoConflicts',
        message: 'no conflicts found',
      },
      {
        type: 'Established',
        status: 'True',
        lastTransitionTime: now,
        reason: 'InitialNamesAccepted',
        message: 'the initial names have been accepted',
      },
    ],
    acceptedNames: structuredClone(crd.spec.names),
    storedVersions: [storageVersion(crd)],
  };
}

/**
 * Definitions are established in the same request: nothing here could be slower than the request
 * itself, and names can't collide because the plural is part of the name.
 *
 * @internal
 */
export const customResourceDefinitionRules: KindRules = {
  hasStatus: true,
  hasGeneration: true,
  isVersionRequiredOnUpdate: true,
  setDefaults,
  prepareForCreate(crd, { clock }) {
    if (crd.spec?.names) {
      crd.status = establishedStatus(crd, clock.now());
    }
  },
  prepareForUpdate(crd) {
    const version = storageVersion(crd);
    const stored: string[] = crd.status?.storedVersions ?? [];
    if (version && crd.status && crd.spec?.names) {
      crd.status = {
        ...crd.status,
        storedVersions: [...new Set([...stored, version])],
        acceptedNames: structuredClone(crd.spec.names),
      };
    }
  },
  prepareForDelete(crd) {
    crd.metadata.finalizers = [
      ...new Set([...(crd.metadata.finalizers ?? []), CLEANUP_FINALIZER]),
    ];
  },
  validate(crd) {
    return crd.spec
      ? [...validateNames(crd), ...validateVersions(crd)]
      : [required('spec')];
  },
  validateUpdate(crd, previous) {
    return crd.spec.scope === previous.spec.scope
      ? []
      : [invalidValue('spec.scope', crd.spec.scope, 'field is immutable')];
  },
};
