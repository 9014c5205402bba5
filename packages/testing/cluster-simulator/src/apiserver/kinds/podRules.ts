import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { KindRules } from './KindRules';
import { setPodSpecDefaults } from './podDefaults';
import { podQualityOfService } from './podQualityOfService';
import { validatePodSpec } from '../validation/validatePodSpec';
import { validatePodUpdate } from '../validation/validatePodUpdate';
import { setDefault } from './setDefault';

const TOLERATION_SECONDS = 300;

/** What admission adds, so that pods survive a short node outage. */
function addDefaultTolerations(spec: any): void {
  for (const key of [
    'node.kubernetes.io/not-ready',
    'node.kubernetes.io/unreachable',
  ]) {
    const isTolerated = (spec.tolerations ?? []).some(
      (toleration: any) =>
        (toleration.key === key || !toleration.key) &&
        (toleration.effect === 'NoExecute' || !toleration.effect),
    );
    if (!isTolerated) {
      spec.tolerations = [
        ...(spec.tolerations ?? []),
        {
          key,
          operator: 'Exists',
          effect: 'NoExecute',
          tolerationSeconds: TOLERATION_SECONDS,
        },
      ];
    }
  }
}

function defaultRequestsToLimits(container: any): void {
  const limits = container.resources?.limits;
  if (limits) {
    container.resources.requests = {
      ...limits,
      ...container.resources.requests,
    };
  }
}

/** A pod that no kubelet runs can go at once; a running one is announced first. */
function gracePeriodSeconds(pod: KubeObject, requested?: number): number {
  const isRunByKubelet =
    Boolean(pod.spec?.nodeName) &&
    pod.status?.phase !== 'Failed' &&
    pod.status?.phase !== 'Succeeded';
  if (!isRunByKubelet) {
    return 0;
  }
  const seconds = requested ?? pod.spec?.terminationGracePeriodSeconds ?? 0;
  return seconds < 0 ? 1 : seconds;
}

/** @internal */
export const podRules: KindRules = {
  hasStatus: true,
  hasGeneration: true,

  setDefaults(pod) {
    pod.spec ??= {};
    setPodSpecDefaults(pod.spec);
    setDefault(pod.spec, 'enableServiceLinks', true);
    pod.spec.containers?.forEach(defaultRequestsToLimits);
    pod.spec.initContainers?.forEach(defaultRequestsToLimits);
  },

  prepareForCreate(pod) {
    addDefaultTolerations(pod.spec);
    setDefault(pod.spec, 'priority', 0);
    setDefault(pod.spec, 'preemptionPolicy', 'PreemptLowerPriority');
    pod.status = { phase: 'Pending', qosClass: podQualityOfService(pod.spec) };
  },

  prepareForUpdate(pod) {
    addDefaultTolerations(pod.spec);
  },

  prepareForStatusUpdate(pod, previous) {
    // Both are the API server's own.
    pod.status = { qosClass: previous.status?.qosClass, ...pod.status };
  },

  validate: ({ spec }) => validatePodSpec(spec, 'spec'),
  validateUpdate: validatePodUpdate,
  gracePeriodSeconds,
};
