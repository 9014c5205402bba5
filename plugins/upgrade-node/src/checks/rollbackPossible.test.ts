import { answerLines } from '../testUtils/builders/answerLines';
import { buildWorkload } from '../testUtils/builders/objectBuilders';
import { workloadAnswers } from './rollbackPossible';

const deployment = (spec: object = {}) =>
  buildWorkload('Deployment', 'controller', { spec });
const agent = (type?: string) =>
  buildWorkload('DaemonSet', 'agent', {
    spec: { updateStrategy: type === undefined ? undefined : { type } },
  });
const PASS =
  'pass: No Deployment is paused, history is kept, and pods of nodes restart only when told to';

describe('rollback-possible', () => {
  it.each<[string, object, ReturnType<typeof agent> | undefined, string[]]>([
    ['all follow', { revisionHistoryLimit: 10 }, agent('OnDelete'), [PASS]],
    ['nothing runs on nodes', {}, undefined, [PASS]],
    [
      'a Deployment is paused',
      { paused: true },
      agent('OnDelete'),
      [
        'hard-block controller/paused: Deployment shop/controller is paused: it follows no template, neither forward nor back',
      ],
    ],
    [
      'a Deployment keeps no history',
      { revisionHistoryLimit: 0 },
      agent('OnDelete'),
      [
        'warning controller/history: Deployment shop/controller keeps no history (revisionHistoryLimit 0): kubectl rollout undo would find nothing',
      ],
    ],
    ...(['RollingUpdate', undefined] as const).map(
      (type): [string, object, ReturnType<typeof agent>, string[]] => [
        `pods of nodes are replaced by ${type ?? 'default'}`,
        {},
        agent(type),
        [
          'hard-block agent/strategy: DaemonSet shop/agent has update strategy RollingUpdate: it would restart its pods on nodes whose turn has not come',
        ],
      ],
    ),
  ])('%s', (_, spec, daemonSet, expected) => {
    const answers = workloadAnswers([deployment(spec)], daemonSet);
    expect(answerLines(answers)).toEqual(expected);
  });
});
