import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { controllerReference } from '../../objects/owners';
import { Node } from '../../objects/Node';
import { Pod } from '../../objects/Pod';
import { Write } from '../../reconcile/writes';
import { podFromTemplate } from '../../objects/podFromTemplate';
import {
  ControllerRevision,
  REVISION_HASH_LABEL,
  revisionHashOf,
} from '../revisions/controllerRevisions';
import { DaemonSet, daemonTolerations } from './DaemonSet';

/**
 * A daemon pod, pinned to its node.
 *
 * @internal
 */
export function createPod(
  daemonSet: DaemonSet,
  node: Node,
  current: ControllerRevision,
): Write {
  // The API server counts templates in an annotation; revisions count them too.
  const generation =
    daemonSet.metadata.annotations?.[
      'deprecated.daemonset.template.generation'
    ] ?? `${current.revision}`;
  const pod = podFromTemplate(daemonSet.spec.template, {
    namespace: daemonSet.metadata.namespace!,
    generateName: `${daemonSet.metadata.name}-`,
    owner: controllerReference(daemonSet),
    labels: {
      [REVISION_HASH_LABEL]: revisionHashOf(current)!,
      'pod-template-generation': generation,
    },
  });
  return {
    verb: 'create',
    resource: resourceTypes.pods,
    object: {
      ...pod,
      spec: {
        ...pod.spec,
        tolerations: daemonTolerations(daemonSet),
        affinity: {
          ...pod.spec.affinity,
          nodeAffinity: {
            ...pod.spec.affinity?.nodeAffinity,
            // The scheduler binds it; this leaves it no choice.
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                {
                  matchFields: [
                    {
                      key: 'metadata.name',
                      operator: 'In',
                      values: [node.metadata.name],
                    },
                  ],
                },
              ],
            },
          },
        },
      },
    },
    announce: {
      regarding: daemonSet,
      reason: 'SuccessfulCreate',
      message: 'Created pod: {name}',
      failureReason: 'FailedCreate',
      failureMessage: 'Error creating: {error}',
    },
  };
}

/** @internal */
export function deletePod(daemonSet: DaemonSet, pod: Pod): Write {
  return {
    verb: 'delete',
    resource: resourceTypes.pods,
    object: pod,
    announce: {
      regarding: daemonSet,
      reason: 'SuccessfulDelete',
      message: 'Deleted pod: {name}',
    },
  };
}
