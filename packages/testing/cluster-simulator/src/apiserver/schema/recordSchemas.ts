/**
 * Records the schemas of the built-in kinds from a real API server:
 *
 * ```sh
 * node --require @backstage/cli/config/nodeTransform.cjs \
 *   packages/testing/cluster-simulator/src/apiserver/schema/recordSchemas.ts [--kubeconfig FILE] > builtinSchemas.json
 * ```
 *
 * Kubernetes publishes them (Apache-2.0) at `/openapi/v3`; descriptions and everything that the kinds
 * below don't reach are left out.
 */
import { execFileSync } from 'node:child_process';

const kindsByPath: Record<string, string[]> = {
  'api/v1': [
    'Binding',
    'ConfigMap',
    'Event',
    'Namespace',
    'Node',
    'Pod',
    'Secret',
    'Service',
    'ServiceAccount',
  ],
  'apis/apps/v1': [
    'ControllerRevision',
    'DaemonSet',
    'Deployment',
    'ReplicaSet',
    // Of the group autoscaling, published where it is used.
    'Scale',
    'StatefulSet',
  ],
  'apis/autoscaling/v2': ['HorizontalPodAutoscaler'],
  'apis/batch/v1': ['Job'],
  'apis/policy/v1': ['Eviction', 'PodDisruptionBudget'],
  'apis/coordination.k8s.io/v1': ['Lease'],
  'apis/apiextensions.k8s.io/v1': ['CustomResourceDefinition'],
  'apis/authorization.k8s.io/v1': ['SelfSubjectAccessReview'],
};

type Schemas = Record<string, any>;

function withoutDescriptions(node: any): any {
  if (Array.isArray(node)) {
    return node.map(withoutDescriptions);
  }
  if (node === null || typeof node !== 'object') {
    return node;
  }
  return Object.fromEntries(
    Object.entries(node)
      // A property may itself be called "description"; that one is an object.
      .filter(
        ([key, value]) => key !== 'description' || typeof value !== 'string',
      )
      // In one order, so that recording again shows only what changed.
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, value]) => [key, withoutDescriptions(value)]),
  );
}

function collectReachable(name: string, from: Schemas, into: Schemas): void {
  if (into[name]) {
    return;
  }
  into[name] = withoutDescriptions(from[name]);
  const references = JSON.stringify(into[name]).matchAll(/schemas\/([^"]+)"/g);
  for (const [, reference] of references) {
    collectReachable(reference, from, into);
  }
}

function record(kubectlArguments: string[]): Schemas {
  const recorded: Schemas = {};
  for (const [path, kinds] of Object.entries(kindsByPath)) {
    const document = JSON.parse(
      execFileSync(
        'kubectl',
        [...kubectlArguments, 'get', '--raw', `/openapi/v3/${path}`],
        { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
      ),
    );
    const schemas: Schemas = document.components.schemas;
    for (const [name, schema] of Object.entries(schemas)) {
      const served = schema['x-kubernetes-group-version-kind'] ?? [];
      if (served.length === 1 && kinds.includes(served[0].kind)) {
        collectReachable(name, schemas, recorded);
      }
    }
  }
  return Object.fromEntries(
    Object.entries(recorded).sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}

if (require.main === module) {
  process.stdout.write(
    `${JSON.stringify(record(process.argv.slice(2)), null, 2)}\n`,
  );
}
