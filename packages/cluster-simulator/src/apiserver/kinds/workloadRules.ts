import { KindRules } from './KindRules';
import { setTemplateDefaults } from './podDefaults';
import { setDefault } from './setDefault';

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
      setDefault(claim, 'status', { phase: 'Pending' });
    }
  },
  prepareForCreate(statefulSet) {
    statefulSet.status = { replicas: 0, availableReplicas: 0 };
  },
};

/** @internal */
export const daemonSetRules: KindRules = {
  hasStatus: true,
  hasGeneration: true,
  setDefaults({ spec }) {
    if (!spec) {
      return;
    }
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
    daemonSet.status = {
      currentNumberScheduled: 0,
      numberMisscheduled: 0,
      desiredNumberScheduled: 0,
      numberReady: 0,
    };
  },
};

/** @internal */
export const controllerRevisionRules: KindRules = {};
