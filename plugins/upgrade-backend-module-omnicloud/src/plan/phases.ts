import { PlanPhase } from '@cluster-upgrade/plugin-upgrade-common';

/** Phases of an upgrade, in the order in which the seed's control chain is taken over. */
export const PHASES = [
  { id: 'capacity', title: 'Capacity' },
  { id: 'orchestrators', title: 'Orchestrators' },
  { id: 'directors', title: 'Directors' },
  { id: 'services', title: 'Registry and forge' },
  { id: 'agents', title: 'New agent' },
  { id: 'nodes', title: 'Nodes' },
  { id: 'finalize', title: 'Verify' },
] as const satisfies readonly PlanPhase[];

export type PhaseId = (typeof PHASES)[number]['id'];

/**
 * Phases of the way back. Agents get their old template before any node is taken back, or a replaced
 * pod would come up new again; the control chain goes back in the opposite order of the upgrade.
 */
export const ROLLBACK_PHASES = [
  { id: 'rollback-agents', title: 'Offer the old agent' },
  { id: 'rollback-nodes', title: 'Nodes as before' },
  { id: 'rollback-services', title: 'Take registry and forge back' },
  { id: 'rollback-directors', title: 'Take directors back' },
  { id: 'rollback-orchestrators', title: 'Take orchestrators back' },
  { id: 'rollback-record', title: 'Take the version record back' },
  { id: 'return-capacity', title: 'Give borrowed capacity back' },
  { id: 'rollback-verify', title: 'Verify the old version' },
] as const satisfies readonly PlanPhase[];

export type RollbackPhaseId = (typeof ROLLBACK_PHASES)[number]['id'];
