import { NOW_MS, podWith, timeAgo } from '../testUtils/objects';
import { Pod } from '../objects/Pod';
import { PodPosition, podPosition } from './podPosition';
import { podStatusAt } from './podStatus';

const addresses = { hostIP: '172.16.0.2', podIP: '10.64.0.2' };

function moved(
  pod: Pod,
  position: PodPosition,
  isHit: (container: { name: string }) => boolean = () => true,
): Pod {
  const status = podStatusAt(pod, position, isHit, addresses, NOW_MS);
  return { ...pod, status };
}

const bound: Pod = { ...podWith({ node: 'a' }), status: { phase: 'Pending' } };
const started = moved(moved(bound, 'creating'), 'started');

describe('podStatusAt', () => {
  it.each<PodPosition>([
    'creating',
    'pullFailed',
    'pullBackOff',
    'started',
    'ready',
    'exited',
    'crashBackOff',
    'succeeded',
    'failed',
  ])('reports a pod that is %s so that it is recognised again', position => {
    expect(podPosition(moved(started, position))).toBe(position);
  });

  it('keeps the start of a running container and counts no restart', () => {
    const ready = moved(started, 'ready');
    const again = podStatusAt(
      ready,
      'ready',
      () => true,
      addresses,
      NOW_MS + 5_000,
    );
    expect(again.containerStatuses).toEqual(ready.status?.containerStatuses);
    expect(again.conditions).toEqual(ready.status?.conditions);
  });

  it('counts a restart and remembers how the last run ended', () => {
    const restarted = moved(moved(started, 'exited'), 'started');
    expect(restarted.status?.containerStatuses?.[0]).toMatchObject({
      restartCount: 1,
      lastState: { terminated: { exitCode: 1, reason: 'Error' } },
    });
    const backingOff = moved(moved(started, 'exited'), 'crashBackOff');
    expect(
      moved(backingOff, 'started').status?.containerStatuses?.[0].restartCount,
    ).toBe(1);
  });

  it('lets the containers that no fault hits run on', () => {
    const two: Pod = {
      ...bound,
      spec: {
        ...bound.spec,
        containers: [
          { name: 'main', image: 'web:1' },
          { name: 'sidecar', image: 'proxy:1' },
        ],
      },
    };
    const ready = moved(moved(two, 'creating'), 'ready');
    const broken = moved(ready, 'exited', ({ name }) => name === 'main');
    expect(broken.status?.containerStatuses).toEqual([
      expect.objectContaining({ name: 'main', ready: false }),
      expect.objectContaining({
        name: 'sidecar',
        ready: true,
        restartCount: 0,
      }),
    ]);
    expect(podPosition(broken)).toBe('exited');
  });

  it('moves the time of a condition only with its status', () => {
    const pod = moved(started, 'ready');
    pod.status!.conditions!.find(
      each => each.type === 'Ready',
    )!.lastTransitionTime = timeAgo(500);
    const time = (position: PodPosition) =>
      moved(pod, position).status?.conditions?.find(
        each => each.type === 'Ready',
      )?.lastTransitionTime;
    expect(time('ready')).toBe(timeAgo(500));
    expect(time('started')).toBe(timeAgo(0));
  });
});
