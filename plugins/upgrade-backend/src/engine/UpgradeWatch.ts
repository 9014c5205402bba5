import { isDeepStrictEqual } from 'node:util';
import {
  ApplicationHealth,
  LaneAdmission,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  ClusterChange,
  ResourceType,
  resourceTypeOf,
} from '@cluster-upgrade/plugin-upgrade-node';
import { ApplicationMonitor } from '../health/ApplicationMonitor';
import { HealthReference } from '../health/HealthReference';
import { ClusterInformer, STALE_MS } from './ClusterInformer';
import { OutOfServiceByGroup } from './decisions/laneAdmission';
import { EnginePorts } from './EnginePorts';
import { outOfServiceAmong } from './outOfService';

/**
 * What an upgrade sees of its cluster while it runs: changes that wake its steps, and the health of
 * applications. One set of watches serves both.
 */
export class UpgradeWatch {
  #outOfService: OutOfServiceByGroup = {};

  private constructor(
    private readonly ports: EnginePorts,
    private readonly informer: ClusterInformer,
    private readonly monitor: ApplicationMonitor,
    private readonly admission: Readonly<Record<string, LaneAdmission>>,
  ) {}

  /**
   * @param unwatchedMs - how long nobody looked before
   * @param onChange - called for every change, and so often
   */
  static open(
    ports: EnginePorts,
    upgrade: UpgradeState,
    { thresholds, admission = {} }: UpgradePlan,
    known: HealthReference,
    unwatchedMs: number,
    onChange: (change: ClusterChange) => void,
  ): UpgradeWatch {
    const resources = distinct([
      ...(thresholds.length > 0 ? ApplicationMonitor.resources(known) : []),
      ...(ports.platformOf(upgrade.platform)?.watchedResources ?? []),
      ...Object.values(admission).map(({ objects }) => targetsType(objects)),
    ]);
    const informer = new ClusterInformer(ports, upgrade, resources);
    const monitor = new ApplicationMonitor(
      thresholds,
      known,
      informer,
      unwatchedMs <= STALE_MS,
    );
    informer.open(change => {
      monitor.changed(ports.clock.now());
      onChange(change);
    });
    return new UpgradeWatch(ports, informer, monitor, admission);
  }

  /** What is watched and was not heard of for too long. */
  get silentResources(): ResourceType[] {
    return this.informer.resources.filter(resource =>
      this.informer.isStale(resource),
    );
  }

  /**
   * Targets that are out of service now, by group of lanes: the same object until something changes.
   */
  outOfService(upgradeId: string): OutOfServiceByGroup {
    const groups = Object.entries(this.admission).map(([group, admission]) => {
      const resource = targetsType(admission.objects);
      const objects = this.informer.isStale(resource)
        ? undefined
        : this.informer.objects(resource);
      return [
        group,
        objects && outOfServiceAmong(objects, admission, upgradeId),
      ] as const;
    });
    const latest = Object.fromEntries(groups);
    if (!isDeepStrictEqual(latest, this.#outOfService)) {
      this.#outOfService = latest;
    }
    return this.#outOfService;
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
    return this.informer.close();
  }
}

function targetsType(objects: LaneAdmission['objects']): ResourceType {
  return resourceTypeOf({ ...objects, name: '' });
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
