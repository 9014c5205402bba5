import { expectSuccess } from '../answers';
import { ContractScope } from '../ContractScope';
import { Counts, statusBecomes } from '../convergence';
import { workload } from '../manifests';
import { PodFate, PodRunner } from '../PodRunner';
import { addReadyNode } from '../readyNode';

export const broken = 'registry.example/web:broken';

/** A node for the case's pods and somebody who runs them; pods with the broken image never get ready. */
async function addKubelet(scope: ContractScope): Promise<{ podSpec: object }> {
  await addReadyNode(scope, 'node');
  PodRunner.start(scope, ({ spec }): PodFate =>
    spec.containers[0].image === broken ? 'running' : 'ready',
  );
  return { podSpec: { nodeSelector: { contract: scope.namespace } } };
}

export function deploymentPath(
  scope: ContractScope,
  ...rest: string[]
): string {
  return scope.path('apps/v1', 'deployments', ...rest);
}

export function becomes(
  scope: ContractScope,
  name: string,
  status: Counts,
): Promise<any> {
  return statusBecomes(scope, deploymentPath(scope, name), status);
}

export async function addDeployment(
  scope: ContractScope,
  replicas: number,
  spec: object = {},
): Promise<any> {
  const { podSpec } = await addKubelet(scope);
  expectSuccess(
    await scope.api.post(
      deploymentPath(scope),
      workload('Deployment', 'web', { replicas, spec, podSpec }),
    ),
    201,
  );
  return becomes(scope, 'web', {
    replicas,
    updatedReplicas: replicas,
    readyReplicas: replicas,
    availableReplicas: replicas,
  });
}

export async function replicaSets(scope: ContractScope): Promise<any[]> {
  const { body } = await scope.api.get(scope.path('apps/v1', 'replicasets'));
  return body.items.sort((a: any, b: any) => revisionOf(a) - revisionOf(b));
}

export function revisionOf(object: any): number {
  return Number(
    object.metadata.annotations?.['deployment.kubernetes.io/revision'],
  );
}

export const setImage = (image: string) => ({
  spec: { template: { spec: { containers: [{ name: 'main', image }] } } },
});
