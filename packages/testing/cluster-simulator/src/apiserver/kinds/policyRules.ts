import { KindRules } from './KindRules';
import { validateBudget } from '../validation/validateCore';
import { setDefault } from './setDefault';

/** @internal */
export const podDisruptionBudgetRules: KindRules = {
  hasStatus: true,
  hasGeneration: true,
  isVersionRequiredOnUpdate: true,
  prepareForCreate(budget) {
    budget.status = {
      disruptionsAllowed: 0,
      currentHealthy: 0,
      desiredHealthy: 0,
      expectedPods: 0,
    };
  },
  validate: validateBudget,
};

/** @internal */
export const horizontalPodAutoscalerRules: KindRules = {
  hasStatus: true,
  setDefaults({ spec }) {
    if (spec) {
      setDefault(spec, 'minReplicas', 1);
      setDefault(spec, 'metrics', [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            target: { type: 'Utilization', averageUtilization: 80 },
          },
        },
      ]);
    }
  },
  prepareForCreate(autoscaler) {
    autoscaler.status = { desiredReplicas: 0, currentMetrics: null };
  },
};
