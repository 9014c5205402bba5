import { ContractScope, KubectlResult } from '../ContractScope';
import { statusBecomes } from '../convergence';
import { workload } from '../manifests';
import { PodRunner } from '../PodRunner';
import { addReadyNode } from '../readyNode';
import { normalise } from './normalise';

// kubectl warns of its own age; that is not the cluster's doing.
const withoutSkew = (text: string) =>
  text.replace(/^WARNING: version difference.*\n/gm, '');

/** Runs kubectl, which must succeed, and gives its words without what differs from run to run. */
export async function say(
  scope: ContractScope,
  arguments_: string[],
  input?: unknown,
): Promise<string> {
  const result = await scope.kubectl(
    arguments_,
    input === undefined ? '' : JSON.stringify(input),
  );
  if (result.code !== 0) {
    throw new Error(
      `kubectl ${arguments_.join(' ')} ended with ${result.code}: ${result.stderr}`,
    );
  }
  return normalise(scope, result.stdout);
}

/** What kubectl complained about, without what differs from run to run. */
export const errorOf = (scope: ContractScope, result: KubectlResult) =>
  normalise(scope, withoutSkew(result.stderr));

/** Applies a deployment called web, with somebody who runs its pods, and waits until it is available. */
export async function addDeployment(scope: ContractScope, replicas = 2) {
  // Tainted, so that pods that earlier cases left pending don't come along.
  await addReadyNode(scope, 'node', {
    spec: { taints: [{ key: 'contract', effect: 'NoSchedule' }] },
  });
  PodRunner.start(scope);
  await say(
    scope,
    ['apply', '-f', '-'],
    workload('Deployment', 'web', {
      replicas,
      podSpec: {
        nodeSelector: { contract: scope.namespace },
        tolerations: [{ key: 'contract', operator: 'Exists' }],
      },
    }),
  );
  await statusBecomes(scope, scope.path('apps/v1', 'deployments', 'web'), {
    availableReplicas: replicas,
  });
}
