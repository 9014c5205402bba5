import { ClusterClient } from '../../ports/ClusterClient';
import { KubeObject } from '../../ports/KubeObject';
import { InterceptedClusterClient } from '../InterceptedClusterClient';

const TAG = 'v0.0.1';
const WORKLOAD_RESOURCES = ['deployments', 'statefulsets', 'daemonsets'];

/**
 * The same cluster, except that its workloads' templates ask for other images than those that run.
 *
 * @public
 */
export function withTemplateImages(cluster: ClusterClient): ClusterClient {
  return rewriting(cluster, WORKLOAD_RESOURCES, workload => ({
    ...workload,
    spec: {
      ...workload.spec,
      template: {
        ...workload.spec.template,
        spec: withTag(workload.spec.template.spec),
      },
    },
  }));
}

/**
 * The same cluster, except that other images run than those that the templates ask for.
 *
 * @public
 */
export function withRunningImages(cluster: ClusterClient): ClusterClient {
  return rewriting(cluster, ['pods'], pod => ({
    ...pod,
    spec: withTag(pod.spec),
    status: {
      ...pod.status,
      containerStatuses: pod.status?.containerStatuses?.map(retagged),
    },
  }));
}

function rewriting(
  cluster: ClusterClient,
  resources: readonly string[],
  rewrite: (object: KubeObject) => KubeObject,
): ClusterClient {
  return new InterceptedClusterClient(cluster, async (request, send) => {
    const answer: any = await send();
    if (!resources.includes(request.resource)) {
      return answer;
    }
    if (request.verb === 'list') {
      return { ...answer, items: answer.items.map(rewrite) };
    }
    return request.verb === 'get' ? rewrite(answer) : answer;
  });
}

function withTag(podSpec: any): any {
  return { ...podSpec, containers: podSpec.containers.map(retagged) };
}

function retagged(container: any): any {
  return {
    ...container,
    image: container.image?.replace(/:[^:/]+$/, `:${TAG}`),
  };
}
