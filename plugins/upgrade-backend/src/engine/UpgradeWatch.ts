import {
  ApplicationHealth,
  EffectiveThreshold,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  ClusterChange,
  ResourceType,
} from '@cluster-upgrade/plugin-upgrade-node';
import { ApplicationMonitor } from '../health/ApplicationMonitor';
import { KnownBeforeStart } from '../health/KnownBeforeStart';
import { ClusterSight } from './ClusterSight';
import { EnginePorts } from './EnginePorts';

/**
 * What an upgrade sees of its cluster while it runs: changes that wake its steps, and the health of
 * applications. One set of watches serves both.
 *
 * @internal
 */
export class UpgradeWatch {
  private constructor(
    private readonly ports: EnginePorts,
    private readonly sight: ClusterSight,
    private readonly monitor: ApplicationMonitor,
  ) {}

  /** @param onChange - called for every change, and so often */
  static open(
    ports: EnginePorts,
    { clusterRef, platform }: UpgradeState,
    thresholds: readonly EffectiveThreshold[],
    known: KnownBeforeStart,
    onChange: (change: ClusterChange) => void,
  ): UpgradeWatch {
    const resources = distinct([
      ...(thresholds.length > 0 ? ApplicationMonitor.resources(known) : []),
      ...(ports.platformOf(platform)?.watchedResources ?? []),
    ]);
    const sight = new ClusterSight(ports, clusterRef, resources);
    const monitor = new ApplicationMonitor(thresholds, known, sight);
    sight.open(change => {
      monitor.changed(ports.clock.now());
      onChange(change);
    });
    return new UpgradeWatch(ports, sight, monitor);
  }

  /** Whether nothing was heard of some of what is watched for too long. */
  get isBlind(): boolean {
    return this.sight.resources.some(resource => this.sight.isBlind(resource));
  }

  /** When applications are judged next, in epoch ms. */
  get dueAtMs(): number {
    return this.monitor.dueAtMs;
  }

  /** Nobody has looked at the applications since the upgrade was taken up. */
  get isHealthStale(): boolean {
    return !this.monitor.hasJudged;
  }

  judge(
    previous: Readonly<Record<string, ApplicationHealth>>,
  ): ApplicationHealth[] {
    return this.monitor.judge(previous, this.ports.clock.now());
  }

  close(): Promise<void> {
    return this.sight.close();
  }
}

function distinct(resources: readonly ResourceType[]): ResourceType[] {
  const byName = new Map(
    resources.map(resource => [
      `${resource.group}/${resource.plural}`,
      resource,
    ]),
  );
  return [...byName.values()];
}
