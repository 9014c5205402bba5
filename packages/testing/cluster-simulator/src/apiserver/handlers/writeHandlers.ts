import type {
  ApiResponse,
  KubeObject,
} from '@cluster-upgrade/plugin-upgrade-node';
import { badRequest } from '../errors/StatusError';
import { presentationFor } from '../presentation/presentationFor';
import { readObject } from '../request/readObject';
import { readWriteOptions } from '../request/writeOptions';
import { jsonTextResponse } from '../response/responses';
import { createObject } from '../writes/createObject';
import { UpdateRequest, updateObject } from '../writes/updateObject';
import { patchCurrentObject } from './patchCurrentObject';
import { ResourceCall, ResourceHandler } from './ResourceCall';

/** @internal */
export const handleCreate: ResourceHandler = call => {
  const { context, definition, info, request } = call;
  const options = readWriteOptions(request, 'CreateOptions');
  const object = readObject(call, definition, options.fieldValidation);
  const created = createObject(
    context,
    definition,
    definition.isNamespaced ? info.namespace : undefined,
    object,
    { isDryRun: options.isDryRun, fieldManager: options.managerName },
  );
  return objectResponse(call, 201, created);
};

/** @internal */
export const handleUpdate: ResourceHandler = call => {
  const { definition, info, request } = call;
  const options = readWriteOptions(request, 'UpdateOptions');
  const object = readObject(call, definition, options.fieldValidation);
  checkName(object, info.name!);
  return changeObject(call, () => object, {
    isDryRun: options.isDryRun,
    fieldManager: options.managerName,
  });
};

/** @internal */
export const handlePatch: ResourceHandler = call => {
  const { definition, request } = call;
  const options = readWriteOptions(request, 'PatchOptions');
  const { change, isApply } = patchCurrentObject(definition, call, options);
  return changeObject(
    call,
    current => {
      const object = change(current);
      checkName(object, call.info.name!);
      return object;
    },
    {
      isDryRun: options.isDryRun,
      canCreate: isApply,
      fieldManager: isApply ? undefined : options.managerName,
    },
  );
};

function changeObject(
  call: ResourceCall,
  change: UpdateRequest['change'],
  options: Pick<UpdateRequest, 'isDryRun' | 'canCreate' | 'fieldManager'>,
): ApiResponse {
  const { context, definition, info } = call;
  const { object, wasCreated } = updateObject(context, definition, {
    namespace: definition.isNamespaced ? info.namespace : undefined,
    name: info.name!,
    subresource: writtenSubresource(info.subresource),
    change,
    ...options,
  });
  return objectResponse(call, wasCreated ? 201 : 200, object);
}

function writtenSubresource(
  subresource: string | undefined,
): UpdateRequest['subresource'] {
  return subresource === 'status' || subresource === 'finalize'
    ? subresource
    : undefined;
}

/** @internal */
export function checkName(object: KubeObject, name: string): void {
  if (!object.metadata.name) {
    throw badRequest(
      `the name of the object (${name} based on URL) was undeterminable: name must be provided`,
    );
  }
  if (object.metadata.name !== name) {
    throw badRequest(
      `the name of the object (${object.metadata.name}) does not match the name on the URL (${name})`,
    );
  }
}

/** @internal */
export function objectResponse(
  call: ResourceCall,
  status: number,
  object: KubeObject,
): ApiResponse {
  return jsonTextResponse(status, presentationFor(call).object(object));
}
