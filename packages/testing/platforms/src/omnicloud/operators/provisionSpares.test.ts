import {
  nodeWith,
  NOW_MS,
  objectWith,
  podWith,
  wordedWrites,
} from '@cluster-upgrade/cluster-simulator/testUtils';
import { Node } from '@cluster-upgrade/cluster-simulator/operatorKit';
import { CapacitySituation, provisionSpares } from './provisionSpares';

const ZONE = 'topology.kubernetes.io/zone';
const own = [
  nodeWith('omni-1', { labels: { [ZONE]: 'a', kind: 'm' } }),
  nodeWith('omni-2', { labels: { [ZONE]: 'a', kind: 'm' } }),
  nodeWith('omni-3', { labels: { [ZONE]: 'b', kind: 'm' } }),
];
const spare = (number: number, isCordoned = false): Node =>
  nodeWith(`omni-spare-${number}`, {
    labels: { [ZONE]: 'b', 'omni.cloud/spare': 'true' },
    isCordoned,
  });

const look = (
  spareNodes: string,
  spares: Node[],
  traits: Partial<CapacitySituation> = {},
) =>
  provisionSpares({
    request: objectWith('ConfigMap', 'omni-capacity', {
      metadata: {
        annotations: {
          'omni.cloud/provisioned-spare-nodes': `${spares.length}`,
        },
      },
      data: { spareNodes },
    }),
    directors: [podWith({ name: 'director' })],
    nodes: [...own, ...spares],
    podsOn: () => [],
    provisioningMs: 20_000,
    requestedAtMs: NOW_MS - 60_000,
    nowMs: NOW_MS,
    ...traits,
  });

describe('provisionSpares', () => {
  it('makes a machine of the same kind in the emptiest zone', () => {
    const [write] = look('2', []).writes;
    expect(write.verb === 'create' && write.object.metadata).toMatchObject({
      name: 'omni-spare-1',
      labels: { kind: 'm', [ZONE]: 'b', 'omni.cloud/spare': 'true' },
    });
  });

  it('takes its time for each', () => {
    expect(look('1', [], { requestedAtMs: NOW_MS - 5_000 })).toMatchObject({
      writes: [],
      requeueAfterMs: 15_000,
    });
  });

  it('does nothing without a director that is ready', () => {
    const directors = [podWith({ isReady: false })];
    expect(look('1', [], { directors }).writes).toEqual([]);
  });

  it('reports how many there are', () => {
    const request = objectWith('ConfigMap', 'omni-capacity', {
      data: { spareNodes: '1' },
    });
    expect(wordedWrites(look('1', [spare(1)], { request }).writes)).toEqual([
      'patch object of omni-capacity',
    ]);
  });

  it('takes away what is cordoned and empty, and says what is still in use', () => {
    const used = look('0', [spare(1, true), spare(2)]);
    expect(wordedWrites(used.writes)).toEqual(['delete Node omni-spare-1']);
    expect(used.events).toEqual([
      expect.objectContaining({ reason: 'SpareNodeInUse' }),
    ]);
    const busy = look('0', [spare(1, true)], {
      podsOn: () => [podWith({ name: 'app' })],
    });
    expect(busy.writes).toEqual([]);
    const daemon = { kind: 'DaemonSet', name: 'agent', uid: 'agent' };
    const empty = look('0', [spare(1, true)], {
      podsOn: () => [podWith({ owner: daemon })],
    });
    expect(wordedWrites(empty.writes)).toEqual(['delete Node omni-spare-1']);
  });

  it.each(['-1', 'two', '1.5'])('refuses %j with a reason', spareNodes => {
    const outcome = look(spareNodes, []);
    expect(outcome.writes).toEqual([]);
    expect(outcome.events).toEqual([
      expect.objectContaining({
        reason: 'InvalidRequest',
        message: expect.stringContaining(spareNodes),
      }),
    ]);
  });
});
