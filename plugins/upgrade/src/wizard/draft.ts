import {
  CreatePlanRequest,
  Strategy,
  Threshold,
} from '@cluster-upgrade/plugin-upgrade-common';

/** What a person has chosen so far. */
export interface Draft {
  toVersion?: string;
  strategy: Partial<Strategy>;
  /** By application; what isn't in it keeps its own threshold. */
  thresholds: Record<string, Threshold>;
  /** The plan that was made last. */
  planId?: string;
  /** The choices that plan was made for. */
  plannedFor?: string;
  savedAtMs?: number;
}

export const EMPTY_DRAFT: Draft = { strategy: {}, thresholds: {} };

/** What the server is asked to plan. */
export function planRequest(draft: Draft): CreatePlanRequest {
  const thresholds = Object.entries(draft.thresholds).map(
    ([applicationId, threshold]) => ({ applicationId, ...threshold }),
  );
  return {
    toVersion: draft.toVersion ?? '',
    ...(Object.keys(draft.strategy).length > 0
      ? { strategy: draft.strategy }
      : {}),
    ...(thresholds.length > 0 ? { thresholds } : {}),
  };
}

/** Equal for equal choices: another choice needs another plan. */
export function fingerprint(draft: Draft): string {
  return JSON.stringify(planRequest(draft));
}

/** The plan that was made for exactly these choices, if any. */
export function plannedId(draft: Draft): string | undefined {
  return draft.plannedFor === fingerprint(draft) ? draft.planId : undefined;
}

/** Steps of the wizard in their order. */
export const WIZARD_STEPS = [
  'version',
  'strategy',
  'thresholds',
  'verify',
  'plan',
] as const;

export type WizardStep = (typeof WIZARD_STEPS)[number];

/** Where a link may lead: nowhere beyond the first choice that is missing. */
export function reachableStep(wanted: string | null, draft: Draft): WizardStep {
  const step = WIZARD_STEPS.find(known => known === wanted) ?? 'version';
  return draft.toVersion === undefined ? 'version' : step;
}
