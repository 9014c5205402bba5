import { ApiRequest } from '../ports/ApiTransport';

/** Reviews are answered and never stored, although they are posted. */
const REVIEWS = /^\/apis\/authorization\.k8s\.io\/[^/]+\/[a-z]+reviews$/;

/**
 * Whether a request may be sent again when nobody knows what came of it: it reads, asks for somebody's
 * rights, or is a dry run.
 *
 * @public
 */
export function changesNothing({ method, path, query }: ApiRequest): boolean {
  return (
    method === 'GET' ||
    query?.dryRun === 'All' ||
    (method === 'POST' && REVIEWS.test(path))
  );
}
