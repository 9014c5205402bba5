import { JsonObject } from '@backstage/types';
import {
  FieldChange,
  PlanChange,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  isCredentialName,
  WITHHELD,
  withoutCredentials,
  withoutSecretValues,
} from '@cluster-upgrade/plugin-upgrade-node';

/** Of these a driver writes the values itself; what people configured stands in the others. */
const OWN_KINDS: ReadonlySet<FieldChange['kind']> = new Set([
  'image',
  'replicas',
]);

/**
 * A plan for everybody who may read it: which fields change, without the values that people configured,
 * and without the inputs of steps, which only the engine needs.
 */
export function planWithoutValues(plan: UpgradePlan): UpgradePlan {
  return {
    ...plan,
    steps: withInputs(plan, () => ({})),
    changes: changesWithoutValues(plan.changes),
  };
}

/** A plan for those who may start it: all but what looks like a credential. */
export function planWithValues(plan: UpgradePlan): UpgradePlan {
  return {
    ...plan,
    steps: withInputs(plan, input => withoutSecretValues(input) as JsonObject),
    changes: withFields(plan.changes, value => withoutCredentials(value)),
  };
}

export function changesWithoutValues(
  changes: readonly PlanChange[],
): PlanChange[] {
  return withFields(changes, (value, { kind }) =>
    OWN_KINDS.has(kind) ? withoutCredentials(value) : WITHHELD,
  );
}

function withInputs(
  { steps }: UpgradePlan,
  shown: (input: JsonObject) => JsonObject,
): UpgradePlan['steps'] {
  return steps.map(step => ({
    ...step,
    input: shown(step.input),
    undo: step.undo.map(undo => ({ ...undo, input: shown(undo.input) })),
  }));
}

function withFields(
  changes: readonly PlanChange[],
  shown: (value: string, field: FieldChange) => string,
): PlanChange[] {
  return changes.map(change => ({
    ...change,
    fields: change.fields.map(field => {
      const valueOf = (value: string) =>
        isCredentialName(field.name) ? WITHHELD : shown(value, field);
      return {
        ...field,
        ...(field.from === undefined ? {} : { from: valueOf(field.from) }),
        ...(field.to === undefined ? {} : { to: valueOf(field.to) }),
      };
    }),
  }));
}
