import { NotFoundError } from '@backstage/errors';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  UpgradeState,
  upgradeReadPermission,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterCatalog } from '../clusters/ClusterCatalog';
import {
  CLUSTER_REF,
  clusterEntity,
} from '../api/__testUtils__/omniCloudEntities';
import { Authorizer } from './authorize';
import { Question, createSubjectFinders } from './subjectFinders';
import { ClusterVisibility } from './ClusterVisibility';
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
  const getEntitiesByRefs = jest.fn(
    async (_: unknown, options?: { credentials?: unknown }) => ({
      items: [await getEntityByRef(_, options)],
    }),
  );
  const catalog = new ClusterCatalog(
    catalogServiceMock.mock({
      getEntityByRef: getEntityByRef as any,
      getEntitiesByRefs: getEntitiesByRefs as any,
    }),
  );
  const state = {
    id: 'u-1',
    requestedBy: 'user:default/tom',
    platform: 'omnicloud',
    clusterRef: CLUSTER_REF,
    clusterOwnerRef: 'group:default/founders',
  } as UpgradeState;
  const readState = jest.fn(async () => state);
  const decision = jest.fn((_permission: string, _resource: unknown) => true);
  const decide = jest.fn(async () => decision);
  const readPlan = jest.fn();
  const authorizeConditional = jest.fn(async (): Promise<PolicyDecision[]> => [
    { result: AuthorizeResult.ALLOW },
  ]);
  const auth = mockServices.auth();
  const finders = createSubjectFinders({
    catalog,
    readPlan,
    upgrades: new UpgradeResources({
      readState,
      catalog,
      auth,
    }),
    visibility: new ClusterVisibility({
      auth,
      catalog,
      permissions: mockServices.permissions.mock({
        authorizeConditional: authorizeConditional as any,
      }),
      userInfo: mockServices.userInfo(),
    }),
    authorizer: { decide } as unknown as Authorizer,
  });
  return {
    finders,
    readPlan,
    decide,
    decision,
    getEntitiesByRefs,
    readState,
    authorizeConditional,
  };
}

const isUser = ({ principal }: BackstageCredentials) =>
  (principal as { type: string }).type === 'user';

const question = (input: object): Question => ({
  input: { params: {}, query: {}, body: {}, ...input } as Question['input'],
  permission: upgradeReadPermission,
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

  it('tells a hidden upgrade from an absent one in no way', async () => {
    const { finders, readState } = findersFor(caller => !isUser(caller));
    const textOf = () =>
      finders.upgrade(UPGRADE).then(
        () => 'found',
        (error: Error) => `${error.name}: ${error.message}`,
      );
    const hidden = await textOf();
    const absent = findersFor(() => true);
    absent.readState.mockRejectedValue(new NotFoundError('There is none'));
    const gone = await absent.finders.upgrade(UPGRADE).then(
      () => 'found',
      (error: Error) => `${error.name}: ${error.message}`,
    );
    expect(readState).toHaveBeenCalled();
    expect(hidden).toMatch(/^NotFoundError: There is no upgrade u-1/);
    expect(gone).toBe(hidden);
  });

  it('tells a plan of a hidden cluster from an absent one in no way, and names no cluster', async () => {
    const PLAN = question({ params: { planId: 'p-1' } });
    const textOf = (finders: ReturnType<typeof findersFor>['finders']) =>
      finders.plan(PLAN).then(
        () => 'found',
        (error: Error) => `${error.name}: ${error.message}`,
      );
    const hidden = findersFor(() => false);
    hidden.readPlan.mockResolvedValue({ clusterRef: CLUSTER_REF });
    const absent = findersFor(() => true);
    absent.readPlan.mockRejectedValue(new NotFoundError('There is none'));
    const text = await textOf(hidden.finders);
    expect(text).toMatch(/^NotFoundError: There is no plan p-1/);
    expect(text).not.toContain('omni');
    expect(await textOf(absent.finders)).toBe(text);
  });

  it('decides on an upgrade whose cluster is not in the catalog any more by the owner at its start', async () => {
    const { finders, decision } = findersFor(() => false);
    await finders.upgrade(UPGRADE);
    expect(decision).toHaveBeenCalledWith(
      upgradeReadPermission,
      expect.objectContaining({
        id: 'u-1',
        clusterOwnerRef: 'group:default/founders',
      }),
    );
  });

  it('keeps an upgrade hidden when its cluster leaves the catalog', async () => {
    const { finders, authorizeConditional, decision } = findersFor(() => false);
    authorizeConditional.mockResolvedValue([{ result: AuthorizeResult.DENY }]);
    await expect(finders.upgrade(UPGRADE)).rejects.toThrow(
      'There is no upgrade u-1',
    );
    expect(decision).not.toHaveBeenCalled();
  });

  it('decides on an upgrade by who asked for it and who owns the cluster', async () => {
    const { finders, decision } = findersFor(() => true);
    await finders.upgrade(UPGRADE);
    expect(decision).toHaveBeenCalledWith(
      upgradeReadPermission,
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
      message: expect.stringMatching(/upgrade\.read.*its owner operators/),
    });
  });

  it('asks catalog and policy about an upgrade at the same time', async () => {
    const { finders, decide, decision, getEntitiesByRefs } = findersFor(
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
    expect(getEntitiesByRefs).toHaveBeenCalledTimes(2);
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
