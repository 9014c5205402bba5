import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { prePullGate } from './imagePrePull';
import { GateView, OperatorGate } from './OperatorGate';
import { statusGates } from './statusGates';
import { WekaCluster, WekaContainer } from './resources';

/** The operator records why it waits as Events on the cluster and its containers. */
const GATES_BY_EVENT: Record<
  string,
  Omit<OperatorGate, 'why'> & { code: string }
> = {
  WaitingForStabilize: { code: 'weka-not-fully-protected', needsPerson: false },
  ClusterSizeThreshold: { code: 'weka-too-few-active', needsPerson: true },
  ActiveMounts: { code: 'weka-active-mounts', needsPerson: false },
};

/**
 * An event older than this says nothing about now. The operator repeats it with each reconcile, but client
 * libraries let through only one in five minutes once there were many.
 */
const EVENT_VALID_MS = 360_000;

/** Pure: the gates that hold now, the operator's own pause first, then what the status says, then events. */
export function operatorGates(view: GateView, nowMs: number): OperatorGate[] {
  return [
    ...pauseGate(view.cluster),
    // What the cluster waits for says nothing while one of its containers is being replaced.
    ...(isUnderWay(view.containers)
      ? []
      : [
          ...prePullGate(view.prePulls, view.cluster.spec.image),
          ...statusGates(view, nowMs),
        ]),
    ...eventGates(view, nowMs),
    ...containerGates(view.containers),
  ].filter(isFirstOfItsCode);
}

function pauseGate({ spec }: WekaCluster): OperatorGate[] {
  return spec.overrides?.upgradePaused
    ? [
        {
          needsPerson: true,
          why: {
            code: 'weka-upgrade-paused',
            text: 'spec.overrides.upgradePaused is set on the WekaCluster',
          },
        },
      ]
    : [];
}

function eventGates(
  { containers, cluster, events }: GateView,
  nowMs: number,
): OperatorGate[] {
  const held = namesOfHeld(cluster, containers);
  return events
    .filter(event => held.has(event.involvedObject?.name))
    .filter(event => nowMs - lastSeenMs(event) < EVENT_VALID_MS)
    .flatMap(event => {
      const gate = GATES_BY_EVENT[event.reason];
      return gate
        ? [
            {
              needsPerson: gate.needsPerson,
              why: { code: gate.code, text: String(event.message) },
            },
          ]
        : [];
    });
}

/**
 * Whose events say something about now. Events outlive their reason: the cluster's gates are passed once
 * a container is being replaced, and a container's once it runs its image.
 */
function namesOfHeld(
  cluster: WekaCluster,
  containers: readonly WekaContainer[],
): Set<string> {
  const underWay = containers.filter(isBeingReplaced);
  return new Set(
    underWay.length > 0
      ? underWay.map(({ metadata }) => metadata.name)
      : [cluster.metadata.name],
  );
}

function isUnderWay(containers: readonly WekaContainer[]): boolean {
  return containers.some(isBeingReplaced);
}

function isBeingReplaced({ spec, status }: WekaContainer): boolean {
  return spec.image !== status?.lastAppliedImage;
}

function lastSeenMs(event: KubeObject): number {
  return Date.parse(
    event.lastTimestamp ??
      event.eventTime ??
      event.metadata.creationTimestamp ??
      '',
  );
}

/** Pure: why frontends and clients that were told to change are not replaced yet. */
export function containerGates(
  containers: readonly WekaContainer[],
): OperatorGate[] {
  return [...mountGates(containers), ...neighbourGates(containers)];
}

/** The operator's own words for a frontend that is kept by another one on its machine. */
const OTHER_IMAGE_BESIDE = /pod (\S+) on same node (\S+) has different image/;

/** A frontend changes its image only while the others on its machine run it already. */
export function neighbourGates(
  containers: readonly WekaContainer[],
): OperatorGate[] {
  return containers.flatMap(container => {
    const name = container.metadata.name;
    const [, pod, node] =
      OTHER_IMAGE_BESIDE.exec(whyNotUpdated(container) ?? '') ?? [];
    return pod === undefined
      ? []
      : [
          {
            needsPerson: true,
            why: {
              code: 'weka-other-image-beside',
              params: { container: name, pod, node },
              text: `${name} keeps its image while ${pod} runs another one on ${node}: the Weka operator changes a frontend only when the others on its machine run the new image; move ${pod} to another machine`,
            },
          },
        ];
  });
}

function whyNotUpdated(container: WekaContainer): string | undefined {
  return isBeingReplaced(container)
    ? (container.status?.conditions ?? []).find(
        ({ type, status }) =>
          type === 'ContainerImageUpdated' && status === 'False',
      )?.message
    : undefined;
}

/** A frontend or a client is replaced only when nothing is mounted through it. */
function mountGates(containers: readonly WekaContainer[]): OperatorGate[] {
  return containers.filter(isHeldByMounts).map(({ metadata, status }) => ({
    needsPerson: false,
    why: {
      code: 'weka-active-mounts',
      params: { container: metadata.name },
      text: `${metadata.name} still has active mounts: ${
        status?.stats?.activeMounts ?? 'some'
      }`,
    },
  }));
}

function isHeldByMounts(container: WekaContainer): boolean {
  const { status } = container;
  return (
    isBeingReplaced(container) &&
    (status?.stats?.activeMounts ?? 0) > 0 &&
    (status?.conditions ?? []).some(
      condition =>
        condition.type === 'ContainerImageUpdated' &&
        condition.status === 'False',
    )
  );
}

function isFirstOfItsCode(
  gate: OperatorGate,
  index: number,
  gates: OperatorGate[],
): boolean {
  return gates.findIndex(other => other.why.code === gate.why.code) === index;
}
