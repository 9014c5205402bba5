import { resourceRequestInfo } from './requestInfo';

function read(method: any, path: string, query: Record<string, string> = {}) {
  return resourceRequestInfo({ method, path, query });
}

describe('resource requests', () => {
  it.each([
    ['GET', '/api/v1/nodes', {}, { verb: 'list', plural: 'nodes' }],
    [
      'GET',
      '/api/v1/nodes',
      { watch: 'true' },
      { verb: 'watch', plural: 'nodes' },
    ],
    ['GET', '/api/v1/nodes', { watch: '0' }, { verb: 'list' }],
    [
      'GET',
      '/api/v1/watch/namespaces/a/pods',
      {},
      { verb: 'watch', plural: 'pods', namespace: 'a' },
    ],
    [
      'GET',
      '/api/v1/namespaces/a/pods/p/log',
      {},
      { verb: 'get', name: 'p', subresource: 'log', namespace: 'a' },
    ],
    [
      'GET',
      '/api/v1/namespaces/a',
      {},
      { verb: 'get', plural: 'namespaces', name: 'a', namespace: 'a' },
    ],
    [
      'PUT',
      '/api/v1/namespaces/a/finalize',
      {},
      { verb: 'update', plural: 'namespaces', subresource: 'finalize' },
    ],
    [
      'POST',
      '/apis/apps/v1/namespaces/a/deployments',
      {},
      { verb: 'create', group: 'apps', version: 'v1', plural: 'deployments' },
    ],
    [
      'PATCH',
      '/apis/apps/v1/namespaces/a/deployments/d/scale',
      {},
      { verb: 'patch', name: 'd', subresource: 'scale' },
    ],
    [
      'DELETE',
      '/apis/apps/v1/namespaces/a/deployments',
      {},
      { verb: 'deletecollection' },
    ],
    [
      'GET',
      '/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode',
      {},
      { name: 'system:node' },
    ],
  ])('%s %s %j', (method, path, query, expected) => {
    expect(read(method, path, query)).toMatchObject(expected);
  });

  it.each([
    '/',
    '/api',
    '/api/v1',
    '/apis',
    '/apis/apps',
    '/apis/apps/v1',
    '/healthz',
    '/openapi/v3/apis/apps/v1',
  ])('are not what stands at %s', path => {
    expect(read('GET', path)).toBeUndefined();
  });
});
