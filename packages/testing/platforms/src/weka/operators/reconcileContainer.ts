import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import {
  controllerReference,
  formatMicroTime,
  isPodReady,
  NOTHING_TO_DO,
  parseTime,
  Pod,
  podFromTemplate,
  Reconciliation,
  statusPatch,
  withCondition,
  Write,
} from '@cluster-upgrade/cluster-simulator/operatorKit';
import {
  isFrontend,
  MOUNTS_ANNOTATION,
  MOUNTS_HELD_ANNOTATION,
  WekaContainer,
  wekaResources,
  WekaTiming,
} from './wekaObjects';

const IMAGE_UPDATED = 'ContainerImageUpdated';
/** When those who mount through the container were first asked to let go. */
const STOPPING = 'StoppingAttempt';
/** When its present pod became ready. */
const POD_RUNNING = 'PodRunning';
/** When it came back with another image than before. */
export const IMAGE_REPLACED = 'ImageReplaced';

const READINESS_PROBE = {
  httpGet: { path: '/', port: 14_000 },
  initialDelaySeconds: 2,
};

/** @internal */
export interface ContainerSituation {
  container: WekaContainer;
  /** The pod of the container's name, whichever image it runs. */
  pod: Pod | undefined;
  /** Pods of the other frontends and clients on its machine. */
  neighbours: readonly Pod[];
  timing: WekaTiming;
  nowMs: number;
}

/**
 * Keeps one container running its image: its pod is replaced when the image is another one, as soon as
 * nothing is mounted through it, and the image counts as applied when the new pod runs.
 *
 * @internal
 */
export function reconcileContainer(
  situation: ContainerSituation,
): Reconciliation {
  const { container, pod } = situation;
  if (
    container.metadata.deletionTimestamp ||
    ['destroying', 'deleting'].includes(container.spec.state ?? '')
  ) {
    return NOTHING_TO_DO;
  }
  if (!pod) {
    return {
      writes: [
        ...report(situation, { status: 'PodNotRunning' }),
        create(situation),
      ],
    };
  }
  if (pod.metadata.deletionTimestamp) {
    return { writes: report(situation, { status: 'PodTerminating' }) };
  }
  const isOutdated = imageOf(pod) !== container.spec.image;
  if (isOutdated && container.spec.upgradePolicyType !== 'manual') {
    return replace(situation, pod);
  }
  return isPodReady(pod)
    ? join(situation, pod)
    : {
        writes: report(situation, { status: statusOfUnready(container, pod) }),
      };
}

function imageOf(pod: Pod): string {
  return pod.spec.containers[0].image;
}

function statusOfUnready({ status }: WekaContainer, pod: Pod): string {
  if (['Running', 'Unhealthy'].includes(status?.status ?? '')) {
    return 'Unhealthy';
  }
  return pod.status?.phase === 'Running' ? 'PodRunning' : 'PodNotRunning';
}

function create({ container }: ContainerSituation): Write {
  const { name, namespace = '', labels } = container.metadata;
  const { image, nodeAffinity } = container.spec;
  return {
    verb: 'create',
    resource: resourceTypes.pods,
    object: podFromTemplate(
      {
        metadata: { labels },
        spec: {
          hostNetwork: true,
          terminationGracePeriodSeconds: 30,
          nodeSelector: { 'kubernetes.io/hostname': nodeAffinity ?? '' },
          tolerations: [{ operator: 'Exists' }],
          containers: [
            {
              name: 'weka-container',
              image,
              readinessProbe: READINESS_PROBE,
              resources: { requests: { cpu: '200m', memory: '512Mi' } },
            },
          ],
        },
      },
      { namespace, name, owner: controllerReference(container) },
    ),
  };
}

function replace(situation: ContainerSituation, pod: Pod): Reconciliation {
  const { container, nowMs } = situation;
  const mounts = container.status?.stats?.activeMounts ?? 0;
  const mustWait =
    mounts > 0 &&
    !container.spec.overrides?.skipActiveMountsCheck &&
    container.spec.upgradePolicyType !== 'all-at-once-force';
  if (mustWait) {
    return awaitMounts(situation, mounts);
  }
  const other = otherImageBeside(situation);
  return other
    ? { writes: report(situation, awaitNeighbour(situation, other)) }
    : {
        writes: [
          ...report(situation, {
            status: 'PodTerminating',
            conditions: imageUpdated(container, 'False', 'Replacing', nowMs),
          }),
          {
            verb: 'delete',
            resource: resourceTypes.pods,
            object: pod,
            announce: {
              regarding: container,
              reason: 'UpgradingContainer',
              message: `Replacing the pod to run ${container.spec.image}`,
            },
          },
        ],
      };
}

