import {
  EffectiveThreshold,
  Threshold,
  ThresholdSource,
} from '../model/threshold';
import { ThresholdSettings } from './parseThreshold';

/**
 * One place where a threshold may come from.
 *
 * @public
 */
export interface NamedThreshold {
  /** What to change to change it: an entity ref, `<namespace>/<name>`, or a configuration key. */
  name: string;
  settings: ThresholdSettings;
}

/**
 * Sources of a threshold, strongest first.
 *
 * @public
 */
export const THRESHOLD_PRECEDENCE: readonly ThresholdSource[] = [
  'upgrade',
  'stored',
  'component-annotation',
  'workload-annotation',
  'platform-default',
];

/**
 * Everything that was said about one application's threshold, by source.
 *
 * @public
 */
export type ThresholdSources = Partial<
  Record<Exclude<ThresholdSource, 'platform-default'>, NamedThreshold>
> & { 'platform-default': { name: string; settings: Threshold } };

/**
 * The threshold that holds for an application: the strongest source that says something. What that
 * source leaves open (how long, what then) comes from the platform's default.
 *
 * Percentages round down, so that "25%" of three instances accepts none: the safe side.
 *
 * @public
 */
export function resolveThreshold(
  application: { id: string; desired: number },
  sources: ThresholdSources,
): EffectiveThreshold {
  const fallback = sources['platform-default'];
  const source =
    THRESHOLD_PRECEDENCE.find(candidate => sources[candidate]) ??
    'platform-default';
  const { name, settings } = sources[source] ?? fallback;
  return {
    maxFailures: settings.maxFailures,
    unit: settings.unit,
    mustLastMs: settings.mustLastMs ?? fallback.settings.mustLastMs,
    action: settings.action ?? fallback.settings.action,
    applicationId: application.id,
    source,
    sourceName: name,
    allowedInstances: allowedInstances(settings, application.desired),
  };
}

/**
 * How many failing instances are still accepted.
 *
 * @public
 */
export function allowedInstances(
  threshold: Pick<Threshold, 'maxFailures' | 'unit'>,
  desired: number,
): number {
  return threshold.unit === 'percent'
    ? Math.floor((desired * threshold.maxFailures) / 100)
    : threshold.maxFailures;
}
