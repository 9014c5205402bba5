import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { isDeepEqual } from '../writes/isDeepEqual';
import { KindRules } from './KindRules';
import { setTemplateDefaults } from './podDefaults';
import {
  validateDaemonSet,
  validateDeployment,
  validateFixedSelector,
  validateReplicaSet,
  validateStatefulSet,
  validateStatefulSetUpdate,
} from '../validation/validateWorkload';
import { setDefault } from './setDefault';
import { requireSpec } from './requireSpec';

const REVISION_HISTORY_LIMIT = 10;

/** @internal */
export const deploymentRules: KindRules = {
  hasStatus: true,
  hasGeneration: true,
  setDefaults({ spec }) {
    if (!spec) {
      return;
    }
    setDefault(spec, 'replicas', 1);
    setDefault(spec, 'strategy', {});
    setDefault(spec.strategy, 'type', 'RollingUpdate');
    if (spec.strategy.type === 'RollingUpdate') {
      setDefault(spec.strategy, 'rollingUpdate', {});
      setDefault(spec.strategy.rollingUpdate, 'maxUnavailable', '25%');
      setDefault(spec.strategy.rollingUpdate, 'maxSurge', '25%');
    }
    setDefault(spec, 'revisionHistoryLimit', REVISION_HISTORY_LIMIT);
    setDefault(spec, 'progressDeadlineSeconds', 600);
    setTemplateDefaults(spec.template);
  },
  validate: requireSpec(validateDeployment),
  validateUpdate: validateFixedSelector,
};

/** @internal */
export const replicaSetRules: KindRules = {
  hasStatus: true,
  hasGeneration: true,
  setDefaults({ spec }) {
    if (spec) {
      setDefault(spec, 'replicas', 1);
      setTemplateDefaults(spec.template);
    }
  },
  prepareForCreate(replicaSet) {
    replicaSet.status = { replicas: 0 };
  },
  validate: requireSpec(validateReplicaSet),
  validateUpdate: validateFixedSelector,
};

/** @internal */
export const statefulSetRules: KindRules = {
  hasStatus: true,
  hasGeneration: true,
  setDefaults({ spec }) {
    if (!spec) {
      return;
    }
    setDefault(spec, 'replicas', 1);
    setDefault(spec, 'podManagementPolicy', 'OrderedReady');
    setDefault(spec, 'updateStrategy', {});
    setDefault(spec.updateStrategy, 'type', 'RollingUpdate');
    if (spec.updateStrategy.type === 'RollingUpdate') {
      setDefault(spec.updateStrategy, 'rollingUpdate', {});
      setDefault(spec.updateStrategy.rollingUpdate, 'partition', 0);
    }
    setDefault(spec, 'persistentVolumeClaimRetentionPolicy', {});
    setDefault(
      spec.persistentVolumeClaimRetentionPolicy,
      'whenDeleted',
      'Retain',
    );
    setDefault(
      spec.persistentVolumeClaimRetentionPolicy,
      'whenScaled',
      'Retain',
    );
    setDefault(spec, 'revisionHistoryLimit', REVISION_HISTORY_LIMIT);
    setTemplateDefaults(spec.template);
    for (const claim of spec.volumeClaimTemplates ?? []) {
      setDefault(claim, 'apiVersion', 'v1');
      setDefault(claim, 'kind', 'PersistentVolumeClaim');
      setDefault(claim.spec, 'volumeMode', 'Filesystem');
      setDefault(claim, 'status', {});
      setDefault(claim.status, 'phase', 'Pending');
    }
  },
  prepareForCreate(statefulSet) {
    statefulSet.status = { replicas: 0, availableReplicas: 0 };
  },
  validate: requireSpec(validateStatefulSet),
  validateUpdate: validateStatefulSetUpdate,
};

/** How often the template changed; pods carry it as a label. */
const templateGeneration = 'deprecated.daemonset.template.generation';

function setTemplateGeneration(daemonSet: KubeObject, count: number): void {
  daemonSet.metadata.annotations = {
    ...daemonSet.metadata.annotations,
    [templateGeneration]: String(count),
  };
}

/** @internal */
export const daemonSetRules: KindRules = {
  hasStatus: true,
  hasGeneration: true,
  setDefaults({ metadata, spec }) {
    if (!spec) {
      return;
    }
    metadata.annotations ??= {};
    setDefault(metadata.annotations, templateGeneration, '0');
    setDefault(spec, 'updateStrategy', {});
    setDefault(spec.updateStrategy, 'type', 'RollingUpdate');
    if (spec.updateStrategy.type === 'RollingUpdate') {
      setDefault(spec.updateStrategy, 'rollingUpdate', {});
      setDefault(spec.updateStrategy.rollingUpdate, 'maxUnavailable', 1);
      setDefault(spec.updateStrategy.rollingUpdate, 'maxSurge', 0);
    }
    setDefault(spec, 'revisionHistoryLimit', REVISION_HISTORY_LIMIT);
    setTemplateDefaults(spec.template);
  },
  prepareForCreate(daemonSet) {
    setTemplateGeneration(daemonSet, 1);
    daemonSet.status = {
      currentNumberScheduled: 0,
      numberMisscheduled: 0,
      desiredNumberScheduled: 0,
      numberReady: 0,
    };
  },
  prepareForUpdate(daemonSet, previous) {
    const before = Number(
      previous.metadata.annotations?.[templateGeneration] ?? 1,
    );
    const isChanged = !isDeepEqual(
      daemonSet.spec.template,
      previous.spec.template,
    );
    setTemplateGeneration(daemonSet, isChanged ? before + 1 : before);
  },
  validate: requireSpec(validateDaemonSet),
  validateUpdate: validateFixedSelector,
};

/** @internal */
export const controllerRevisionRules: KindRules = {};
