import { PodFault, PodFaultKind } from '@cluster-upgrade/cluster-simulator';

/** Faults that `--fault` can name, each as something that goes wrong with an upgrade in real life. */
const KINDS: PodFaultKind[] = ['crash-loop', 'bad-image', 'failing-probe'];

/** The application that fails: its threshold allows one failing instance (examples/omnicloud.yaml). */
const APPLICATION = 'checkout';

/**
 * An application that does not work on nodes that were upgraded: it begins to fail as it is moved there.
 *
 * @throws Error that names the faults that there are
 */
export function demoFault(name: string, toVersion: string): PodFault {
  const kind = KINDS.find(candidate => candidate === name);
  if (!kind) {
    throw new Error(`--fault takes ${KINDS.join(', ')}, not '${name}'`);
  }
  return {
    name: `demo-${kind}`,
    kind,
    match: {
      namespace: APPLICATION,
      nodeLabels: { 'omni.cloud/agent-version': toVersion },
    },
  };
}
