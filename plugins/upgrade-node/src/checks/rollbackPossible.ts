import { readObject, readObjects } from '../cluster/readObject';
import { resourceTypes } from '../cluster/resourceTypes';
import { objectRefOf } from '../cluster/objectRefOf';
import { DriverCheck } from '../driver/UpgradeDriver';
import { KubeObject } from '../ports/KubeObject';
import { answersOrPass, CheckAnswer, defineCheck } from './defineCheck';

const NEEDED = 'Workloads that follow their template when they are told to';

/**
 * Do the platform's workloads follow their templates, forward and back?
 *
 * @param where - the namespace of the platform's Deployments, and the DaemonSet there whose pods an upgrade
 * replaces node by node
 * @public
 */
export function rollbackPossible(where: {
  namespace: string;
  nodeDaemonSet: string;
}): DriverCheck {
  const { namespace, nodeDaemonSet: name } = where;
  return defineCheck({
    id: 'rollback-possible',
    title: "The platform's workloads can be rolled out and back",
    group: 'backup',
    async answer(input) {
      const [deployments, daemonSet] = await Promise.all([
        readObjects(input, resourceTypes.deployments, { namespace }),
        readObject(input, resourceTypes.daemonSets, { namespace, name }),
      ]);
      return workloadAnswers(deployments, daemonSet);
    },
  });
}

/** @internal */
export function workloadAnswers(
  deployments: readonly KubeObject[],
  daemonSet: KubeObject | undefined,
): CheckAnswer[] {
  const answers = [
    ...deployments.flatMap(pausedAnswer),
    ...deployments.flatMap(historyAnswer),
    ...(daemonSet ? strategyAnswer(daemonSet) : []),
  ];
  return answersOrPass(answers, {
    observed:
      'No Deployment is paused, history is kept, and pods of nodes restart only when told to',
    needed: NEEDED,
  });
}

function pausedAnswer(deployment: KubeObject): CheckAnswer[] {
  if (deployment.spec?.paused !== true) {
    return [];
  }
  const { name, namespace } = deployment.metadata;
  return [
    {
      about: `${name}/paused`,
      status: 'hard-block',
      observed: `Deployment ${namespace}/${name} is paused: it follows no template, neither forward nor back`,
      needed: NEEDED,
      objects: [objectRefOf(deployment)],
      remedy: `Ask who paused it, then run kubectl rollout resume deployment/${name} -n ${namespace}.`,
    },
  ];
}

function historyAnswer(deployment: KubeObject): CheckAnswer[] {
  if (deployment.spec?.revisionHistoryLimit !== 0) {
    return [];
  }
  const { name, namespace } = deployment.metadata;
  return [
    {
      about: `${name}/history`,
      status: 'warning',
      observed: `Deployment ${namespace}/${name} keeps no history (revisionHistoryLimit 0): kubectl rollout undo would find nothing`,
      needed: NEEDED,
      objects: [objectRefOf(deployment)],
      remedy:
        'Set revisionHistoryLimit to 2 or more. A rollback by this upgrade works without it, from its own snapshot.',
    },
  ];
}

/** With RollingUpdate the first write would restart the pods of all nodes, without any drain. */
function strategyAnswer(daemonSet: KubeObject): CheckAnswer[] {
  const type = daemonSet.spec?.updateStrategy?.type ?? 'RollingUpdate';
  const { name, namespace } = daemonSet.metadata;
  return type === 'OnDelete'
    ? []
    : [
        {
          about: `${name}/strategy`,
          status: 'hard-block',
          observed: `DaemonSet ${namespace}/${name} has update strategy ${type}: it would restart its pods on nodes whose turn has not come`,
          needed:
            'Update strategy OnDelete, so that nodes are taken one by one',
          objects: [objectRefOf(daemonSet)],
          remedy: `Set spec.updateStrategy.type of the DaemonSet to OnDelete.`,
        },
      ];
}
