import { answerLines } from '../testUtils/builders/answerLines';
import { CheckInput } from '../driver/UpgradeDriver';
import { distinctRights, rightsAnswer, rightsGranted } from './rightsGranted';

const rule = (verbs: string[], namespace?: string) => ({
  apiGroup: 'apps',
  resource: 'deployments',
  verbs,
  ...(namespace ? { namespace } : {}),
});

describe('rights-granted', () => {
  it.each([
    ['all are granted', [], 'pass: All 3 rights are granted'],
    [
      'some are missing: no override helps',
      [
        {
          apiGroup: '',
          resource: 'pods/eviction',
          verb: 'create',
          namespace: 'shop',
        },
        { apiGroup: 'apps', resource: 'deployments', verb: 'patch' },
        { apiGroup: '', resource: 'configmaps', verb: 'get', name: 'record' },
      ],
      'hard-block: Not granted: create pods/eviction in shop; get configmaps/record; patch deployments.apps',
    ],
  ])('%s', (_, missing, expected) => {
    expect(answerLines(rightsAnswer(3, missing))).toEqual([expected]);
  });

  it('asks for each right once, and not for what a wider one covers', () => {
    const rights = distinctRights([
      rule(['get', 'patch']),
      rule(['get'], 'shop'),
      rule(['delete'], 'shop'),
      rule(['get']),
    ]);
    expect(
      rights.map(({ verb, namespace }) => `${verb} ${namespace ?? 'all'}`),
    ).toEqual(['get all', 'patch all', 'delete shop']);
  });

  it('asks the cluster itself, subresources and names included', async () => {
    const asked: object[] = [];
    const findings = await rightsGranted.run({
      neededRights: [
        { apiGroup: '', resource: 'pods/eviction', verbs: ['create'] },
        {
          apiGroup: 'apps',
          resource: 'deployments',
          verbs: ['get'],
          name: 'web',
        },
      ],
      clock: { now: () => 0 },
      cluster: {
        async create(_: object, { spec }: any) {
          asked.push(spec.resourceAttributes);
          return {
            status: { allowed: spec.resourceAttributes.verb === 'get' },
          };
        },
      },
    } as unknown as CheckInput);
    expect(asked).toEqual([
      { verb: 'create', group: '', resource: 'pods', subresource: 'eviction' },
      { verb: 'get', group: 'apps', resource: 'deployments', name: 'web' },
    ]);
    expect(findings).toMatchObject([
      { status: 'hard-block', observed: 'Not granted: create pods/eviction' },
    ]);
  });
});
