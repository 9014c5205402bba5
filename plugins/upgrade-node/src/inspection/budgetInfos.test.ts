import { KubeObject } from '../ports/KubeObject';
import { budgetInfos } from './budgetInfos';

const workload = (
  name: string,
  labels: object,
  namespace = 'shop',
): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace, name },
  spec: {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name, ...labels } } },
  },
});

const workloads = [
  workload('web', { tier: 'front' }),
  workload('cart', { tier: 'front' }),
  workload('batch', {}),
  workload('web', { tier: 'front' }, 'elsewhere'),
];

const budget = (selector: object | undefined, status?: object): KubeObject => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { namespace: 'shop', name: 'budget' },
  spec: { selector },
  status,
});

const coveredBy = (selector: object | undefined) =>
  budgetInfos([budget(selector)], workloads)[0].applicationIds;

describe('budgetInfos', () => {
  it.each([
    ['labels', { matchLabels: { app: 'web' } }, ['shop/web']],
    [
      'labels that the workload itself does not select by',
      { matchLabels: { tier: 'front' } },
      ['shop/cart', 'shop/web'],
    ],
    [
      'an expression',
      {
        matchExpressions: [
          { key: 'app', operator: 'In', values: ['web', 'batch'] },
        ],
      },
      ['shop/batch', 'shop/web'],
    ],
    [
      'both',
      {
        matchLabels: { tier: 'front' },
        matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }],
      },
      ['shop/cart'],
    ],
    ['an empty selector', {}, ['shop/batch', 'shop/cart', 'shop/web']],
    ['no selector', undefined, []],
  ])('covers the applications of its namespace by %s', (_, selector, ids) => {
    expect(coveredBy(selector)).toEqual(ids);
  });

  it('tells what its status says, and zero where it says nothing', () => {
    const status = {
      disruptionsAllowed: 1,
      currentHealthy: 3,
      desiredHealthy: 2,
      expectedPods: 3,
    };
    const [told, silent] = budgetInfos([budget({}, status), budget({})], []);
    expect(told).toMatchObject(status);
    expect(silent).toMatchObject({ disruptionsAllowed: 0, expectedPods: 0 });
  });
});
