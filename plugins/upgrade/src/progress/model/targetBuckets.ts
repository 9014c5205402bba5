import { naturalOrder } from '../../parts/naturalOrder';
import { GroupStatus } from './runModel';
import { COMPONENT, TargetView } from './targetViews';

/** Up to here each node is a card. */
export const MAX_CARDS = 60;
/** Up to here each node is a tile; beyond, groups are drawn and nodes listed on demand. */
export const MAX_TILES = 600;
/** Nodes that are named one by one above tiles and group bars. */
export const MAX_ATTENTION = 24;

export type BoardMode = 'empty' | 'cards' | 'tiles' | 'groups';

/** A group of nodes with how many are where. */
export interface TargetGroup {
  id: string;
  total: number;
  counts: Partial<Record<GroupStatus, number>>;
  /** What failed or is held up first, then in the plan's order. Empty where only the bar is drawn. */
  nodes: TargetView[];
}

/** What is drawn of the nodes. */
export interface TargetBuckets {
  mode: BoardMode;
  total: number;
  counts: Partial<Record<GroupStatus, number>>;
  groups: TargetGroup[];
  /** Worst first; empty when every node has a card. */
  attention: TargetView[];
  /** Nodes worth attention that did not fit into the list. */
  attentionOmitted: number;
}

/** What the reader asked for. */
export interface BoardFilter {
  /** Part of a name. */
  query: string;
  statuses: readonly GroupStatus[];
}

export const NO_FILTER: BoardFilter = { query: '', statuses: [] };

/** Worst first; nodes of other statuses need no attention. */
const RANKS: Partial<Record<GroupStatus, number>> = {
  failed: 0,
  blocked: 1,
  running: 2,
};

/** Decides what of the nodes is drawn, so that 3 and 3,000 are both readable. */
export function bucketTargets(
  nodes: readonly TargetView[],
  filter: BoardFilter = NO_FILTER,
): TargetBuckets {
  const shown = nodes.filter(node => isWanted(node, filter));
  const mode = modeOf(shown.length);
  const ranked = mode === 'cards' ? [] : rankAttention(shown);
  return {
    mode,
    total: shown.length,
    counts: countStatuses(shown),
    groups: groupTargets(shown, mode !== 'groups'),
    attention: ranked.slice(0, MAX_ATTENTION),
    attentionOmitted: Math.max(0, ranked.length - MAX_ATTENTION),
  };
}

function modeOf(count: number): BoardMode {
  if (count === 0) {
    return 'empty';
  }
  if (count <= MAX_CARDS) {
    return 'cards';
  }
  return count <= MAX_TILES ? 'tiles' : 'groups';
}

export function isWanted(
  { name, status }: TargetView,
  { query, statuses }: BoardFilter,
): boolean {
  return (
    (statuses.length === 0 || statuses.includes(status)) &&
    name.toLowerCase().includes(query.trim().toLowerCase())
  );
}

/** Failed, then blocked, then running; within each the longest under way first. */
function rankAttention(nodes: readonly TargetView[]): TargetView[] {
  return nodes
    .filter(node => RANKS[node.status] !== undefined)
    .sort(
      (a, b) =>
        RANKS[a.status]! - RANKS[b.status]! ||
        (a.startedAtMs ?? Infinity) - (b.startedAtMs ?? Infinity),
    );
}

/** Only what needs somebody moves: everything else stays where the reader has seen it. */
function worstFirst(nodes: readonly TargetView[]): TargetView[] {
  const rank = ({ status }: TargetView) =>
    status === 'failed' || status === 'blocked' ? RANKS[status]! : Infinity;
  return [...nodes].sort((a, b) => {
    const difference = rank(a) - rank(b);
    return Number.isNaN(difference) ? 0 : difference;
  });
}

function groupTargets(
  nodes: readonly TargetView[],
  withNodes: boolean,
): TargetGroup[] {
  const groups = new Map<string, TargetView[]>();
  for (const node of nodes) {
    const members = groups.get(node.group);
    if (members) {
      members.push(node);
    } else {
      groups.set(node.group, [node]);
    }
  }
  return inOrder([...groups], nodes).map(([id, members]) => ({
    id,
    total: members.length,
    counts: countStatuses(members),
    nodes: withNodes ? worstFirst(members) : [],
  }));
}

/** Places by name, so that each is found where it was; kinds and phases in the order in which the plan comes to them. */
function inOrder<T>(
  groups: Array<[id: string, T]>,
  nodes: readonly TargetView[],
): Array<[id: string, T]> {
  return nodes.every(({ kind }) => kind === nodes[0].kind && kind !== COMPONENT)
    ? groups.sort(([left], [right]) => naturalOrder(left, right))
    : groups;
}

function countStatuses(
  nodes: readonly TargetView[],
): Partial<Record<GroupStatus, number>> {
  const counts: Partial<Record<GroupStatus, number>> = {};
  for (const { status } of nodes) {
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}
