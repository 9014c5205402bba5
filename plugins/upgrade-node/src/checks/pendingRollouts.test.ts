import { KubeObject } from '../ports/KubeObject';
import { answerLines } from '../testUtils/builders/answerLines';
import { buildWorkload } from '../testUtils/builders/objectBuilders';
import { rolloutAnswers } from './pendingRollouts';

const still = (name: string) => buildWorkload('Deployment', name);
const rolling = (name: string, kind: 'Deployment' | 'StatefulSet') =>
  buildWorkload(kind, name, { status: { updatedReplicas: 1 } });
const unseen = buildWorkload('Deployment', 'web', {
  metadata: { generation: 2 },
});

describe('pending-rollouts', () => {
  it.each<[string, KubeObject[], KubeObject[], string[]]>([
    [
      'none',
      [still('controller')],
      [still('web')],
      ['pass: 2 workloads run their latest template'],
    ],
    [
      "one of the platform's own blocks",
      [rolling('controller', 'Deployment')],
      [],
      [
        'soft-block shop/controller: Deployment shop/controller: 1 of 3 instances have the latest template',
      ],
    ],
    [
      'one of an application is named',
      [still('controller')],
      [rolling('db', 'StatefulSet')],
      [
        'warning shop/db: StatefulSet shop/db: 1 of 3 instances have the latest template',
      ],
    ],
    [
      'a change that its controller has not seen yet',
      [],
      [unseen],
      [
        'warning shop/web: Deployment shop/web: 3 of 3 instances have the latest template',
      ],
    ],
  ])('%s', (_, platform, applications, expected) => {
    expect(answerLines(rolloutAnswers(platform, applications))).toEqual(
      expected,
    );
  });
});
