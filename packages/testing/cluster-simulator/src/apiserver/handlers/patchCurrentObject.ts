import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { goFormat, goJsonType } from '../errors/goFormat';
import { forbiddenField, invalidValue } from '../errors/FieldError';
import {
  badRequest,
  invalid,
  notFound,
  StatusError,
  unroutableMediaType,
  unsupportedMediaType,
} from '../errors/StatusError';
import { applyMergePatch, isJsonObject } from '../patches/jsonMergePatch';
import { applyJsonPatch } from '../patches/jsonPatch';
import { applyStrategicMergePatch } from '../patches/strategicMergePatch';
import { mediaTypeOf, parseJson } from '../request/decodeBody';
import { checkFields, ExpectedKind } from '../request/readObject';
import { WriteOptions } from '../request/writeOptions';
import { readApply } from './applyPatch';
import { ResourceCall } from './ResourceCall';

const JSON_PATCH = 'application/json-patch+json';
const MERGE_PATCH = 'application/merge-patch+json';
const STRATEGIC_PATCH = 'application/strategic-merge-patch+json';
const APPLY_PATCH = 'application/apply-patch+yaml';
const allPatches = [JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH, APPLY_PATCH];

/** @internal */
export interface ObjectChange {
  change(current: KubeObject | undefined): KubeObject;
  /** Server-side apply creates what isn't there, and records ownership by itself. */
  isApply: boolean;
}

/**
 * Reads a patch request as a change of the current object.
 *
 * @param target - the kind that the patch is for; a subresource may have its own
 * @throws StatusError with code 400, 415 or 422
 * @internal
 */
export function patchCurrentObject(
  target: ExpectedKind & { plural: string },
  call: ResourceCall,
  options: WriteOptions,
): ObjectChange {
  const { request, info } = call;
  const mediaType = checkMediaType(target, call);
  const isApply = mediaType === APPLY_PATCH;
  if (!isApply && options.isForced !== undefined) {
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [
      forbiddenField('force', 'may not be specified for non-apply patch'),
    ]);
  }
  const patch = isApply
    ? { applyTo: readApply(call.definition, call, options) }
    : readPatch(mediaType, request.body ?? '', target);
  return {
    isApply,
    change(current) {
      if (!current && !isApply) {
        throw notFound(target, info.name!);
      }
      const patched = patch.applyTo(current!);
      return checkFields(
        patched,
        target,
        options.fieldValidation,
        call.warnings,
        problem => unreadablePatch(patch.shownAs ?? patched, problem),
      );
    },
  };
}

function checkMediaType(
  target: ExpectedKind,
  { info, request }: ResourceCall,
): string {
  const mediaType = mediaTypeOf(request.headers?.['content-type']);
  const accepted = [
    JSON_PATCH,
    MERGE_PATCH,
    ...(target.isCustom ? [] : [STRATEGIC_PATCH]),
    // Ownership of a scale's fields is that of the scaled object.
    ...(info.subresource === 'scale' ? [] : [APPLY_PATCH]),
  ];
  if (!accepted.includes(mediaType)) {
    throw allPatches.includes(mediaType)
      ? unsupportedMediaType(accepted)
      : unroutableMediaType();
  }
  return mediaType;
}

interface Patch {
  applyTo(current: KubeObject): KubeObject;
  /** What messages show instead of the patched object. */
  shownAs?: string;
}

function readPatch(
  mediaType: string,
  body: string,
  { schema }: ExpectedKind,
): Patch {
  const isStrategic = mediaType === STRATEGIC_PATCH;
  const prefix = isStrategic ? '' : 'error decoding patch: ';
  const patch = parseJson(body, prefix);
  if (mediaType === JSON_PATCH) {
    return { applyTo: current => applyJsonPatch(current, patch) };
  }
  if (!isJsonObject(patch)) {
    throw badRequest(
      `${prefix}json: cannot unmarshal ${goJsonType(
        patch,
      )} into Go value of type map[string]interface {}`,
    );
  }
  return isStrategic
    ? {
        applyTo: current =>
          applyStrategicMergePatch(current, patch, schema) as KubeObject,
        shownAs: goFormat(patch),
      }
    : { applyTo: current => applyMergePatch(current, patch) as KubeObject };
}

function unreadablePatch(
  patched: KubeObject | string,
  problem: string,
): StatusError {
  const shown = typeof patched === 'string' ? patched : JSON.stringify(patched);
  return invalid({ group: '', kind: '' }, '', [
    invalidValue('patch', shown, problem),
  ]);
}
