import {
  EffectiveThreshold,
  ObjectRef,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Random } from '@cluster-upgrade/plugin-upgrade-node';

export const NAMESPACE = 'platform';
export const OLD_VERSION = '1.0.0';
export const NEW_VERSION = '2.0.0';
export const APPLICATION = 'platform/checkout';
/** The object that the upgrade makes. */
export const MARKER = 'upgrade-marker';
const INSTANCES = 3;

/** A small cluster and how it is upgraded, drawn from a seed. */
export interface SampleCase {
  components: string[];
  nodes: Array<{ name: string; isCordoned: boolean }>;
  pods: Array<{ name: string; isFailing: boolean }>;
  lanesAtOnce: number;
  soakMs: number;
  threshold: Pick<
    EffectiveThreshold,
    'allowedInstances' | 'mustLastMs' | 'action'
  >;
}

export function drawCase(random: Random): SampleCase {
  const count = (least: number, most: number) =>
    least + Math.floor(random.next() * (most - least + 1));
  const names = (kind: string, many: number) =>
    Array.from({ length: many }, (_, index) => `${kind}-${index}`);
  const failing = random.next() < 0.3 ? count(1, INSTANCES) : 0;
  return {
    components: names('component', count(1, 3)),
    nodes: names('node', count(2, 5)).map((name, index) => ({
      name,
      // Pods need a place.
      isCordoned: index > 0 && random.next() < 0.2,
    })),
    pods: names('checkout', INSTANCES).map((name, index) => ({
      name,
      isFailing: index < failing,
    })),
    lanesAtOnce: count(1, 2),
    soakMs: count(1, 90) * 1_000,
    threshold: {
      allowedInstances: count(0, 1),
      mustLastMs: count(30, 180) * 1_000,
      action: random.next() < 0.7 ? 'rollback' : 'pause',
    },
  };
}

/** How many nodes may be out of service when one more is taken out. */
export function maxUnavailable({ nodes, lanesAtOnce }: SampleCase): number {
  return lanesAtOnce + nodes.filter(({ isCordoned }) => isCordoned).length;
}

export function configRef(name: string): ObjectRef {
  return { apiVersion: 'v1', kind: 'ConfigMap', namespace: NAMESPACE, name };
}

export function nodeRef(name: string): ObjectRef {
  return { apiVersion: 'v1', kind: 'Node', name };
}
