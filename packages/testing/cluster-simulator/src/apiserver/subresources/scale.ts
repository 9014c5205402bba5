import type {
  ApiResponse,
  KubeObject,
} from '@cluster-upgrade/plugin-upgrade-node';
import { invalidValue } from '../errors/FieldError';
import { invalid, notFound, staleVersion } from '../errors/StatusError';
import { patchCurrentObject } from '../handlers/patchCurrentObject';
import { Handlers, ResourceCall } from '../handlers/ResourceCall';
import { checkName } from '../handlers/writeHandlers';
import { ExpectedKind, readObject } from '../request/readObject';
import { readWriteOptions, WriteOptions } from '../request/writeOptions';
import { ScalePaths } from '../resources/ResourceDefinition';
import { jsonResponse } from '../response/responses';
import { builtinSchema } from '../schema/Schema';
import { formatLabelSelector } from '../selectors/labelSelector';
import { updateObject } from '../writes/updateObject';
import { readPath, writePath } from './simplePath';

const scaleKind: ExpectedKind = {
  group: 'autoscaling',
  version: 'v1',
  kind: 'Scale',
  schema: builtinSchema('autoscaling', 'v1', 'Scale'),
  isCustom: false,
};

/** @internal */
export const scaleHandlers: Handlers = {
  get({ context, definition, info }) {
    const stored = context.store.get(
      definition.bucket,
      info.namespace,
      info.name!,
    );
    if (!stored) {
      throw notFound(definition, info.name!);
    }
    return jsonResponse(200, scaleOf(stored.object, definition.scale!));
  },

  update(call) {
    const options = readWriteOptions(call.request, 'UpdateOptions');
    const object = readObject(call, scaleKind, options.fieldValidation);
    checkName(object, call.info.name!);
    return writeScale(call, options, () => object);
  },

  patch(call) {
    const options = readWriteOptions(call.request, 'PatchOptions');
    const { plural, group } = call.definition;
    const { change } = patchCurrentObject(
      { ...scaleKind, plural, group },
      call,
      options,
    );
    return writeScale(call, options, change);
  },
};

function writeScale(
  { context, definition, info }: ResourceCall,
  { isDryRun, managerName }: WriteOptions,
  change: (current: KubeObject) => KubeObject,
): ApiResponse {
  const paths = definition.scale!;
  const { object } = updateObject(context, definition, {
    namespace: info.namespace,
    name: info.name!,
    subresource: 'scale',
    fieldManager: managerName,
    isDryRun,
    change(current) {
      if (!current) {
        throw notFound(definition, info.name!);
      }
      const scale = change(scaleOf(current, paths));
      checkScale(scale, current, definition);
      const scaled = structuredClone(current);
      writePath(scaled, paths.specReplicas, scale.spec?.replicas ?? 0);
      return scaled;
    },
  });
  return jsonResponse(200, scaleOf(object, paths));
}

function checkScale(
  { metadata, spec }: KubeObject,
  current: KubeObject,
  definition: { group: string; plural: string },
): void {
  const version = metadata.resourceVersion;
  if (version && version !== current.metadata.resourceVersion) {
    throw staleVersion(definition, current.metadata.name);
  }
  const replicas = spec?.replicas ?? 0;
  if (replicas < 0) {
    throw invalid({ group: 'autoscaling', kind: 'Scale' }, metadata.name, [
      invalidValue(
        'spec.replicas',
        replicas,
        'must be greater than or equal to 0',
      ),
    ]);
  }
}

/** The `Scale` that stands for an object. */
function scaleOf(object: KubeObject, paths: ScalePaths): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  const replicas = readPath(object, paths.specReplicas);
  const selector = paths.selector && readPath(object, paths.selector);
  const selectorText =
    typeof selector === 'string' ? selector : formatLabelSelector(selector);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: replicas ? { replicas } : {},
    status: {
      replicas: readPath(object, paths.statusReplicas) ?? 0,
      ...(selectorText && { selector: selectorText }),
    },
  };
}
