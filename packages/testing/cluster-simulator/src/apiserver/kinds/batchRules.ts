import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { KindRules } from './KindRules';
import { setTemplateDefaults } from './podDefaults';
import { validateJob, validateJobUpdate } from '../validation/validateJob';
import { isDeepEqual } from '../writes/isDeepEqual';
import { requireSpec } from './requireSpec';
import { setDefault } from './setDefault';

/** Jobs that have no labels get those of their pods. */
function labelLikePods(job: KubeObject): void {
  const labels = job.spec.template.metadata?.labels;
  if (!job.metadata.labels && labels) {
    job.metadata.labels = { ...labels };
  }
}

/** Gives the job's pods labels of their own, unless the author chose the selector. */
function generateSelector(job: KubeObject): void {
  if (job.spec.manualSelector) {
    return;
  }
  const uid = job.metadata.uid!;
  job.spec.template.metadata ??= {};
  job.spec.template.metadata.labels = {
    ...job.spec.template.metadata.labels,
    'controller-uid': uid,
    'batch.kubernetes.io/controller-uid': uid,
    'job-name': job.metadata.name,
    'batch.kubernetes.io/job-name': job.metadata.name,
  };
  job.spec.selector ??= {};
  job.spec.selector.matchLabels = {
    ...job.spec.selector.matchLabels,
    'batch.kubernetes.io/controller-uid': uid,
  };
}

/** @internal */
export const jobRules: KindRules = {
  hasStatus: true,
  hasGeneration: true,
  defaultPropagation: 'Orphan',
  setDefaults(job) {
    const { spec } = job;
    if (!spec) {
      return;
    }
    labelLikePods(job);
    if (spec.completions === undefined && spec.parallelism === undefined) {
      spec.completions = 1;
    }
    setDefault(spec, 'parallelism', 1);
    setDefault(spec, 'backoffLimit', 6);
    setDefault(spec, 'completionMode', 'NonIndexed');
    setDefault(spec, 'suspend', false);
    setDefault(spec, 'manualSelector', false);
    setDefault(
      spec,
      'podReplacementPolicy',
      spec.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed',
    );
    setTemplateDefaults(spec.template);
  },
  prepareForCreate(job) {
    if (!job.spec?.template) {
      return;
    }
    const { labels } = job.metadata;
    const hasOwnLabels = !isDeepEqual(
      labels,
      job.spec.template.metadata?.labels,
    );
    generateSelector(job);
    if (!hasOwnLabels) {
      job.metadata.labels = { ...job.spec.template.metadata.labels };
    }
  },
  validate: requireSpec(validateJob),
  validateUpdate: validateJobUpdate,
};
