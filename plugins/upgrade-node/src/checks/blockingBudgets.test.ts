import { KubeObject } from '../ports/KubeObject';
import { answerLines } from '../testUtils/builders/answerLines';
import {
  buildApplication,
  buildInventory,
} from '../testUtils/builders/inventoryBuilders';
import { buildBudget, buildPod } from '../testUtils/builders/objectBuilders';
import { buildPlan } from '../testUtils/builders/planBuilders';
import { budgetAnswers } from './blockingBudgets';

const labels = { app: 'web' };
const pods = ['a', 'b', 'c'].map(name => buildPod(name, { labels }));
const web = buildApplication('shop/web', { ownerRef: 'group:default/web' });
const budget = (spec: object, allowed = 1, name = 'web') =>
  buildBudget(name, { app: 'web', spec, allowed, ready: 2, needed: 2 });

const inventory = buildInventory({
  applications: [web],
  budgets: [
    {
      namespace: 'shop',
      name: 'web',
      applicationIds: ['shop/web'],
      disruptionsAllowed: 1,
      currentHealthy: 3,
      desiredHealthy: 2,
      expectedPods: 3,
    },
  ],
});
const answersFor = (
  budgets: KubeObject[],
  onNodes = pods,
  plan = buildPlan([]),
) => budgetAnswers(budgets, onNodes, inventory, plan);

const BLOCKS =
  'soft-block shop/web: Budget shop/web lets none of 3 instances go, even when all are healthy';

describe('blocking-budgets', () => {
  it.each<[string, KubeObject[], string]>([
    [
      'one may go',
      [budget({ minAvailable: 2 })],
      'pass: 1 budget, each lets at least one instance go',
    ],
    ['all must stay', [budget({ minAvailable: 3 })], BLOCKS],
    ['100 % must stay', [budget({ minAvailable: '100%' })], BLOCKS],
    ['none may be away', [budget({ maxUnavailable: 0 })], BLOCKS],
    [
      'none may go at this moment',
      [budget({ minAvailable: 2 }, 0)],
      'warning shop/web: Budget shop/web lets none go at present: 2 healthy, 2 needed',
    ],
    [
      'two cover the same pods, which nothing can evict then',
      [budget({ minAvailable: 1 }), budget({ minAvailable: 1 }, 1, 'web-too')],
      'hard-block shop/web and shop/web-too: Budgets shop/web and shop/web-too cover the same pods, such as shop/c: Kubernetes evicts none of them',
    ],
    ['none', [], 'pass: 0 budgets, each lets at least one instance go'],
  ])('%s', (_, budgets, expected) => {
    expect(answerLines(answersFor(budgets))).toEqual([expected]);
  });

  it('names the budget in what should be so, and its owner', () => {
    expect(answersFor([budget({ minAvailable: 3 })])).toMatchObject([
      {
        title: 'Disruption budget shop/web lets nodes be drained',
        ownerRefs: ['group:default/web'],
        objects: [{ kind: 'PodDisruptionBudget', name: 'web' }],
      },
    ]);
  });

  it('leaves budgets alone that cover nothing a drain moves', () => {
    const agents = [buildPod('a', { labels, owner: 'DaemonSet/agent' })];
    expect(
      answerLines(answersFor([budget({ minAvailable: 3 })], agents)),
    ).toEqual(['pass: 1 budget, each lets at least one instance go']);
  });

  it('judges an application at the size that the plan gives it', () => {
    const plan = buildPlan([], {
      changes: [
        {
          action: 'update',
          object: web.object,
          fields: [{ kind: 'replicas', name: 'replicas', from: '3', to: '2' }],
          reversibility: 'revert',
          disruption: { level: 'none', text: 'none' },
        },
      ],
    });
    const answers = answersFor([budget({ minAvailable: 2 })], pods, plan);
    expect(answerLines(answers)).toEqual([
      'soft-block shop/web: Budget shop/web lets none of 2 instances go, even when all are healthy',
    ]);
  });

  it('counts the pods where it knows no application', () => {
    const [answer] = budgetAnswers(
      [budget({ minAvailable: 3 })],
      pods,
      buildInventory(),
      buildPlan([]),
    );
    expect(answer.observed).toContain('none of 3 instances');
  });
});
