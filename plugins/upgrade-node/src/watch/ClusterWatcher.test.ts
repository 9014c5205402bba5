import { createSimulatedCluster } from '@cluster-upgrade/cluster-simulator';
import { ClusterApiError } from '../ports/ClusterApiError';
import { ClusterClient } from '../ports/ClusterClient';
import { KubeObject } from '../ports/KubeObject';
import { SeededRandom } from '../ports/SeededRandom';
import {
  InterceptedClusterClient,
  requestText,
  RequestInterceptor,
} from '../testUtils/InterceptedClusterClient';
import { VirtualClock } from '../testUtils/VirtualClock';
import { ClusterWatcher } from './ClusterWatcher';
import { resourceTypes } from '../cluster/resourceTypes';

const { configMaps } = resourceTypes;

function configMap(name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default' },
  };
}

describe('ClusterWatcher', () => {
  const stops: Array<() => Promise<void>> = [];

  afterEach(async () => {
    await Promise.all(stops.splice(0).map(stop => stop()));
  });

  function watched(intercept: RequestInterceptor = (_, send) => send()) {
    const clock = new VirtualClock();
    const cluster = createSimulatedCluster({
      clock,
      random: new SeededRandom(1),
    });
    const admin = cluster.client();
    const requests: string[] = [];
    const errors: string[] = [];
    const watcher = new ClusterWatcher({
      clock,
      random: new SeededRandom(2),
      resources: [configMaps],
      cluster: new InterceptedClusterClient(admin, (request, send) => {
        requests.push(requestText(request));
        return intercept(request, send);
      }),
      onError: error => errors.push((error as Error).message),
    });
    stops.push(() => watcher.stop());
    const changes: string[] = [];
    watcher.onChange(({ type, object }) => {
      changes.push(`${type} ${object.metadata.name}`);
    });
    const names = () =>
      watcher
        .objects(configMaps)
        .map(({ metadata }) => metadata.name)
        .sort();
    return { clock, admin, watcher, changes, errors, requests, names };
  }

  function remove(client: ClusterClient, name: string) {
    return client.delete(configMaps, { name, namespace: 'default' });
  }

  it('knows what is there, and says what comes, changes and goes', async () => {
    const { clock, admin, watcher, changes, names, requests } = watched();
    await admin.create(configMaps, configMap('old'));
    watcher.start();
    await watcher.whenSynced();
    await clock.advance(0);

    await admin.create(configMaps, configMap('new'));
    await admin.patch(
      configMaps,
      { name: 'new', namespace: 'default' },
      'merge',
      { data: { a: '1' } },
    );
    await remove(admin, 'old');
    await clock.advance(0);

    expect(changes).toEqual([
      'added old',
      'added new',
      'modified new',
      'deleted old',
    ]);
    expect(names()).toEqual(['new']);
    expect(requests).toEqual(['list configmaps', 'watch configmaps']);
  });

  it('goes on from where it was when the server ends a watch, without listing anew', async () => {
    const { clock, admin, watcher, changes, requests } = watched();
    watcher.start();
    await clock.advance(0);
    // Longer than any watch lasts, with a change in the gap between two.
    await clock.advance(301_000);
    await admin.create(configMaps, configMap('late'));
    await clock.advance(1_000);

    expect(changes).toEqual(['added late']);
    expect(requests.filter(text => text.startsWith('watch')).length).toBe(2);
  });

  it('lists anew, after a delay, when its version is too old', async () => {
    let isTooOld = true;
    const { clock, admin, watcher, errors, names, requests } = watched(
      async (request, send) => {
        if (request.verb === 'watch' && isTooOld) {
          isTooOld = false;
          throw new ClusterApiError(410, 'Expired', 'too old resource version');
        }
        return send();
      },
    );
    watcher.start();
    await clock.advance(0);
    await admin.create(configMaps, configMap('meanwhile'));
    await clock.advance(1_000);

    expect(names()).toEqual(['meanwhile']);
    expect(requests.slice(0, 4)).toEqual([
      'list configmaps',
      'watch configmaps',
      'list configmaps',
      'watch configmaps',
    ]);
    expect(errors).toEqual([]);
  });

  it('comes back with growing delays when the cluster does not answer', async () => {
    let isDown = true;
    const attemptsAtMs: number[] = [];
    const { clock, watcher, errors } = watched(async (request, send) => {
      if (request.verb === 'list') {
        attemptsAtMs.push(clock.now());
        if (isDown) {
          throw new Error('connection refused');
        }
      }
      return send();
    });
    watcher.start();
    await clock.advance(20_000);
    isDown = false;
    await clock.advance(30_000);
    await watcher.whenSynced();

    const delaysMs = attemptsAtMs
      .slice(1)
      .map((atMs, index) => atMs - attemptsAtMs[index]);
    expect(delaysMs.length).toBeGreaterThanOrEqual(5);
    expect(delaysMs.slice(0, 5)).toEqual(
      [...delaysMs.slice(0, 5)].sort((a, b) => a - b),
    );
    expect(errors[0]).toBe('connection refused');
  });

  it('finds out when a watch keeps silent, and replaces it', async () => {
    let isSilent = true;
    const { clock, admin, watcher, changes, errors } = watched(
      async (request, send) => {
        if (request.verb === 'watch' && isSilent) {
          isSilent = false;
          return silence() as never;
        }
        return send();
      },
    );
    watcher.start();
    await clock.advance(0);
    await admin.create(configMaps, configMap('unseen'));
    await clock.advance(59_000);
    expect(changes).toEqual([]);

    await clock.advance(7_000);

    expect(changes).toEqual(['added unseen']);
    expect(errors).toEqual([
      'The watch of configmaps missed changes; it is begun anew',
    ]);
  });

  it('still hears of a cluster in which nothing happens', async () => {
    const { clock, admin, watcher, errors } = watched((request, send) =>
      request.verb === 'watch' ? Promise.resolve(silence() as never) : send(),
    );
    await admin.create(configMaps, configMap('old'));
    watcher.start();
    await clock.advance(600_000);
    const heardAtMs = watcher.lastHeardAtMs(configMaps) ?? -Infinity;
    expect(clock.now() - heardAtMs).toBeLessThanOrEqual(60_000);
    expect(errors).toEqual([]);
  });

  it('leaves a watch alone that is only slower than a list', async () => {
    const { clock, admin, watcher, changes, errors, requests } = watched(
      async (request, send) => {
        const answer = await send();
        return request.verb === 'watch'
          ? (late(answer as AsyncIterable<unknown>, clock) as never)
          : answer;
      },
    );
    watcher.start();
    await clock.advance(59_500);
    await admin.create(configMaps, configMap('slow'));
    await clock.advance(60_000);

    expect(changes).toEqual(['added slow']);
    expect(errors).toEqual([]);
    expect(requests.filter(text => text.startsWith('watch')).length).toBe(1);
  });

  it('follows by lists alone where watching is not allowed', async () => {
    const { clock, admin, watcher, names } = watched(async (request, send) => {
      if (request.verb === 'watch') {
        throw new ClusterApiError(403, 'Forbidden', 'may not watch');
      }
      return send();
    });
    watcher.start();
    await clock.advance(5_000);
    await admin.create(configMaps, configMap('polled'));
    await clock.advance(60_000);
    expect(names()).toEqual(['polled']);
  });

  it('takes a resource that the cluster does not have as empty', async () => {
    const { clock, watcher, names } = watched(async () => {
      throw new ClusterApiError(404, 'NotFound', 'no such resource');
    });
    watcher.start();
    await clock.advance(0);
    await watcher.whenSynced();
    expect(names()).toEqual([]);
  });

  it('refuses to answer for a resource that it does not watch', () => {
    const { watcher } = watched();
    expect(() => watcher.objects(resourceTypes.pods)).toThrow(
      'pods are not watched',
    );
  });

  it('sends nothing any more once it was stopped', async () => {
    const { clock, watcher, requests } = watched();
    watcher.start();
    await clock.advance(0);
    await watcher.stop();
    const before = requests.length;
    await clock.advance(600_000);
    expect(requests.length).toBe(before);
  });
});

/** A stream that never says anything, and ends only when it is no longer read. */
async function* silence() {
  await new Promise(() => {});
  yield undefined;
}

/** The same stream, each element a second later. */
async function* late<T>(stream: AsyncIterable<T>, clock: VirtualClock) {
  for await (const element of stream) {
    await clock.sleep(1_000);
    yield element;
  }
}
