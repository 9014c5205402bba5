import { nodeWith, podWith } from '../testUtils/objects';
import { PodFault, PodFaultKind } from '../faults/fault';
import { ContainerState, Pod } from '../objects/Pod';
import { nextStage } from './nextStage';

const node = nodeWith('a', { labels: { version: 'v2' } });

const waiting = (reason: string): ContainerState => ({ waiting: { reason } });
const running: ContainerState = { running: {} };
const crashed: ContainerState = { terminated: { exitCode: 1 } };

interface Situation {
  state?: ContainerState;
  isReady?: boolean;
  restarts?: number;
  traits?: Parameters<typeof podWith>[0];
}

function podIn({
  state,
  isReady = false,
  restarts = 0,
  traits,
}: Situation): Pod {
  const pod = podWith({ node: 'a', isReady, ...traits });
  return {
    ...pod,
    status: {
      ...pod.status,
      containerStatuses: state && [
        {
          name: 'main',
          image: 'web:1',
          imageID: '',
          ready: isReady,
          restartCount: restarts,
          state,
        },
      ],
    },
  };
}

const fault = (
  kind: PodFaultKind,
  match: PodFault['match'] = {},
): PodFault => ({ name: kind, kind, match });

const stage = (situation: Situation, ...faults: PodFault[]) =>
  nextStage(podIn(situation), node, faults)?.stage.name;

describe('nextStage', () => {
  it.each<[string, Situation, string | undefined]>([
    ['a pod just bound', {}, 'accept'],
    [
      'an accepted pod',
      { state: waiting('ContainerCreating') },
      'pull and start',
    ],
    ['a started pod', { state: running }, 'become ready'],
    ['a ready pod', { state: running, isReady: true }, undefined],
    [
      'a pod that works and ends',
      { state: running, traits: { spec: { restartPolicy: 'OnFailure' } } },
      'finish the work',
    ],
    ['a first crash', { state: crashed }, 'restart at once'],
    ['a second crash', { state: crashed, restarts: 1 }, 'back off'],
    [
      'a crash loop',
      { state: waiting('CrashLoopBackOff') },
      'restart after backing off',
    ],
    [
      'a crash of a pod that must not restart',
      { state: crashed, traits: { spec: { restartPolicy: 'Never' } } },
      'fail for good',
    ],
    ['a failed pull', { state: waiting('ErrImagePull') }, 'back off pulling'],
    [
      'a pull that backs off',
      { state: waiting('ImagePullBackOff') },
      'pull after backing off',
    ],
    [
      'a pod told to stop',
      { state: running, traits: { isStopping: true } },
      'stop',
    ],
    ['a stopped pod', { state: crashed, traits: { isStopping: true } }, 'go'],
    ['a finished pod', { traits: { phase: 'Succeeded' } }, undefined],
  ])('%s', (_title, situation, expected) => {
    expect(stage(situation)).toBe(expected);
  });

  it.each<[PodFaultKind, Situation, string]>([
    ['bad-image', { state: waiting('ContainerCreating') }, 'fail to pull'],
    ['bad-image', { state: waiting('ImagePullBackOff') }, 'fail to pull again'],
    ['crash-loop', { state: running }, 'crash'],
    ['crash-loop', { state: running, isReady: true }, 'crash'],
    ['failing-probe', { state: running, isReady: true }, 'lose readiness'],
    ['failing-probe', { state: running }, 'stay unready'],
    ['slow-start', { state: running }, 'become ready late'],
    [
      'stuck-termination',
      { state: running, traits: { isStopping: true } },
      'ignore the termination signal',
    ],
    ['node-lost', { state: running }, 'stay while the node is lost'],
  ])('%s takes the place of the healthy move', (kind, situation, expected) => {
    expect(stage(situation, fault(kind))).toBe(expected);
  });

  it.each<[string, PodFault['match'], boolean]>([
    ['everything', {}, true],
    ['its namespace', { namespace: 'default' }, true],
    ['another namespace', { namespace: 'other' }, false],
    ['its labels', { labels: { app: 'web' } }, true],
    ['other labels', { labels: { app: 'db' } }, false],
    ['part of its image', { image: 'web:' }, true],
    ['another image', { image: 'db' }, false],
    ['its node', { node: 'a' }, true],
    ['another node', { node: 'b' }, false],
    ['labels of its node', { nodeLabels: { version: 'v2' } }, true],
    ['a node that has moved on', { otherNodeLabels: { version: 'v1' } }, true],
    ['a node that has not', { otherNodeLabels: { version: 'v2' } }, false],
    ['a node that never said', { otherNodeLabels: { zone: 'x' } }, false],
  ])('a fault of %s', (_title, match, isHit) => {
    expect(stage({ state: running }, fault('crash-loop', match))).toBe(
      isHit ? 'crash' : 'become ready',
    );
  });
});
