import { JsonValue } from '@backstage/types';
import { UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { PlanProblem } from './PlanProblem';

const RULE = 'secret-in-plan';

/**
 * A plan is stored, and shown to people, so no object of kind Secret belongs into it: neither in what a
 * step writes nor in what is saved. What is sealed for the cluster (SealedSecret) is of another kind.
 *
 * @internal
 */
export function lintSecrets(plan: UpgradePlan): PlanProblem[] {
  const inSteps = plan.steps
    .filter(({ input, undo }) =>
      [input, ...undo.map(back => back.input)].some(holdsSecret),
    )
    .map(({ id }) => problem('It acts on a Secret', id));
  const isSaved = plan.snapshot.some(({ object }) => object.kind === 'Secret');
  const isChanged = plan.changes.some(({ object }) => object.kind === 'Secret');
  return [
    ...inSteps,
    ...(isSaved ? [problem('The snapshot holds a Secret')] : []),
    ...(isChanged ? [problem('It changes a Secret')] : []),
  ];
}

function problem(what: string, stepId?: string): PlanProblem {
  return {
    severity: 'error',
    rule: RULE,
    text: `${what}, whose values would be kept with the plan. Refer to it by name (secretKeyRef), or use a SealedSecret`,
    ...(stepId === undefined ? {} : { stepId }),
  };
}

function holdsSecret(value: JsonValue | undefined): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return Array.isArray(value)
    ? value.some(holdsSecret)
    : value.kind === 'Secret' || Object.values(value).some(holdsSecret);
}
