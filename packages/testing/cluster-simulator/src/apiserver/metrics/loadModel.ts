import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';

/**
 * What something uses: CPU in thousandths of a core, memory in bytes.
 *
 * @internal
 */
export interface Usage {
  cpuMilli: number;
  memoryBytes: number;
}

/**
 * Annotations of a pod that set what it seems to use, per container.
 *
 * @internal
 */
const usageAnnotations = {
  cpuMilli: 'simulator.cluster-upgrade.io/cpu-millicores',
  memoryMiB: 'simulator.cluster-upgrade.io/memory-mib',
} as const;

const MIB = 1024 * 1024;
const WAVE_MS = 10 * 60_000;

/** A number in [0, 1) that is always the same for a text (FNV-1a). */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return (hash >>> 0) / 0x1_0000_0000;
}

/**
 * The load of one running container: what the pod's annotations say, else a gentle wave around a
 * level that its name decides. Pure, so that the same moment always shows the same load.
 *
 * @internal
 */
export function containerUsage(
  pod: KubeObject,
  container: string,
  nowMs: number,
): Usage {
  const { annotations = {}, uid = '' } = pod.metadata;
  const level = fraction(container);
  const phase = 2 * Math.PI * (nowMs / WAVE_MS + fraction(uid));
  const wave = 1 + 0.1 * Math.sin(phase);
  const cpuMilli =
    Number(annotations[usageAnnotations.cpuMilli]) || 20 + 80 * level;
  const memoryMiB =
    Number(annotations[usageAnnotations.memoryMiB]) || 32 + 96 * level;
  return {
    cpuMilli: Math.round(cpuMilli * wave),
    memoryBytes: Math.round(memoryMiB * MIB * (1 + 0.02 * Math.sin(phase))),
  };
}

/** @internal */
export function sumUsage(usages: Usage[]): Usage {
  return usages.reduce(
    (sum, { cpuMilli, memoryBytes }) => ({
      cpuMilli: sum.cpuMilli + cpuMilli,
      memoryBytes: sum.memoryBytes + memoryBytes,
    }),
    { cpuMilli: 0, memoryBytes: 0 },
  );
}

/**
 * As quantities, the way metrics servers write them.
 *
 * @internal
 */
export function formatUsage({ cpuMilli, memoryBytes }: Usage) {
  return {
    cpu: `${cpuMilli}m`,
    memory: `${Math.round(memoryBytes / 1024)}Ki`,
  };
}
