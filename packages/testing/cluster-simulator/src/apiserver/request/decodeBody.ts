import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { parse as parseYaml } from 'yaml';
import { isJsonObject } from '../patches/jsonMergePatch';
import { badRequest, unsupportedMediaType } from '../errors/StatusError';

// Upstream takes protobuf as well, which is left out here: its descriptions alone are 9,000 lines.
const objectMediaTypes = ['application/json', 'application/yaml'];

/** What `kubectl create <kind>` and `kubectl run` send. */
const PROTOBUF = 'application/vnd.kubernetes.protobuf';

const PROTOBUF_REMEDY =
  'This cluster does not read protobuf, which kubectl sends when it makes an object itself: add --dry-run=client -o yaml to the command and pipe it into kubectl apply -f -';

/**
 * The media type alone, without parameters.
 *
 * @internal
 */
export function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';')[0].trim().toLowerCase();
}

/**
 * @param prefix - how the message begins
 * @throws StatusError with code 400
 * @internal
 */
export function parseJson(text: string, prefix: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(
      `${prefix}${error instanceof Error ? error.message : error}`,
    );
  }
}

/**
 * Reads the object in a request's body. JSON when the type isn't named.
 *
 * @throws StatusError with code 400 or 415
 * @internal
 */
export function decodeObject(
  body: string | undefined,
  contentType: string | undefined,
): KubeObject {
  const mediaType = mediaTypeOf(contentType) || 'application/json';
  if (mediaType !== 'application/json' && mediaType !== 'application/yaml') {
    throw unsupportedMediaType(
      objectMediaTypes,
      mediaType === PROTOBUF ? PROTOBUF_REMEDY : undefined,
    );
  }
  const object = parseObject(body ?? '', mediaType);
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    throw badRequest(
      "couldn't get version/kind; json parse error: json: cannot unmarshal the body into Go value of type struct",
    );
  }
  const candidate = object as KubeObject;
  candidate.metadata ??= {} as KubeObject['metadata'];
  if (!isJsonObject(candidate.metadata)) {
    throw badRequest(
      "couldn't get version/kind; json parse error: metadata must be an object",
    );
  }
  return candidate;
}

function parseObject(body: string, mediaType: string): unknown {
  try {
    return mediaType === 'application/yaml'
      ? parseYaml(body)
      : JSON.parse(body || 'null');
  } catch (error) {
    throw badRequest(
      `couldn't get version/kind; json parse error: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}
