/**
 * Rows as the databases give them. Bigint columns arrive as numbers from SQLite and as strings from
 * PostgreSQL; `toNumber` reads both.
 */
export interface UpgradeRow {
  id: string;
  cluster_ref: string;
  active_cluster_ref: string | null;
  platform: string;
  status: string;
  outcome: string | null;
  plan_id: string;
  plan_hash: string;
  requested_by: string;
  idempotency_key: string | null;
  state: string;
  seq: number;
  engine_version: number;
  lease_owner: string | null;
  epoch: number;
  lease_expires_at: number | string | null;
  idle_ms: number | string;
  available_at: number | string | null;
  attempts_without_progress: number;
  requested_at: number | string;
  updated_at: number | string;
  finished_at: number | string | null;
}

export interface ApiServerLockRow {
  api_server_id: string;
  upgrade_id: string;
}

export interface StepRow {
  upgrade_id: string;
  plan: string;
  step_id: string;
  status: string;
  attempt: number;
  state: string;
  memo: string | null;
}

export interface EventRow {
  upgrade_id: string;
  seq: number;
  at_ms: number | string;
  actor: string;
  type: string;
  data: string;
}

export interface UpgradePlanRow {
  upgrade_id: string;
  kind: string;
  body: string;
}

export interface SnapshotRow {
  upgrade_id: string;
  snapshot: string;
  known_before_start: string;
  taken_at: number | string;
}

export interface PlanRow {
  id: string;
  cluster_ref: string;
  platform: string;
  hash: string;
  body: string;
  verification: string | null;
  overrides: string;
  revision: number;
  created_by: string;
  created_at: number | string;
  inventory_taken_at: number | string;
  api_server_id: string | null;
  expires_at: number | string;
}

export interface ThresholdRow {
  entity_ref: string;
  threshold: string;
  updated_by: string;
  updated_at: number | string;
}

export interface OutboxRow {
  upgrade_id: string;
  seq: number;
  available_at: number | string;
  attempts: number;
  last_error: string | null;
}

/** Reads a bigint column of either database. */
export function toNumber(value: number | string): number {
  return typeof value === 'number' ? value : Number(value);
}
