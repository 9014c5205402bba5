import {
  EffectiveThreshold,
  Inventory,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ApiServices } from '../ApiServices';
import { Caller } from '../RouteHandler';

/** What stands where a Component is the source that the caller can't see in the catalog. */
const HIDDEN_SOURCE = 'a Component that you may not see';

/** Whether the caller sees a Component. */
export type IsVisible = (entityRef: string) => boolean;

/** The Components on a cluster that the caller sees in the catalog. */
export async function visibleComponents(
  { catalog }: Pick<ApiServices, 'catalog'>,
  clusterRef: string,
  { credentials }: Caller,
): Promise<IsVisible> {
  const visible = await catalog.listApplications(clusterRef, credentials);
  const refs = new Set(visible.map(({ ref }) => ref));
  return ref => refs.has(ref);
}

/** The workloads stay, for they are the cluster's; entity, title and owner are the catalog's. */
export function inventoryWithout(
  inventory: Inventory,
  isVisible: IsVisible,
): Inventory {
  return {
    ...inventory,
    applications: inventory.applications.map(application => {
      const { entityRef, ownerRef: _, ...rest } = application;
      return entityRef === undefined || isVisible(entityRef)
        ? application
        : { ...rest, title: rest.object.name };
    }),
  };
}

/** Thresholds as they hold, without the name of a hidden Component that they come from. */
export function thresholdsWithout(
  thresholds: readonly EffectiveThreshold[],
  isVisible: IsVisible,
): EffectiveThreshold[] {
  return thresholds.map(threshold =>
    ['stored', 'component-annotation'].includes(threshold.source) &&
    !isVisible(threshold.sourceName)
      ? { ...threshold, sourceName: HIDDEN_SOURCE }
      : threshold,
  );
}
