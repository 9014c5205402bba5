import {
  runningScenario,
  failStep,
  startStep,
  waitStep,
} from '../../testFixtures/scenario';
import { node } from '../../testFixtures/cluster';
import {
  bucketNodes,
  MAX_ATTENTION,
  MAX_CARDS,
  MAX_TILES,
  NO_FILTER,
} from './nodeBuckets';
import { NodeView, nodeViews } from './nodeViews';
import { GroupStatus } from './runModel';

const view = (index: number, status: GroupStatus = 'pending'): NodeView => ({
  id: `node/w-${index}`,
  name: `w-${index}`,
  group: index % 2 ? 'pool-a' : 'pool-b',
  status,
  done: 0,
  total: 5,
  startedAtMs: status === 'pending' ? undefined : 1000 - index,
});

const many = (count: number, status?: GroupStatus) =>
  Array.from({ length: count }, (_, i) => view(i + 1, status));

describe('bucketNodes', () => {
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
    expect(bucketNodes(many(count)).mode).toBe(mode);
  });

  it('never hands over more than a screen can draw, and counts every node once', () => {
    const statuses: GroupStatus[] = ['failed', 'blocked', 'running', 'done'];
    for (let count = 0; count < 1500; count += 37) {
      const nodes = Array.from({ length: count }, (_, i) =>
        view(i, statuses[(i * 7 + count) % statuses.length]),
      );
      const buckets = bucketNodes(nodes);
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
    const { attention, attentionOmitted } = bucketNodes(nodes);
    expect(attention.slice(0, 2).map(({ name }) => name)).toEqual([
      'w-901',
      'w-900',
    ]);
    expect(attention[2].name).toBe('w-800');
    expect(attention.length + attentionOmitted).toBe(802);
  });

  it('keeps the order of the plan within groups, whatever happens to the nodes', () => {
    const before = bucketNodes(many(40));
    const after = bucketNodes(
      many(40).map((n, i) => (i === 30 ? { ...n, status: 'failed' } : n)),
    );
    const names = (buckets: typeof before) =>
      buckets.groups.flatMap(group => group.nodes.map(({ name }) => name));
    expect(names(after)).toEqual(names(before));
  });

  it('filters by name and status', () => {
    const nodes = [view(1, 'failed'), view(11), view(2)];
    const named = bucketNodes(nodes, { ...NO_FILTER, query: ' W-1 ' });
    expect(named.total).toBe(2);
    const failed = bucketNodes(nodes, { query: '', statuses: ['failed'] });
    expect(failed.counts).toEqual({ failed: 1 });
  });
});

describe('nodeViews', () => {
  it('says where each node is, what it does and what it waits for', () => {
    const { plan, log } = runningScenario({ nodes: 5, done: 1 });
    startStep(log, 'w-2/cordon');
    waitStep(log, 'w-2/cordon');
    failStep(log, 'w-3/cordon');
    startStep(log, 'w-4/cordon');
    const nodes = nodeViews(plan, log.state, [node(1), node(2)]);
    expect(
      nodes.map(({ name, group, status }) => [name, group, status]),
    ).toEqual([
      ['w-1', 'pool-a', 'done'],
      ['w-2', 'pool-b', 'blocked'],
      ['w-3', 'nodes', 'failed'],
      ['w-4', 'nodes', 'running'],
      ['w-5', 'nodes', 'pending'],
    ]);
    expect(nodes[1].wait?.kind).toBe('budget');
    expect(nodes[2].failure?.cause.code).toBe('agent-crashes');
    expect(nodes[3].current).toBe('cordon w-4');
  });
});
