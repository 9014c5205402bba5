import { join } from 'node:path';
import { ComponentName } from './components';
import { loopbackAddress } from './freePorts';

/**
 * What the components' command lines are made from.
 *
 * @internal
 */
export interface ControlPlaneLayout {
  dataDir: string;
  ports: { etcd: number; etcdPeer: number; apiServer: number };
}

/** @internal */
export function filesOf(dataDir: string) {
  return {
    etcd: join(dataDir, 'etcd'),
    certificates: join(dataDir, 'certificates'),
    // Signed by a throw-away CA whose certificate the server appends to the same file.
    serverCertificate: join(dataDir, 'certificates', 'apiserver.crt'),
    tokens: join(dataDir, 'tokens.csv'),
    serviceAccountKey: join(dataDir, 'service-account.key'),
    kubeconfig: join(dataDir, 'kubeconfig'),
    logOf: (component: ComponentName) => join(dataDir, `${component}.log`),
  };
}

type Flags = Record<string, string | number | boolean>;

function etcdFlags({ dataDir, ports }: ControlPlaneLayout): Flags {
  const client = `http://${loopbackAddress}:${ports.etcd}`;
  const peer = `http://${loopbackAddress}:${ports.etcdPeer}`;
  return {
    'data-dir': filesOf(dataDir).etcd,
    'listen-client-urls': client,
    'advertise-client-urls': client,
    'listen-peer-urls': peer,
    'initial-advertise-peer-urls': peer,
    'initial-cluster': `default=${peer}`,
    // Survives the death of the process, not that of the machine: right for tests, and much faster.
    'unsafe-no-fsync': true,
    'log-level': 'warn',
  };
}

function apiServerFlags({ dataDir, ports }: ControlPlaneLayout): Flags {
  const files = filesOf(dataDir);
  return {
    'etcd-servers': `http://${loopbackAddress}:${ports.etcd}`,
    'secure-port': ports.apiServer,
    'bind-address': loopbackAddress,
    'cert-dir': files.certificates,
    'token-auth-file': files.tokens,
    'authorization-mode': 'RBAC',
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-key-file': files.serviceAccountKey,
    'service-account-signing-key-file': files.serviceAccountKey,
    'service-cluster-ip-range': '10.0.0.0/24',
    // It would mount a token into every pod; there is nothing in the pods to use it.
    'disable-admission-plugins': 'ServiceAccount',
    'allow-privileged': true,
    profiling: false,
  };
}

// Upstream's client-side limits suit a shared cluster; here they would only slow the tests.
const clientLimits: Flags = { 'kube-api-qps': 1000, 'kube-api-burst': 1000 };

function controllerManagerFlags({ dataDir }: ControlPlaneLayout): Flags {
  const files = filesOf(dataDir);
  return {
    kubeconfig: files.kubeconfig,
    'leader-elect': false,
    'secure-port': 0,
    'service-account-private-key-file': files.serviceAccountKey,
    ...clientLimits,
  };
}

function schedulerFlags({ dataDir }: ControlPlaneLayout): Flags {
  return {
    kubeconfig: filesOf(dataDir).kubeconfig,
    'leader-elect': false,
    'secure-port': 0,
    ...clientLimits,
  };
}

const flagsByComponent: Record<
  ComponentName,
  (layout: ControlPlaneLayout) => Flags
> = {
  etcd: etcdFlags,
  'kube-apiserver': apiServerFlags,
  'kube-controller-manager': controllerManagerFlags,
  'kube-scheduler': schedulerFlags,
};

/**
 * The command line of a component, without the program.
 *
 * @internal
 */
export function componentArguments(
  component: ComponentName,
  layout: ControlPlaneLayout,
): string[] {
  return Object.entries(flagsByComponent[component](layout)).map(
    ([name, value]) => `--${name}=${value}`,
  );
}
