import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { whoText } from '@cluster-upgrade/plugin-upgrade-common';
import { catalogEntityRouteRef } from '../routes';

/** Who acted or owns, with the way to the catalog page where there is one. */
export function PersonLink({ actor }: { actor: string }) {
  const ref = entityRefOf(actor);
  return ref ? <EntityName entityRef={actor} /> : <>{whoText(actor)}</>;
}

/** By the name that the catalog shows; by its own until that is known. */
function EntityName({ entityRef }: { entityRef: string }) {
  const route = useRouteRef(catalogEntityRouteRef);
  const { primaryTitle } = useEntityPresentation(entityRef);
  return route ? (
    <Link href={route(parseEntityRef(entityRef))}>{primaryTitle}</Link>
  ) : (
    <>{primaryTitle}</>
  );
}

function entityRefOf(actor: string) {
  if (!actor.includes(':')) {
    return undefined;
  }
  try {
    return parseEntityRef(actor);
  } catch {
    // Not everyone who acts is in the catalog: the command line names itself freely.
    return undefined;
  }
}