/** Frontends of one machine change their image only while all the others there run it, or with hot upgrade. */
function otherImageBeside({
  container: { spec },
  neighbours,
}: ContainerSituation): Pod | undefined {
  return isFrontend(spec.mode) && !spec.allowHotUpgrade
    ? neighbours.find(pod => imageOf(pod) !== spec.image)
    : undefined;
}

function awaitNeighbour(
  { container, nowMs }: ContainerSituation,
  pod: Pod,
): WekaContainer['status'] {
  return {
    conditions: imageUpdated(
      container,
      'False',
      `cannot upgrade: pod ${pod.metadata.name} on same node ${pod.spec.nodeName} has different image ${imageOf(pod)}`,
      nowMs,
    ),
  };
}

function awaitMounts(
  situation: ContainerSituation,
  mounts: number,
): Reconciliation {
  const { container, timing, nowMs } = situation;
  const askedMs = parseTime(container.status?.timestamps?.[STOPPING]) ?? nowMs;
  const isHeld =
    container.metadata.annotations?.[MOUNTS_HELD_ANNOTATION] === 'true';
  const leftMs = askedMs + timing.mountReleaseMs - nowMs;
  const isReleased = !isHeld && leftMs <= 0;
  const message = mounts === 1 ? '1 active mount' : `${mounts} active mounts`;
  return {
    writes: report(situation, {
      stats: { activeMounts: isReleased ? 0 : mounts },
      conditions: imageUpdated(container, 'False', message, nowMs),
      timestamps: {
        ...container.status?.timestamps,
        [STOPPING]: formatMicroTime(askedMs),
      },
    }),
    events: isReleased
      ? []
      : [
          {
            regarding: container,
            type: 'Warning',
            reason: 'ActiveMounts',
            message: `${container.metadata.name} is not replaced yet: ${message}`,
          },
        ],
    requeueAfterMs: isHeld ? timing.mountReleaseMs : Math.max(0, leftMs),
  };
}

/** From a pod that is ready to a member of the storage cluster. */
function join(situation: ContainerSituation, pod: Pod): Reconciliation {
  const { container, timing, nowMs } = situation;
  const { status, timestamps, lastAppliedImage } = container.status ?? {};
  const image = imageOf(pod);
  const isMember = status === 'Running' && lastAppliedImage === image;
  const readyMs =
    status === 'PodRunning' ? parseTime(timestamps?.[POD_RUNNING]) : undefined;
  const leftMs = isMember ? 0 : (readyMs ?? nowMs) + timing.joinMs - nowMs;
  if (leftMs > 0) {
    return {
      writes: report(situation, {
        status: 'PodRunning',
        nodeAffinity: pod.spec.nodeName,
        timestamps: {
          ...timestamps,
          [POD_RUNNING]: formatMicroTime(readyMs ?? nowMs),
        },
      }),
      requeueAfterMs: leftMs,
    };
  }
  const isReplaced =
    lastAppliedImage !== undefined && lastAppliedImage !== image;
  const { [STOPPING]: _, ...kept } = timestamps ?? {};
  return {
    writes: report(situation, {
      status: 'Running',
      lastAppliedImage: image,
      nodeAffinity: pod.spec.nodeName,
      stats: {
        activeMounts: Number(
          container.metadata.annotations?.[MOUNTS_ANNOTATION] ?? 0,
        ),
      },
      conditions: imageUpdated(container, 'True', `runs ${image}`, nowMs),
      timestamps: {
        ...kept,
        ...(isReplaced && { [IMAGE_REPLACED]: formatMicroTime(nowMs) }),
      },
    }),
  };
}

function imageUpdated(
  { status }: WekaContainer,
  value: 'True' | 'False',
  message: string,
  nowMs: number,
) {
  return withCondition(
    status?.conditions,
    {
      type: IMAGE_UPDATED,
      status: value,
      reason: value === 'True' ? 'Applied' : 'NotApplied',
      message,
    },
    nowMs,
  );
}

function report(
  { container }: ContainerSituation,
  status: WekaContainer['status'],
): Write[] {
  return statusPatch(wekaResources.containers, container, {
    ...container.status,
    ...status,
  });
}
