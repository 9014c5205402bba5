import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import {
  badRequest,
  conflict,
  notFound,
  StatusError,
} from '../errors/StatusError';
import { ResourceHandler } from '../handlers/ResourceCall';
import { ExpectedKind, readObject } from '../request/readObject';
import { readWriteOptions } from '../request/writeOptions';
import { jsonResponse } from '../response/responses';
import { builtinSchema } from '../schema/Schema';
import { formatTime } from '../timestamps';
import { setCondition } from './setCondition';

const bindingKind: ExpectedKind = {
  group: '',
  version: 'v1',
  kind: 'Binding',
  schema: builtinSchema('', 'v1', 'Binding'),
  isCustom: false,
};

/**
 * Assigns a pod to a node, once, in a single write.
 *
 * @internal
 */
export const handleBinding: ResourceHandler = call => {
  const { context, definition, info, request } = call;
  const options = readWriteOptions(request, 'CreateOptions');
  const binding = readObject(call, bindingKind, options.fieldValidation);
  checkBinding(binding, info.name!);
  const stored = context.store.get(
    definition.bucket,
    info.namespace,
    info.name!,
  );
  if (!stored) {
    throw notFound(definition, info.name!);
  }
  const pod = structuredClone(stored.object);
  checkBindable(pod);
  pod.spec.nodeName = binding.target.name;
  setCondition(pod, {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: formatTime(context.clock.now()),
  });
  if (!options.isDryRun) {
    context.store.update(definition.bucket, pod);
  }
  return jsonResponse(201, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    code: 201,
  });
};

function checkBinding({ metadata, target }: KubeObject, name: string): void {
  if (metadata.name !== name) {
    throw badRequest('name in URL does not match name in Binding object');
  }
  if (target?.kind && target.kind !== 'Node') {
    throw new StatusError(
      500,
      '',
      `target.kind: Unsupported value: "${target.kind}": supported values: "Node", "<empty>"`,
    );
  }
  if (!target?.name) {
    throw new StatusError(500, '', 'target.name: Required value');
  }
}

function checkBindable({ metadata, spec }: KubeObject): void {
  const refuse = (cause: string) =>
    conflict({ group: '', plural: 'pods/binding' }, metadata.name, cause);
  if (metadata.deletionTimestamp) {
    throw refuse(
      `pod ${metadata.name} is being deleted, cannot be assigned to a host`,
    );
  }
  if (spec.nodeName) {
    throw refuse(
      `pod ${metadata.name} is already assigned to node "${spec.nodeName}"`,
    );
  }
}
