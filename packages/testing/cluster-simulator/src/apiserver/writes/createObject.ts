import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import {
  alreadyExists,
  forbidden,
  invalid,
  notFound,
  StatusError,
} from '../errors/StatusError';
import { trackUpdate } from '../managedFields/trackFields';
import { ResourceDefinition } from '../resources/ResourceDefinition';
import { ServerContext } from '../ServerContext';
import { formatTime } from '../timestamps';
import { validateMetadata } from '../validation/validateMetadata';
import { canonicalFields } from './canonicalFields';
import { generateName } from './generateName';
import { matchNamespace } from './matchNamespace';

/**
 * Creates an object as the API does: system metadata, defaults, admission, validation, storing.
 * Takes over `object`.
 *
 * @param namespace - of the request; undefined for cluster-scoped resources
 * @throws StatusError
 * @internal
 */
export function createObject(
  context: ServerContext,
  definition: ResourceDefinition,
  namespace: string | undefined,
  object: KubeObject,
  options: {
    isDryRun: boolean;
    /** Owns the fields of the object; absent: ownership is recorded already. */
    fieldManager?: string;
  },
): KubeObject {
  const { metadata } = object;
  matchNamespace(definition, namespace, object);
  fillSystemMetadata(context, metadata);
  if (metadata.generateName && !metadata.name) {
    metadata.name = generateName(metadata.generateName, context.random);
  }
  definition.rules.setDefaults?.(object);
  if (options.fieldManager) {
    trackUpdate(definition, undefined, object, {
      name: options.fieldManager,
      time: formatTime(context.clock.now()),
    });
  }
  admitIntoNamespace(context, definition, object);
  if (metadata.resourceVersion) {
    throw new StatusError(
      500,
      '',
      'resourceVersion should not be set on objects to be created',
    );
  }
  resetStatus(definition, object);
  if (definition.rules.hasGeneration) {
    metadata.generation = 1;
  }
  definition.rules.prepareForCreate?.(object, context);
  const errors = [
    ...validateMetadata(object, definition),
    ...(definition.rules.validate?.(object) ?? []),
  ];
  if (errors.length > 0) {
    throw invalid(definition, metadata.name ?? '', errors);
  }
  if (context.store.get(definition.bucket, metadata.namespace, metadata.name)) {
    throw alreadyExists(definition, metadata.name);
  }
  return options.isDryRun
    ? object
    : context.store.create(
        definition.bucket,
        canonicalFields(definition, object),
      ).object;
}

function fillSystemMetadata(
  { clock, random }: ServerContext,
  metadata: KubeObject['metadata'],
): void {
  delete metadata.deletionTimestamp;
  delete metadata.deletionGracePeriodSeconds;
  metadata.uid = random.uuid();
  metadata.creationTimestamp = formatTime(clock.now());
}

/** Objects come only into namespaces that exist and are not on their way out. */
function admitIntoNamespace(
  { store }: ServerContext,
  definition: ResourceDefinition,
  object: KubeObject,
): void {
  const { namespace, name = '' } = object.metadata;
  if (!definition.isNamespaced || !namespace) {
    return;
  }
  const home = store.get('namespaces', undefined, namespace)?.object;
  if (!home) {
    throw notFound({ group: '', plural: 'namespaces' }, namespace);
  }
  if (home.status?.phase === 'Terminating') {
    throw forbidden(
      definition,
      name,
      `unable to create new content in namespace ${namespace} because it is being terminated`,
      [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    );
  }
}

/** What a client says about status at creation doesn't count, but for nodes, which report themselves. */
function resetStatus(
  { rules, isCustom }: ResourceDefinition,
  object: KubeObject,
): void {
  if (!rules.hasStatus || rules.isStatusKeptOnCreate) {
    return;
  }
  if (isCustom) {
    delete object.status;
  } else {
    object.status = {};
  }
}
