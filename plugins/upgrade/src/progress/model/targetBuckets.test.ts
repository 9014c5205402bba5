import {
  bucketTargets,
  MAX_ATTENTION,
  MAX_CARDS,
  MAX_TILES,
  NO_FILTER,
} from './targetBuckets';
import { COMPONENT, TargetView } from './targetViews';
import { GroupStatus } from './runModel';

const view = (index: number, status: GroupStatus = 'pending'): TargetView => ({
  id: `node/w-${index}`,
  name: `w-${index}`,
  kind: 'node',
  isReturning: false,
  group: index % 2 ? 'pool-a' : 'pool-b',
  status,
  done: 0,
  total: 5,
  startedAtMs: status === 'pending' ? undefined : 1000 - index,
});

const many = (count: number, status?: GroupStatus) =>
  Array.from({ length: count }, (_, i) => view(i + 1, status));

describe('bucketTargets', () => {
  it.each([
    [0, 'empty'],
    [1, 'cards'],
    [3, 'cards'],
    [MAX_CARDS, 'cards'],
    [MAX_CARDS + 1, 'tiles'],
    [MAX_TILES, 'tiles'],
    [MAX_TILES + 1, 'groups'],
    [3000, 'groups'],
  ])('draws %d nodes as %s', (count, mode) => {
    expect(bucketTargets(many(count)).mode).toBe(mode);
  });

  it('never hands over more than a screen can draw, and counts every node once', () => {
    const statuses: GroupStatus[] = ['failed', 'blocked', 'running', 'done'];
    for (let count = 0; count < 1500; count += 37) {
      const nodes = Array.from({ length: count }, (_, i) =>
        view(i, statuses[(i * 7 + count) % statuses.length]),
      );
      const buckets = bucketTargets(nodes);
      const drawn = buckets.groups.flatMap(group => group.nodes);
      expect(drawn.length).toBeLessThanOrEqual(MAX_TILES);
      expect(buckets.attention.length).toBeLessThanOrEqual(MAX_ATTENTION);
      const counted = Object.values(buckets.counts).reduce((a, b) => a + b, 0);
      expect(counted).toBe(count);
      expect(buckets.total).toBe(count);
    }
  });

  it('names the worst first and counts what it leaves out', () => {
    const nodes = [
      ...many(800, 'running'),
      view(900, 'blocked'),
      view(901, 'failed'),
      view(902, 'done'),
    ];
    const { attention, attentionOmitted } = bucketTargets(nodes);
    expect(attention.slice(0, 2).map(({ name }) => name)).toEqual([
      'w-901',
      'w-900',
    ]);
    expect(attention[2].name).toBe('w-800');
    expect(attention.length + attentionOmitted).toBe(802);
  });

  it('sorts places by name as people count, and kinds not at all', () => {
    const places = ['rack-10', 'rack-2', 'rack-1'].map((group, index) => ({
      ...view(index),
      group,
    }));
    const idsOf = (nodes: TargetView[]) =>
      bucketTargets(nodes).groups.map(({ id }) => id);
    expect(idsOf(places)).toEqual(['rack-1', 'rack-2', 'rack-10']);
    const kinds = ['drive', 'compute', 'client'].map((kind, index) => ({
      ...view(index),
      kind,
      group: kind,
    }));
    expect(idsOf(kinds)).toEqual(['drive', 'compute', 'client']);
  });

  it('keeps phases of components in the order of the plan', () => {
    const components = ['Orchestrators', 'Directors'].map((group, index) => ({
      ...view(index),
      kind: COMPONENT,
      group,
    }));
    const { groups } = bucketTargets(components);
    expect(groups.map(({ id }) => id)).toEqual(['Orchestrators', 'Directors']);
  });

  it('keeps the order of the plan within groups, whatever nodes do by themselves', () => {
    const before = bucketTargets(many(40));
    const after = bucketTargets(
      many(40).map((n, i) => (i === 30 ? { ...n, status: 'running' } : n)),
    );
    const names = (buckets: typeof before) =>
      buckets.groups.flatMap(group => group.nodes.map(({ name }) => name));
    expect(names(after)).toEqual(names(before));
  });

  it('draws what needs somebody first, and leaves the others in their place', () => {
    const nodes = [
      view(2, 'done'),
      view(4),
      view(6, 'blocked'),
      view(8, 'running'),
      view(10, 'failed'),
    ];
    const [{ nodes: drawn }] = bucketTargets(nodes).groups;
    expect(drawn.map(({ name }) => name)).toEqual([
      'w-10',
      'w-6',
      'w-2',
      'w-4',
      'w-8',
    ]);
  });

  it('filters by name and status', () => {
    const nodes = [view(1, 'failed'), view(11), view(2)];
    const named = bucketTargets(nodes, { ...NO_FILTER, query: ' W-1 ' });
    expect(named.total).toBe(2);
    const failed = bucketTargets(nodes, { query: '', statuses: ['failed'] });
    expect(failed.counts).toEqual({ failed: 1 });
  });
});
