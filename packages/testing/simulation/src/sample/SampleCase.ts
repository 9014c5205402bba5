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
/** The application's disruption budget. */
export const BUDGET = 'checkout';
const INSTANCES = 3;

/** A small cluster and how it is upgraded, drawn from a seed. */
export interface SampleCase {
  components: string[];
  nodes: Array<{ name: string; isCordoned: boolean }>;
  pods: Array<{ name: string; isFailing: boolean; node: string }>;
  /** How many instances may be out; absent: nobody said. */
  budget?: number;
  /** How long an instance takes to start. */
  podStartMs: number;
  lanesAtOnce: number;
  /** Lanes that may fail before a person is asked. */
  maxFailedNodes: number;
  /** How long a step may take, but for soaks. */
  stepLimitMs: number;
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
  const nodes = names('node', count(2, 5)).map((name, index) => ({
    name,
    // Pods need a place.
    isCordoned: index > 0 && random.next() < 0.2,
  }));
  const free = nodes.filter(({ isCordoned }) => !isCordoned);
  const lanesAtOnce = count(1, 2);
  // What is moved has to find a place, or a budget holds a drain up for ever.
  const hasBudget = free.length > lanesAtOnce && random.next() < 0.7;
  return {
    components: names('component', count(1, 3)),
    nodes,
    pods: names('checkout', INSTANCES).map((name, index) => ({
      name,
      isFailing: index < failing,
      node: free[index % free.length].name,
    })),
    ...(hasBudget && { budget: 1 }),
    podStartMs: random.next() < 0.5 ? count(60, 400) * 1_000 : 0,
    lanesAtOnce,
    maxFailedNodes: count(0, 1),
    stepLimitMs: count(60, 600) * 1_000,
    soakMs: count(5, 180) * 1_000,
    threshold: {
      allowedInstances: count(0, 1),
      mustLastMs: count(20, 120) * 1_000,
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
