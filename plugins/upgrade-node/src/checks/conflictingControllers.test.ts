import { KubeObject } from '../ports/KubeObject';
import { answerLines } from '../testUtils/builders/answerLines';
import { buildNode, buildWorkload } from '../testUtils/builders/objectBuilders';
import { conflictAnswers } from './conflictingControllers';

const tainted = (key: string) =>
  buildNode('w-1', { spec: { taints: [{ key }] } });
const kured = (lock: string) =>
  buildWorkload('DaemonSet', 'kured', {
    metadata: { annotations: { 'weave.works/kured-node-lock': lock } },
  });

describe('conflicting-controllers', () => {
  it.each<[string, KubeObject[], KubeObject[], string[]]>([
    [
      'nobody',
      [buildNode('w-1'), tainted('gpu')],
      [buildWorkload('DaemonSet', 'kured')],
      ['pass: No lock of kured, and no node that an autoscaler removes'],
    ],
    [
      'the cluster autoscaler removes a node',
      [tainted('ToBeDeletedByClusterAutoscaler')],
      [],
      ['soft-block w-1: the cluster autoscaler is about to remove w-1'],
    ],
    [
      'the cluster autoscaler thinks about it',
      [tainted('DeletionCandidateOfClusterAutoscaler')],
      [],
      ['soft-block w-1: the cluster autoscaler is about to remove w-1'],
    ],
    [
      'Karpenter removes a node',
      [tainted('karpenter.sh/disrupted')],
      [],
      ['soft-block w-1: Karpenter is about to remove w-1'],
    ],
    [
      'kured reboots a node',
      [],
      [kured('{"nodeID":"w-7"}')],
      ['soft-block kured: kured holds its lock: it is about to reboot w-7'],
    ],
    [
      'kured says not which',
      [],
      [kured('{}')],
      ['soft-block kured: kured holds its lock: a reboot is due'],
    ],
  ])('%s', (_, nodes, daemonSets, expected) => {
    expect(answerLines(conflictAnswers(nodes, daemonSets))).toEqual(expected);
  });
});
