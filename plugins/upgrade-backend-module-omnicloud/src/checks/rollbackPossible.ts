import {
  KubeObject,
  readObject,
  readObjects,
  resourceTypes,
  CheckAnswer,
  defineCheck,
} from '@cluster-upgrade/plugin-upgrade-node';
import { AGENT, AGENT_REF, OMNI_NAMESPACE, refOf } from '../resources';

const NEEDED = 'Workloads that follow their template when they are told to';

/** Do the platform's workloads follow their templates, forward and back? */
export const rollbackPossible = defineCheck({
  id: 'rollback-possible',
  title: "The platform's workloads can be rolled out and back",
  group: 'backup',
  async answer(input) {
    const [deployments, agent] = await Promise.all([
      readObjects(input, resourceTypes.deployments, {
        namespace: OMNI_NAMESPACE,
      }),
      readObject(input, resourceTypes.daemonSets, {
        namespace: OMNI_NAMESPACE,
        name: AGENT.name,
      }),
    ]);
    return workloadAnswers(deployments, agent);
  },
});

/** Pure answer of the check. */
export function workloadAnswers(
  deployments: readonly KubeObject[],
  agent: KubeObject | undefined,
): CheckAnswer[] {
  const answers = [
    ...deployments.flatMap(pausedAnswer),
    ...deployments.flatMap(historyAnswer),
    ...(agent ? strategyAnswer(agent) : []),
  ];
  return answers.length > 0
    ? answers
    : [
        {
          status: 'pass',
          observed:
            'No Deployment is paused, history is kept, and agents restart only when told to',
          needed: NEEDED,
        },
      ];
}

function pausedAnswer(deployment: KubeObject): CheckAnswer[] {
  if (deployment.spec?.paused !== true) {
    return [];
  }
  const { name } = deployment.metadata;
  return [
    {
      about: `${name}/paused`,
      status: 'hard-block',
      observed: `Deployment ${OMNI_NAMESPACE}/${name} is paused: it follows no template, neither forward nor back`,
      needed: NEEDED,
      objects: [refOf(deployment)],
      remedy: `Ask who paused it, then run kubectl rollout resume deployment/${name} -n ${OMNI_NAMESPACE}.`,
    },
  ];
}

function historyAnswer(deployment: KubeObject): CheckAnswer[] {
  if (deployment.spec?.revisionHistoryLimit !== 0) {
    return [];
  }
  const { name } = deployment.metadata;
  return [
    {
      about: `${name}/history`,
      status: 'warning',
      observed: `Deployment ${OMNI_NAMESPACE}/${name} keeps no history (revisionHistoryLimit 0): kubectl rollout undo would find nothing`,
      needed: NEEDED,
      objects: [refOf(deployment)],
      remedy:
        'Set revisionHistoryLimit to 2 or more. A rollback by this upgrade works without it, from its own snapshot.',
    },
  ];
}

/** With RollingUpdate the first write would restart the agents of all nodes, without any drain. */
function strategyAnswer(agent: KubeObject): CheckAnswer[] {
  const type = agent.spec?.updateStrategy?.type ?? 'RollingUpdate';
  return type === 'OnDelete'
    ? []
    : [
        {
          about: `${AGENT.name}/strategy`,
          status: 'hard-block',
          observed: `DaemonSet ${OMNI_NAMESPACE}/${AGENT.name} has update strategy ${type}: it would restart agents on nodes that are not drained`,
          needed:
            'Update strategy OnDelete, so that nodes are taken one by one',
          objects: [AGENT_REF],
          remedy: `Set spec.updateStrategy.type of the DaemonSet to OnDelete.`,
        },
      ];
}
