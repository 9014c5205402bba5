import { setDefault } from './setDefault';

function defaultHttpGet(handler: any): void {
  if (handler?.httpGet) {
    setDefault(handler.httpGet, 'path', '/');
    setDefault(handler.httpGet, 'scheme', 'HTTP');
  }
}

function defaultProbe(probe: any): void {
  if (!probe) {
    return;
  }
  setDefault(probe, 'timeoutSeconds', 1);
  setDefault(probe, 'periodSeconds', 10);
  setDefault(probe, 'successThreshold', 1);
  setDefault(probe, 'failureThreshold', 3);
  defaultHttpGet(probe);
  if (probe.grpc) {
    setDefault(probe.grpc, 'service', '');
  }
}

function defaultPullPolicy(image: string | undefined): string {
  const withoutDigest = (image ?? '').split('@')[0];
  const isPinned = (image ?? '').includes('@');
  const tag = /:([^/:]+)$/.exec(withoutDigest)?.[1];
  const isLatest = tag === 'latest' || (tag === undefined && !isPinned);
  return isLatest ? 'Always' : 'IfNotPresent';
}

function defaultContainer(container: any): void {
  setDefault(container, 'terminationMessagePath', '/dev/termination-log');
  setDefault(container, 'terminationMessagePolicy', 'File');
  setDefault(container, 'imagePullPolicy', defaultPullPolicy(container.image));
  setDefault(container, 'resources', {});
  for (const port of container.ports ?? []) {
    setDefault(port, 'protocol', 'TCP');
  }
  for (const variable of container.env ?? []) {
    if (variable.valueFrom?.fieldRef) {
      setDefault(variable.valueFrom.fieldRef, 'apiVersion', 'v1');
    }
    if (variable.valueFrom?.resourceFieldRef) {
      setDefault(variable.valueFrom.resourceFieldRef, 'divisor', '0');
    }
  }
  defaultProbe(container.livenessProbe);
  defaultProbe(container.readinessProbe);
  defaultProbe(container.startupProbe);
  defaultHttpGet(container.lifecycle?.postStart);
  defaultHttpGet(container.lifecycle?.preStop);
}

const volumeSourcesWithMode = [
  'secret',
  'configMap',
  'downwardAPI',
  'projected',
];

function defaultVolume(volume: any): void {
  for (const source of volumeSourcesWithMode) {
    if (volume[source]) {
      setDefault(volume[source], 'defaultMode', 0o644);
    }
  }
  if (volume.hostPath) {
    setDefault(volume.hostPath, 'type', '');
  }
  for (const projection of volume.projected?.sources ?? []) {
    if (projection.serviceAccountToken) {
      setDefault(projection.serviceAccountToken, 'expirationSeconds', 3600);
    }
  }
  if (Object.keys(volume).length === 1 && volume.name) {
    volume.emptyDir = {};
  }
}

/**
 * The defaults of a pod's spec, the same for pods and for the templates of workloads.
 *
 * @internal
 */
export function setPodSpecDefaults(spec: any): void {
  setDefault(spec, 'restartPolicy', 'Always');
  setDefault(spec, 'terminationGracePeriodSeconds', 30);
  setDefault(spec, 'dnsPolicy', 'ClusterFirst');
  setDefault(spec, 'securityContext', {});
  setDefault(spec, 'schedulerName', 'default-scheduler');
  // The deprecated name is kept equal to the new one.
  if (spec.serviceAccountName) {
    spec.serviceAccount = spec.serviceAccountName;
  } else if (spec.serviceAccount) {
    spec.serviceAccountName = spec.serviceAccount;
  }
  spec.volumes?.forEach(defaultVolume);
  spec.containers?.forEach(defaultContainer);
  spec.initContainers?.forEach(defaultContainer);
  spec.ephemeralContainers?.forEach(defaultContainer);
  if (spec.hostNetwork) {
    for (const container of spec.containers ?? []) {
      for (const port of container.ports ?? []) {
        setDefault(port, 'hostPort', port.containerPort);
      }
    }
  }
}

/**
 * The defaults of a workload's pod template.
 *
 * @internal
 */
export function setTemplateDefaults(template: any): void {
  if (template?.spec) {
    setPodSpecDefaults(template.spec);
  }
}
