import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { UpgradeState } from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterCatalog } from '../../clusters/ClusterCatalog';
import { CLUSTER_REF, clusterEntity } from '../__testUtils__/omniCloudEntities';
import { Authorizer } from './authorize';
import { Question, createSubjectFinders } from './subjectFinders';
import { UpgradeResources } from './UpgradeResources';

const MIA = mockCredentials.user('user:default/mia');

/** A catalog that shows the cluster to some callers only. */
function findersFor(isVisible: (credentials: BackstageCredentials) => boolean) {
  const getEntityByRef = jest.fn(
    async (_: unknown, options?: { credentials?: unknown }) =>
      isVisible(options!.credentials as BackstageCredentials)
        ? clusterEntity
        : (undefined as Entity | undefined),
  );
  const catalog = new ClusterCatalog(
    catalogServiceMock.mock({ getEntityByRef: getEntityByRef as any }),
  );
  const state = {
    id: 'u-1',
    requestedBy: 'user:default/tom',
    platform: 'omnicloud',
    clusterRef: CLUSTER_REF,
  } as UpgradeState;
  const readState = jest.fn(async () => state);
  const require = jest.fn(async () => {});
  const finders = createSubjectFinders({
    catalog,
    readPlan: jest.fn(),
    upgrades: new UpgradeResources({
      readState,
      catalog,
      auth: mockServices.auth(),
    }),
    authorizer: { require } as unknown as Authorizer,
  });
  return { finders, require, readState };
}

const isUser = ({ principal }: BackstageCredentials) =>
  (principal as { type: string }).type === 'user';

const question = (input: object): Question => ({
  input: { params: {}, query: {}, body: {}, ...input } as Question['input'],
  permission: 'upgrade.read',
  caller: { credentials: MIA, actor: 'user:default/mia' },
});

const UPGRADE = question({ params: { upgradeId: 'u-1' } });

describe('createSubjectFinders', () => {
  it('hides an upgrade whose cluster the caller can not see', async () => {
    const { finders, require } = findersFor(caller => !isUser(caller));
    await expect(finders.upgrade(UPGRADE)).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('u-1'),
    });
    expect(require).not.toHaveBeenCalled();
  });

  it('keeps an upgrade whose cluster is not in the catalog any more', async () => {
    const { finders } = findersFor(() => false);
    const { upgrade } = await finders.upgrade(UPGRADE);
    expect(upgrade).toMatchObject({ id: 'u-1', clusterOwnerRef: undefined });
  });

  it('decides on an upgrade by who asked for it and who owns the cluster', async () => {
    const { finders, require } = findersFor(() => true);
    await finders.upgrade(UPGRADE);
    expect(require).toHaveBeenCalledWith(
      MIA,
      expect.anything(),
      'upgrade.read',
      expect.objectContaining({
        requestedBy: 'user:default/tom',
        clusterOwnerRef: 'group:default/operators',
      }),
      expect.anything(),
    );
  });

  it('reads the steps of an upgrade once, however often it is asked for', async () => {
    const { finders, readState } = findersFor(() => true);
    await finders.upgrade(UPGRADE);
    await finders.upgrade(UPGRADE);
    expect(readState).toHaveBeenCalledTimes(1);
  });

  it('takes no cluster for an application', async () => {
    const { finders } = findersFor(() => true);
    const params = { kind: 'resource', namespace: 'default', name: 'omni' };
    await expect(finders.application(question({ params }))).rejects.toThrow(
      'resource:default/omni is no application',
    );
  });
});
