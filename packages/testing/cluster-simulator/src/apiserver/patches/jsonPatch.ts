import { applyPatch, JsonPatchError, Operation } from 'fast-json-patch';
import { badRequest, StatusError } from '../errors/StatusError';

const OPERATIONS_MAX = 10_000;

/**
 * Applies an RFC 6902 patch.
 *
 * @throws StatusError with code 400 for a malformed patch, 413 for one with too many operations,
 * 422 for one that doesn't fit the document or whose `test` fails
 * @internal
 */
export function applyJsonPatch<T>(document: T, operations: unknown): T {
  if (!Array.isArray(operations)) {
    throw badRequest(
      'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
    );
  }
  if (operations.length > OPERATIONS_MAX) {
    throw new StatusError(
      413,
      'RequestEntityTooLarge',
      `Request entity is too large: The allowed maximum operations in a JSON patch is ${OPERATIONS_MAX}, got ${operations.length}`,
    );
  }
  try {
    return applyPatch(document, operations as Operation[], true, false)
      .newDocument;
  } catch (error) {
    if (error instanceof JsonPatchError || error instanceof TypeError) {
      throw unprocessablePatch();
    }
    throw error;
  }
}

/**
 * Upstream's words for a patch that doesn't fit; it keeps the cause to itself.
 *
 * @internal
 */
export function unprocessablePatch(): StatusError {
  return new StatusError(
    422,
    'Invalid',
    'the server rejected our request due to an error in our request',
    {},
  );
}
