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
  const decision = jest.fn((_permission: string, _resource: unknown) => true);
  const decide = jest.fn(async () => decision);
  const finders = createSubjectFinders({
    catalog,
    readPlan: jest.fn(),
    upgrades: new UpgradeResources({
      readState,
      catalog,
      auth: mockServices.auth(),
    }),
    authorizer: { decide } as unknown as Authorizer,
  });
  return { finders, decide, decision, getEntityByRef, readState };
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
    const { finders, decision } = findersFor(caller => !isUser(caller));
    await expect(finders.upgrade(UPGRADE)).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('u-1'),
    });
    expect(decision).not.toHaveBeenCalled();
  });

  it('keeps an upgrade whose cluster is not in the catalog any more', async () => {
    const { finders } = findersFor(() => false);
    const { upgrade } = await finders.upgrade(UPGRADE);
    expect(upgrade).toMatchObject({ id: 'u-1', clusterOwnerRef: undefined });
  });

  it('decides on an upgrade by who asked for it and who owns the cluster', async () => {
    const { finders, decision } = findersFor(() => true);
    await finders.upgrade(UPGRADE);
    expect(decision).toHaveBeenCalledWith(
      'upgrade.read',
      expect.objectContaining({
        requestedBy: 'user:default/tom',
        clusterOwnerRef: 'group:default/operators',
      }),
    );
  });

  it('refuses an upgrade with the name of the permission and who can help', async () => {
    const { finders, decision } = findersFor(() => true);
    decision.mockReturnValue(false);
    await expect(finders.upgrade(UPGRADE)).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(/upgrade\.read.*group:default\/operators/),
    });
  });

  it('asks catalog and policy about an upgrade at the same time', async () => {
    const { finders, decide, decision, getEntityByRef } = findersFor(
      () => true,
    );
    let answer = (_: typeof decision) => {};
    decide.mockReturnValue(
      new Promise(resolve => {
        answer = resolve;
      }),
    );
    const asked = finders.upgrade(UPGRADE);
    await new Promise(setImmediate);
    expect(getEntityByRef).toHaveBeenCalledTimes(2);
    answer(decision);
    expect(await asked).toMatchObject({ upgrade: { id: 'u-1' } });
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
