import { expectSuccess } from '../answers';
import { Contract } from '../Contract';

const aggregated =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';

// What an upgrade uses; a cluster may offer more.
const resources = {
  '/api/v1': {
    configmaps: ['ConfigMap', true, ['cm']],
    namespaces: ['Namespace', false, ['ns']],
    nodes: ['Node', false, ['no']],
    pods: ['Pod', true, ['po']],
    'pods/eviction': ['Eviction', true, undefined],
    'pods/log': ['Pod', true, undefined],
    'pods/status': ['Pod', true, undefined],
    'nodes/status': ['Node', false, undefined],
    services: ['Service', true, ['svc']],
    secrets: ['Secret', true, undefined],
    events: ['Event', true, ['ev']],
  },
  '/apis/apps/v1': {
    deployments: ['Deployment', true, ['deploy']],
    'deployments/scale': ['Scale', true, undefined],
    'deployments/status': ['Deployment', true, undefined],
    replicasets: ['ReplicaSet', true, ['rs']],
    statefulsets: ['StatefulSet', true, ['sts']],
    daemonsets: ['DaemonSet', true, ['ds']],
    controllerrevisions: ['ControllerRevision', true, undefined],
  },
  '/apis/batch/v1': { jobs: ['Job', true, undefined] },
  '/apis/policy/v1': {
    poddisruptionbudgets: ['PodDisruptionBudget', true, ['pdb']],
  },
  '/apis/coordination.k8s.io/v1': { leases: ['Lease', true, undefined] },
  '/apis/apiextensions.k8s.io/v1': {
    customresourcedefinitions: [
      'CustomResourceDefinition',
      false,
      ['crd', 'crds'],
    ],
  },
  '/apis/authorization.k8s.io/v1': {
    selfsubjectaccessreviews: ['SelfSubjectAccessReview', false, undefined],
  },
};

/** @public */
export const discoveryContract: Contract = {
  title: 'discovery',
  cases: {
    'the core versions and the groups are listed': async scope => {
      const core = expectSuccess(await scope.api.get('/api'));
      expect(core).toMatchObject({ kind: 'APIVersions', versions: ['v1'] });
      const list = expectSuccess(await scope.api.get('/apis'));
      expect(list).toMatchObject({ kind: 'APIGroupList', apiVersion: 'v1' });
      const groups = Object.fromEntries(
        list.groups.map((group: any) => [
          group.name,
          group.preferredVersion.groupVersion,
        ]),
      );
      expect(groups).toMatchObject({
        apps: 'apps/v1',
        batch: 'batch/v1',
        policy: 'policy/v1',
        'coordination.k8s.io': 'coordination.k8s.io/v1',
        'apiextensions.k8s.io': 'apiextensions.k8s.io/v1',
        'authorization.k8s.io': 'authorization.k8s.io/v1',
      });
      const apps = expectSuccess(await scope.api.get('/apis/apps'));
      expect(apps).toMatchObject({
        kind: 'APIGroup',
        apiVersion: 'v1',
        name: 'apps',
        versions: [{ groupVersion: 'apps/v1', version: 'v1' }],
        preferredVersion: { groupVersion: 'apps/v1', version: 'v1' },
      });
    },

    'each version lists its resources with kind, scope and short names':
      async scope => {
        for (const [path, expected] of Object.entries(resources)) {
          const list = expectSuccess(await scope.api.get(path));
          expect(list.kind).toBe('APIResourceList');
          const found = Object.fromEntries(
            list.resources
              .filter(({ name }: any) => name in expected)
              .map((resource: any) => [
                resource.name,
                [resource.kind, resource.namespaced, resource.shortNames],
              ]),
          );
          expect(found).toEqual(expected);
        }
      },

    'verbs, categories and foreign kinds are told': async scope => {
      const core = expectSuccess(await scope.api.get('/api/v1'));
      const pods = core.resources.find(({ name }: any) => name === 'pods');
      expect(pods).toMatchObject({
        singularName: 'pod',
        categories: ['all'],
        verbs: [
          'create',
          'delete',
          'deletecollection',
          'get',
          'list',
          'patch',
          'update',
          'watch',
        ],
      });
      const eviction = core.resources.find(
        ({ name }: any) => name === 'pods/eviction',
      );
      expect(eviction).toMatchObject({
        group: 'policy',
        version: 'v1',
        verbs: ['create'],
      });
    },

    'all of it comes in one answer to those who ask for that': async scope => {
      const answer = await scope.api.request('GET', '/apis', {
        headers: { accept: aggregated },
      });
      const list = expectSuccess(answer);
      expect(answer.headers['content-type']).toBe(
        'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
      );
      expect(list).toMatchObject({
        kind: 'APIGroupDiscoveryList',
        apiVersion: 'apidiscovery.k8s.io/v2',
      });
      const apps = list.items.find(
        ({ metadata }: any) => metadata.name === 'apps',
      );
      const deployments = apps.versions[0].resources.find(
        ({ resource }: any) => resource === 'deployments',
      );
      expect(deployments).toMatchObject({
        responseKind: { kind: 'Deployment' },
        scope: 'Namespaced',
        singularResource: 'deployment',
        shortNames: ['deploy'],
        categories: ['all'],
      });
      expect(
        deployments.subresources
          .map(({ subresource }: any) => subresource)
          .sort(),
      ).toEqual(['scale', 'status']);
    },

    'the version is that of a Kubernetes which kubectl accepts':
      async scope => {
        const version = expectSuccess(await scope.api.get('/version'));
        expect(version).toMatchObject({
          major: '1',
          minor: '36',
          gitVersion: 'v1.36.3',
        });
        expect(await scope.client.version()).toBe('v1.36.3');
      },

    'health checks answer ok': async scope => {
      for (const path of ['/healthz', '/livez', '/readyz']) {
        const answer = await scope.api.get(path);
        expect([path, answer.status, answer.body]).toEqual([path, 200, 'ok']);
      }
    },

    'OpenAPI v3 has a document for each version, found through an index':
      async scope => {
        const index = expectSuccess(await scope.api.get('/openapi/v3'));
        const paths = Object.keys(index.paths);
        expect(paths).toEqual(
          expect.arrayContaining(['api/v1', 'apis/apps/v1', 'apis/policy/v1']),
        );
        const url = index.paths['apis/apps/v1'].serverRelativeURL;
        expect(url).toMatch(/^\/openapi\/v3\/apis\/apps\/v1\?hash=/);
        const document = expectSuccess(
          await scope.api.get('/openapi/v3/apis/apps/v1'),
        );
        expect(document.openapi).toMatch(/^3\.0/);
        const deployment =
          document.components.schemas['io.k8s.api.apps.v1.Deployment'];
        expect(deployment['x-kubernetes-group-version-kind']).toEqual([
          { group: 'apps', kind: 'Deployment', version: 'v1' },
        ]);
        const patch =
          document.paths[
            '/apis/apps/v1/namespaces/{namespace}/deployments/{name}'
          ].patch;
        expect(patch.parameters.map(({ name }: any) => name)).toEqual(
          expect.arrayContaining(['dryRun', 'fieldManager', 'fieldValidation']),
        );
      },
  },
};
