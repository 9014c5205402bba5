import {
  ANNOTATION_PAUSED_BY,
  DriverContext,
} from '@cluster-upgrade/plugin-upgrade-node';
import { clientComponentId } from '../inventory/components';
import { readWeka, WekaObjects } from '../inventory/readWeka';
import { ContainerTarget, containerTargets } from './planTargets';
import { ClientPolicy, policyOf } from '../resources';

/** What plans depend on besides the inventory. */
export interface WekaPlanFacts {
  /**
   * Who left the operator paused. `portal`: an upgrade of the portal that has ended, so that this one may
   * take its place; `person`: not ours to take away.
   */
  pausedBy?: 'portal' | 'person';
  /** By component id. */
  clientPolicies: Record<string, ClientPolicy>;
  targets: ContainerTarget[];
}

export async function readPlanFacts(
  context: DriverContext,
): Promise<WekaPlanFacts> {
  return planFactsOf(await readWeka(context));
}

/** Pure. */
export function planFactsOf(
  weka: Pick<WekaObjects, 'cluster' | 'clients' | 'containers'>,
): WekaPlanFacts {
  const { cluster, clients } = weka;
  const { spec, metadata } = cluster ?? {};
  return {
    ...(spec?.overrides?.upgradePaused && {
      pausedBy: metadata?.annotations?.[ANNOTATION_PAUSED_BY]
        ? 'portal'
        : 'person',
    }),
    targets: containerTargets(weka),
    clientPolicies: Object.fromEntries(
      clients.map(client => [
        clientComponentId(client, cluster),
        policyOf(client),
      ]),
    ),
  };
}
