import {
  Threshold,
  ThresholdSource,
  ThresholdView,
} from '@cluster-upgrade/plugin-upgrade-common';

/** A threshold with where it comes from. */
export interface SourcedThreshold {
  source: ThresholdSource;
  threshold: Threshold;
}

/**
 * Everything that says something about an entity's threshold, the strongest first. What the workload
 * itself says is known only where nothing stronger hides it.
 */
export function sourcesOf({
  stored,
  annotation,
  platformDefault,
  workloads,
}: Pick<
  ThresholdView,
  'stored' | 'annotation' | 'platformDefault' | 'workloads'
>): SourcedThreshold[] {
  const ofWorkload = workloads.find(
    ({ effective }) => effective.source === 'workload-annotation',
  )?.effective;
  const sources: Array<SourcedThreshold | undefined> = [
    stored && { source: 'stored', threshold: stored.threshold },
    annotation && { source: 'component-annotation', threshold: annotation },
    ofWorkload && {
      source: 'workload-annotation',
      threshold: {
        maxFailures: ofWorkload.maxFailures,
        unit: ofWorkload.unit,
        mustLastMs: ofWorkload.mustLastMs,
        action: ofWorkload.action,
      },
    },
    { source: 'platform-default', threshold: platformDefault },
  ];
  return sources.filter(source => source !== undefined);
}
