import { ClusterClient } from '../ports/ClusterClient';
import { AccessRule } from '../step/StepHandler';
import { TerminalStepError } from '../step/TerminalStepError';
import {
  ClientRequest,
  InterceptedClusterClient,
} from '../testUtils/InterceptedClusterClient';
import { resourceTypes } from './resourceTypes';
import { RestrictedClusterClient } from './RestrictedClusterClient';

const { deployments, nodes, pods, selfSubjectAccessReviews } = resourceTypes;
const shop = { name: 'checkout', namespace: 'shop' };

/** What reaches the cluster; the answer doesn't matter here. */
function restrictedTo(...rights: AccessRule[]) {
  const sent: ClientRequest[] = [];
  const cluster = new InterceptedClusterClient(
    {} as ClusterClient,
    async request => {
      sent.push(request);
      return { items: [], metadata: {} } as never;
    },
  );
  return {
    sent,
    client: new RestrictedClusterClient(cluster, rights, "step kind 'x'"),
  };
}

function rule(
  apiGroup: string,
  resource: string,
  verbs: string[],
  namespace?: string,
): AccessRule {
  return { apiGroup, resource, verbs, namespace };
}

type Ask = (client: ClusterClient) => unknown;

const cases: Array<[string, AccessRule, Ask]> = [
  ['get', rule('', 'nodes', ['get']), c => c.get(nodes, { name: 'n' })],
  ['list', rule('', 'pods', ['list']), c => c.list(pods)],
  [
    'list of one namespace',
    rule('', 'pods', ['list'], 'shop'),
    c => c.list(pods, { namespace: 'shop' }),
  ],
  [
    'watch',
    rule('', 'pods', ['watch']),
    c =>
      (async () => {
        for await (const _ of c.watch(pods)) {
          break;
        }
      })(),
  ],
  [
    'scale patch',
    rule('apps', 'deployments/scale', ['patch']),
    c => c.patch(deployments, shop, 'merge', {}, { subresource: 'scale' }),
  ],
  [
    'status update',
    rule('apps', 'deployments/status', ['update'], 'shop'),
    c =>
      c.update(
        deployments,
        { apiVersion: 'apps/v1', kind: 'Deployment', metadata: shop },
        { subresource: 'status' },
      ),
  ],
  [
    'delete',
    rule('apps', 'deployments', ['delete']),
    c => c.delete(deployments, shop),
  ],
  ['eviction', rule('', 'pods/eviction', ['create']), c => c.evict(shop)],
  ['log', rule('', 'pods/log', ['get']), c => c.logs(shop)],
  [
    'create',
    rule('apps', 'deployments', ['create'], 'shop'),
    c =>
      c.create(deployments, {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: shop,
      }),
  ],
];

describe('RestrictedClusterClient', () => {
  it.each(cases)('sends a %s that is declared', async (_, declared, ask) => {
    const { client, sent } = restrictedTo(declared);
    await Promise.resolve(ask(client)).catch(() => undefined);
    expect(sent).toHaveLength(1);
  });

  it.each(cases)('sends no %s that is not', async (_, declared, ask) => {
    const others: AccessRule[] = [
      { ...declared, verbs: ['escalate'] },
      { ...declared, apiGroup: 'other.io' },
      { ...declared, resource: 'secrets' },
      { ...declared, namespace: 'elsewhere' },
    ];
    const { client, sent } = restrictedTo(...others);
    await expect(async () => ask(client)).rejects.toBeInstanceOf(
      TerminalStepError,
    );
    expect(sent).toEqual([]);
  });

  it('asks for a right in all namespaces when a list is of all', async () => {
    const { client } = restrictedTo(rule('', 'pods', ['list'], 'shop'));
    await expect(client.list(pods)).rejects.toThrow(
      "step kind 'x' asks to list pods in all namespaces, which is not among the rights it declares",
    );
  });

  it('always lets ask what one may do', async () => {
    const { client, sent } = restrictedTo();
    await client.create(selfSubjectAccessReviews, {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      metadata: { name: '' },
    });
    expect(sent).toHaveLength(1);
  });
});
