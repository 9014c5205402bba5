import { Finding, Inventory } from '@cluster-upgrade/plugin-upgrade-common';
import { ApiServices } from '../ApiServices';
import { Caller } from '../../authorization/caller';

/** Components, and their owners, by entity ref. */
export interface VisibleComponents {
  refs: ReadonlySet<string>;
  ownerRefs: ReadonlySet<string>;
}

/** The Components on a cluster that the caller sees in the catalog. */
export async function visibleComponents(
  { catalog }: Pick<ApiServices, 'catalog'>,
  clusterRef: string,
  { credentials }: Caller,
): Promise<VisibleComponents> {
  const visible = await catalog.listApplications(clusterRef, credentials);
  return {
    refs: new Set(visible.map(({ ref }) => ref)),
    ownerRefs: new Set(visible.flatMap(({ ownerRef }) => ownerRef ?? [])),
  };
}

/** The workloads stay, for they are the cluster's; entity, title and owner are the catalog's. */
export function inventoryWithout(
  inventory: Inventory,
  { refs }: VisibleComponents,
): Inventory {
  return {
    ...inventory,
    applications: inventory.applications.map(application => {
      const { entityRef, ownerRef: _, ...rest } = application;
      return entityRef === undefined || refs.has(entityRef)
        ? application
        : { ...rest, title: rest.object.name };
    }),
  };
}

/** Findings without owners who own nothing that the caller sees there. */
export function findingsWithout(
  findings: readonly Finding[],
  { ownerRefs }: VisibleComponents,
  clusterOwnerRef: string | undefined,
): Finding[] {
  return findings.map(finding => ({
    ...finding,
    ownerRefs: finding.ownerRefs.filter(
      ref => ref === clusterOwnerRef || ownerRefs.has(ref),
    ),
  }));
}
