import { StatusError } from '../errors/StatusError';
import { ResourceCall } from '../handlers/ResourceCall';
import {
  MetadataPresentation,
  PlainPresentation,
  Presentation,
} from './Presentation';
import { IncludedObject, TablePresentation } from './TablePresentation';

const supportedMediaTypes = ['application/json'];

/**
 * Picks the form of the answer from the `Accept` header: the first that the server can give.
 *
 * @throws StatusError with code 406
 * @internal
 */
export function presentationFor(call: ResourceCall): Presentation {
  const accept = call.request.headers?.accept || '*/*';
  for (const clause of accept.split(',')) {
    const [mediaType, ...parameters] = clause
      .split(';')
      .map(part => part.trim());
    const options = Object.fromEntries(
      parameters.map(parameter => parameter.split('=', 2)),
    );
    if (!isJson(mediaType)) {
      continue;
    }
    if (!options.as) {
      return new PlainPresentation(call.definition);
    }
    if (options.g === 'meta.k8s.io' && options.v === 'v1') {
      const presentation = transformed(options.as, call);
      if (presentation) {
        return presentation;
      }
    }
  }
  throw new StatusError(
    406,
    'NotAcceptable',
    `406: Not Acceptable\n\nAvailable representations: ${supportedMediaTypes.join(
      ', ',
    )}`,
    {},
  );
}

function isJson(mediaType: string): boolean {
  return ['application/json', 'application/*', '*/*'].includes(mediaType);
}

function transformed(
  form: string,
  { context, definition, request }: ResourceCall,
): Presentation | undefined {
  switch (form) {
    case 'Table':
      return new TablePresentation(
        definition,
        includedObject(request.query?.includeObject),
        () => context.clock.now(),
      );
    case 'PartialObjectMetadata':
    case 'PartialObjectMetadataList':
      return new MetadataPresentation();
    default:
      return undefined;
  }
}

function includedObject(value = 'Metadata'): IncludedObject {
  return value === 'None' || value === 'Object' ? value : 'Metadata';
}
