import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { whoText } from '@cluster-upgrade/plugin-upgrade-common';
import { catalogEntityRouteRef } from '../routes';

/** Who acted or owns, with the way to the catalog page where there is one. */
export function PersonLink({ actor }: { actor: string }) {
  const route = useRouteRef(catalogEntityRouteRef);
  const ref = entityRefOf(actor);
  return ref && route ? (
    <Link href={route(ref)}>{whoText(actor)}</Link>
  ) : (
    <>{whoText(actor)}</>
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
