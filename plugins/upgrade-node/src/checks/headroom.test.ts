import { Strategy } from '@cluster-upgrade/plugin-upgrade-common';
import { answerLines } from '../testUtils/builders/answerLines';
import {
  buildApplication,
  buildInventory,
  buildNodeInfo,
} from '../testUtils/builders/inventoryBuilders';
import { buildPod } from '../testUtils/builders/objectBuilders';
import { buildPlan } from '../testUtils/builders/planBuilders';
import { placePods, roomAnswer } from './headroom';

const GB = 1e9;
const node = (name: string, cpuMillis: number, parts: object = {}) =>
  buildNodeInfo(name, { requested: { cpuMillis, memoryBytes: 0 }, ...parts });
const pod = (name: string, cpu: string, owner?: string) =>
  buildPod(name, {
    owner,
    labels: { app: 'web' },
    spec: { containers: [{ name: 'main', resources: { requests: { cpu } } }] },
  });
const nodes = [node('w-1', 3000), node('w-2', 2500)];
const pods = [pod('a', '1'), pod('b', '1')];
const web = buildApplication('shop/web');
const scaledTo = (to: number) => ({
  action: 'update' as const,
  object: web.object,
  fields: [
    { kind: 'replicas' as const, name: 'replicas', from: '3', to: `${to}` },
  ],
  reversibility: 'revert' as const,
  disruption: { level: 'none' as const, text: 'none' },
});

describe('headroom', () => {
  const NO_ROOM = 'soft-block: 1 pod would find no room on the other nodes';

  it.each<[string, object, Partial<Strategy>, object, string]>([
    ['the pods of the fullest node fit no other', {}, {}, {}, NO_ROOM],
    [
      'a spare node takes them',
      {},
      { spareNodes: 1 },
      {},
      'pass: All 2 pods find room, 1 spare node counted in',
    ],
    [
      'a strategy that adds no node',
      {},
      { spareNodes: 1, kind: 'scale-down' },
      {},
      NO_ROOM,
    ],
    [
      'the plan scales the application down',
      {},
      {},
      { changes: [scaledTo(2)] },
      'pass: All 1 pod find room',
    ],
    [
      'a cordoned node takes none',
      { nodes: [...nodes, node('w-3', 0, { isCordoned: true })] },
      {},
      {},
      NO_ROOM,
    ],
    [
      'nor does one that is not ready',
      { nodes: [...nodes, node('w-3', 0, { isReady: false })] },
      {},
      {},
      NO_ROOM,
    ],
    [
      'two nodes at once',
      { nodes: [...nodes, node('w-3', 2100)] },
      { maxUnavailableNodes: 2 },
      {},
      'soft-block: 1 pod would find no room on the other nodes',
    ],
    ['an empty cluster', { nodes: [] }, {}, {}, 'pass: All 0 pods find room'],
  ])('%s', (_, inventory, strategy, plan, expected) => {
    const { strategy: usual } = buildPlan([]);
    const answer = roomAnswer(
      buildInventory({ nodes, applications: [web], ...inventory }),
      buildPlan([], { strategy: { ...usual, ...strategy }, ...plan }),
      [...pods, pod('of-daemon-set', '4', 'DaemonSet/x')],
    );
    expect(answerLines(answer)).toEqual([expected]);
  });

  it.each([
    [
      'one after the other, each where there is room left',
      [600, 600],
      [1000],
      1,
    ],
    ['the largest first', [400, 1000, 600], [1000, 1000], 0],
    ['nowhere', [1], [], 1],
  ])('places pods %s', (_, wanted, rooms, homeless) => {
    const amounts = (cpu: number[]) =>
      cpu.map(cpuMillis => ({ cpuMillis, memoryBytes: 0 }));
    expect(placePods(amounts(wanted), amounts(rooms))).toBe(homeless);
  });

  it('needs room for the memory as well', () => {
    expect(
      placePods(
        [{ cpuMillis: 1, memoryBytes: 2 * GB }],
        [{ cpuMillis: 1000, memoryBytes: GB }],
      ),
    ).toBe(1);
  });
});
