import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ClusterCatalog } from '../clusters/ClusterCatalog';

/** What stands where the name of a Component would. */
const HIDDEN = 'a Component that is not shown to you';

const NAME = '[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?';

/** An entity ref of a Component, and its owner where that is said with it. */
const COMPONENT = new RegExp(
  `(component:${NAME}/${NAME})( of (?:(?:group|user):${NAME}/${NAME}|nobody))?`,
  'gi',
);

/**
 * A text, for example an answer as JSON, without the names of Components that the caller can't see in the
 * catalog. What was written into events, findings and reports names them for those who can. One that is no
 * longer in the catalog is left out too: nobody can tell any more who was allowed to see it. Each keeps a
 * pseudonym: several are told apart, also as keys, and events go on about the same ones as the state before.
 *
 * @param pseudonymOf - of an entity ref, without characters that JSON escapes
 * @param asked - entity refs that the caller knows, for they are in the request
 */
export async function withoutHiddenComponents(
  text: string,
  {
    catalog,
    credentials,
    pseudonymOf,
    asked = [],
  }: {
    catalog: Pick<ClusterCatalog, 'findEntities'>;
    credentials: BackstageCredentials;
    pseudonymOf: (ref: string) => string;
    asked?: readonly string[];
  },
): Promise<string> {
  const refs = [...text.matchAll(COMPONENT)].map(([, ref]) => lower(ref));
  const unknown = [...new Set(refs)].filter(ref => !asked.includes(ref));
  if (unknown.length === 0) {
    return text;
  }
  const seen = await catalog.findEntities(unknown, credentials);
  const hidden = new Set(unknown.filter(ref => !seen.has(ref)));
  return replaceComponents(text, ref =>
    hidden.has(ref) ? `${HIDDEN} (${pseudonymOf(ref)})` : undefined,
  );
}

/** For texts that several people get, of whom not each may see what they name. */
export function withoutComponents(text: string): string {
  return replaceComponents(text, () => 'a Component');
}

function replaceComponents(
  text: string,
  instead: (ref: string) => string | undefined,
): string {
  return text.replace(
    COMPONENT,
    (named, ref: string) => instead(lower(ref)) ?? named,
  );
}

/** As the catalog writes refs. */
function lower(ref: string): string {
  return ref.toLocaleLowerCase('en-US');
}
