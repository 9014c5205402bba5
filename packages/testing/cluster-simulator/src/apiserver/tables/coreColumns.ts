import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { podCells } from './podCells';
import {
  ageColumn,
  count,
  nameColumn,
  NONE,
  since,
  TableColumn,
  text,
  wide,
} from './TableColumn';

const ROLE_PREFIX = 'node-role.kubernetes.io/';

function nodeStatus({ spec, status }: KubeObject): string {
  const ready = (status?.conditions ?? []).find(
    (condition: any) => condition.type === 'Ready',
  );
  const words = [];
  if (!ready) {
    words.push('Unknown');
  } else {
    words.push(ready.status === 'True' ? 'Ready' : 'NotReady');
  }
  if (spec?.unschedulable) {
    words.push('SchedulingDisabled');
  }
  return words.join(',');
}

function nodeRoles({ metadata }: KubeObject): string {
  const roles = Object.entries(metadata.labels ?? {})
    .flatMap(([key, value]) => {
      if (key.startsWith(ROLE_PREFIX)) {
        return [key.slice(ROLE_PREFIX.length)];
      }
      return key === 'kubernetes.io/role' && value ? [value] : [];
    })
    .filter(Boolean);
  return [...new Set(roles)].sort().join(',') || NONE;
}

function address(type: string) {
  return ({ status }: KubeObject) =>
    (status?.addresses ?? []).find((item: any) => item.type === type)
      ?.address ?? NONE;
}

function nodeInfo(field: string) {
  return ({ status }: KubeObject) => status?.nodeInfo?.[field] || '<unknown>';
}

function kernel({ status }: KubeObject): string {
  const { kernelVersion, architecture } = status?.nodeInfo ?? {};
  const suffix = architecture ? ` (${architecture})` : '';
  return `${kernelVersion || '<unknown>'}${suffix}`;
}

function externalIp({ spec }: KubeObject): string {
  switch (spec?.type) {
    case 'LoadBalancer':
      return spec.externalIPs?.join(',') || '<pending>';
    case 'ExternalName':
      return spec.externalName;
    default:
      return spec?.externalIPs?.join(',') || NONE;
  }
}

function ports({ spec }: KubeObject): string {
  const pieces = (spec?.ports ?? []).map(
    ({ port, nodePort, protocol }: any) =>
      `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`,
  );
  return pieces.join(',') || NONE;
}

function labelsText(labels: Record<string, string> | undefined): string {
  return (
    Object.entries(labels ?? {})
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, value]) => `${key}=${value}`)
      .join(',') || NONE
  );
}

function eventTimes(event: KubeObject, nowMs: number) {
  const first = since(event.firstTimestamp ?? event.eventTime, nowMs);
  const lastTime = event.series?.lastObservedTime ?? event.lastTimestamp;
  return { first, last: lastTime ? since(lastTime, nowMs) : first };
}

function eventSource({ source, ...event }: KubeObject): string {
  const component = source?.component || event.reportingComponent || '';
  const host = source?.host || event.reportingInstance;
  return host ? `${component}, ${host}` : component;
}

const podColumns: TableColumn[] = [
  nameColumn,
  text('Ready', (pod, nowMs) => podCells(pod, nowMs).ready),
  text('Status', (pod, nowMs) => podCells(pod, nowMs).status),
  text('Restarts', (pod, nowMs) => podCells(pod, nowMs).restarts),
  ageColumn,
  wide(text('IP', ({ status }) => status?.podIPs?.[0]?.ip ?? NONE)),
  wide(text('Node', ({ spec }) => spec?.nodeName || NONE)),
  wide(
    text('Nominated Node', ({ status }) => status?.nominatedNodeName || NONE),
  ),
  wide(text('Readiness Gates', () => NONE)),
];

/**
 * Columns of the core kinds, by kind.
 *
 * @internal
 */
export const coreColumns: Record<string, TableColumn[]> = {
  Pod: podColumns,
  Node: [
    nameColumn,
    text('Status', nodeStatus),
    text('Roles', nodeRoles),
    ageColumn,
    text('Version', ({ status }) => status?.nodeInfo?.kubeletVersion ?? ''),
    wide(text('Internal-IP', address('InternalIP'))),
    wide(text('External-IP', address('ExternalIP'))),
    wide(text('OS-Image', nodeInfo('osImage'))),
    wide(text('Kernel-Version', kernel)),
    wide(text('Container-Runtime', nodeInfo('containerRuntimeVersion'))),
  ],
  Namespace: [
    nameColumn,
    text('Status', ({ status }) => status?.phase ?? ''),
    ageColumn,
  ],
  Service: [
    nameColumn,
    text('Type', ({ spec }) => spec?.type ?? ''),
    text('Cluster-IP', ({ spec }) => spec?.clusterIPs?.[0] ?? NONE),
    text('External-IP', externalIp),
    text('Port(s)', ports),
    ageColumn,
    wide(text('Selector', ({ spec }) => labelsText(spec?.selector))),
  ],
  ConfigMap: [
    nameColumn,
    text(
      'Data',
      ({ data, binaryData }) =>
        Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length,
    ),
    ageColumn,
  ],
  Secret: [
    nameColumn,
    text('Type', ({ type }) => type),
    text('Data', ({ data }) => Object.keys(data ?? {}).length),
    ageColumn,
  ],
  Event: [
    text('Last Seen', (event, nowMs) => eventTimes(event, nowMs).last),
    text('Type', ({ type }) => type ?? ''),
    text('Reason', ({ reason }) => reason ?? ''),
    text('Object', ({ involvedObject }) =>
      [involvedObject?.kind?.toLowerCase(), involvedObject?.name]
        .filter(Boolean)
        .join('/'),
    ),
    wide(
      text(
        'Subobject',
        ({ involvedObject }) => involvedObject?.fieldPath ?? '',
      ),
    ),
    wide(text('Source', eventSource)),
    text('Message', ({ message }) => (message ?? '').trim()),
    wide(text('First Seen', (event, nowMs) => eventTimes(event, nowMs).first)),
    wide(count('Count', event => event.series?.count ?? event.count ?? 1)),
    wide(nameColumn),
  ],
};
