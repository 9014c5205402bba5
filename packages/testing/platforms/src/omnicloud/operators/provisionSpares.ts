import {
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  after,
  controllerOf,
  EventIntent,
  isPodFinished,
  isPodReady,
  Node,
  parseTime,
  Pod,
  Reconciliation,
  Write,
} from '@cluster-upgrade/cluster-simulator/operatorKit';
import { PROVISIONED_ANNOTATION, SPARE_LABEL } from './names';

const ZONE_LABEL = 'topology.kubernetes.io/zone';
const HOSTNAME_LABEL = 'kubernetes.io/hostname';
/** Labels that belong to one machine and not to its kind. */
const OWN_LABELS = [
  HOSTNAME_LABEL,
  ZONE_LABEL,
  SPARE_LABEL,
  'omni.cloud/agent-version',
];

/** @internal */
export interface CapacitySituation {
  /** The ConfigMap whose `data.spareNodes` says how many spare machines are wanted. */
  request: KubeObject;
  directors: readonly Pod[];
  nodes: readonly Node[];
  podsOn: (nodeName: string) => readonly Pod[];
  /** How long it takes from the request until the next machine is there. */
  provisioningMs: number;
  /** When the present number was first asked for. */
  requestedAtMs: number;
  nowMs: number;
}

/**
 * What the directors do about spare machines: start them one after another in the zones that have the
 * fewest machines, and take those away that are cordoned and empty when fewer are wanted.
 *
 * @internal
 */
export function provisionSpares(situation: CapacitySituation): Reconciliation {
  const { request, directors, nodes } = situation;
  const spares = nodes.filter(isSpare);
  const wanted = Number(request.data?.spareNodes ?? 0);
  if (
    !directors.some(pod => isPodReady(pod) && !pod.metadata.deletionTimestamp)
  ) {
    return { writes: [] };
  }
  if (!Number.isInteger(wanted) || wanted < 0) {
    return {
      writes: [],
      events: [
        warning(
          request,
          'InvalidRequest',
          `data.spareNodes is "${request.data?.spareNodes}", which is no count of machines`,
        ),
      ],
    };
  }
  const report = reportWrites(request, spares.length);
  if (spares.length < wanted) {
    return after(report, provisionNext(situation, spares));
  }
  return spares.length > wanted
    ? after(report, removeEmpty(situation, spares, wanted))
    : { writes: report };
}

function isSpare(node: Node): boolean {
  return node.metadata.labels?.[SPARE_LABEL] === 'true';
}

function provisionNext(
  { request, nodes, provisioningMs, requestedAtMs, nowMs }: CapacitySituation,
  spares: readonly Node[],
): Reconciliation {
  const newestMs = Math.max(
    requestedAtMs,
    ...spares.map(node => parseTime(node.metadata.creationTimestamp) ?? 0),
  );
  const leftMs = newestMs + provisioningMs - nowMs;
  if (leftMs > 0) {
    return { writes: [], requeueAfterMs: leftMs };
  }
  const model = nodes.find(node => !isSpare(node));
  if (!model) {
    return {
      writes: [],
      events: [
        warning(
          request,
          'NoModelNode',
          'There is no machine whose kind a spare one could have',
        ),
      ],
    };
  }
  const node = spareNode(model, nodes);
  return {
    writes: [
      {
        verb: 'create',
        resource: resourceTypes.nodes,
        object: node,
        announce: {
          regarding: request,
          reason: 'SpareNodeProvisioned',
          message: 'Provisioned spare machine {name}',
          failureReason: 'SpareNodeFailed',
          failureMessage: 'A spare machine could not be provisioned: {error}',
        },
      },
    ],
  };
}

function spareNode(model: Node, nodes: readonly Node[]): Node {
  const names = new Set(nodes.map(node => node.metadata.name));
  let number = 1;
  while (names.has(`omni-spare-${number}`)) {
    number += 1;
  }
  const name = `omni-spare-${number}`;
  const zone = emptiestZone(nodes);
  const kindLabels = Object.entries(model.metadata.labels ?? {}).filter(
    ([key]) => !OWN_LABELS.includes(key),
  );
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        ...Object.fromEntries(kindLabels),
        [HOSTNAME_LABEL]: name,
        ...(zone && { [ZONE_LABEL]: zone }),
        [SPARE_LABEL]: 'true',
      },
    },
    spec: {},
    status: {
      capacity: model.status?.capacity,
      allocatable: model.status?.allocatable,
    },
  };
}

function emptiestZone(nodes: readonly Node[]): string | undefined {
  const countByZone = new Map<string, number>();
  for (const node of nodes) {
    const zone = node.metadata.labels?.[ZONE_LABEL];
    if (zone) {
      countByZone.set(zone, (countByZone.get(zone) ?? 0) + 1);
    }
  }
  return [...countByZone].sort(
    ([oneZone, one], [otherZone, other]) =>
      one - other || oneZone.localeCompare(otherZone),
  )[0]?.[0];
}

/** A machine that somebody still uses stays, and says so. */
function removeEmpty(
  { request, podsOn }: CapacitySituation,
  spares: readonly Node[],
  wanted: number,
): Reconciliation {
  const removable = spares.filter(
    node =>
      node.spec?.unschedulable &&
      podsOn(node.metadata.name).every(
        pod => isPodFinished(pod) || controllerOf(pod)?.kind === 'DaemonSet',
      ),
  );
  const surplus = spares.length - wanted;
  const writes = removable
    .sort((one, other) => other.metadata.name.localeCompare(one.metadata.name))
    .slice(0, surplus)
    .map((node): Write => ({
      verb: 'delete',
      resource: resourceTypes.nodes,
      object: node,
      announce: {
        regarding: request,
        reason: 'SpareNodeRemoved',
        message: 'Removed spare machine {name}',
      },
    }));
  return writes.length >= surplus
    ? { writes }
    : {
        writes,
        events: [
          warning(
            request,
            'SpareNodeInUse',
            `${surplus - writes.length} spare machine(s) are to go but are not cordoned and empty: drain them`,
          ),
        ],
      };
}

function reportWrites(request: KubeObject, count: number): Write[] {
  const { name, namespace, annotations } = request.metadata;
  return annotations?.[PROVISIONED_ANNOTATION] === `${count}`
    ? []
    : [
        {
          verb: 'patch',
          resource: resourceTypes.configMaps,
          key: { name, namespace },
          patchType: 'merge',
          body: {
            metadata: { annotations: { [PROVISIONED_ANNOTATION]: `${count}` } },
          },
        },
      ];
}

function warning(
  regarding: KubeObject,
  reason: string,
  message: string,
): EventIntent {
  return { regarding, type: 'Warning', reason, message };
}
