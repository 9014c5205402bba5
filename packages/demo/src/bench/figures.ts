import { Figures } from './measureRun';
import { PageFigures } from './measurePage';
import { Row } from './table';

const LONG_TASK_LIMIT_MS = 200;

const first = ({ openings }: Figures): PageFigures => openings[0];
const longest = (tasks: PageFigures['openingTasks']) =>
  Math.max(0, ...tasks.map(({ durationMs }) => durationMs));
const most = (of: (page: PageFigures) => number) => (figures: Figures) =>
  Math.max(...figures.openings.map(of));

/** What is told of the page, and what it must not exceed. */
export const PAGE_ROWS: readonly Row<Figures>[] = [
  { what: 'nodes', of: it => it.nodes, unit: '' },
  { what: 'nodes at once', of: it => it.nodesAtOnce, unit: '' },
  { what: 'steps in the plan', of: it => it.run.steps, unit: '' },
  {
    what: 'plan, as the page reads it',
    of: it => first(it).plan?.bytes ?? 0,
    unit: 'bytes',
  },
  {
    what: 'plan, on the wire',
    of: it => first(it).plan?.sentBytes ?? 0,
    unit: 'bytes',
  },
  {
    what: 'snapshot, as the page reads it',
    of: it => first(it).snapshot?.bytes ?? 0,
    unit: 'bytes',
  },
  {
    what: 'snapshot, on the wire',
    of: it => first(it).snapshot?.sentBytes ?? 0,
    unit: 'bytes',
  },
  {
    what: 'plan answered within',
    of: most(it => it.plan?.durationMs ?? 0),
    unit: 'ms',
  },
  {
    what: 'snapshot answered within',
    of: most(it => it.snapshot?.durationMs ?? 0),
    unit: 'ms',
  },
  {
    what: 'sentence and nodes drawn after, at worst',
    of: most(it => it.drawnMs),
    unit: 'ms',
  },
  {
    what: 'usable after, at worst',
    of: most(it => it.usableMs),
    unit: 'ms',
    atMost: 3_000,
  },
  {
    what: 'longest task until usable',
    of: most(it => longest(it.openingTasks)),
    unit: 'ms',
  },
  { what: 'events while watched', of: it => it.streamedEvents, unit: '' },
  {
    what: 'longest task while events stream',
    of: most(it => longest(it.streamingTasks)),
    unit: 'ms',
    atMost: LONG_TASK_LIMIT_MS,
  },
  {
    what: `tasks over ${LONG_TASK_LIMIT_MS} ms while events stream`,
    of: it =>
      it.openings
        .flatMap(({ streamingTasks }) => streamingTasks)
        .filter(({ durationMs }) => durationMs > LONG_TASK_LIMIT_MS).length,
    unit: '',
  },
  {
    what: 'elements in the document',
    of: most(it => it.elements),
    unit: '',
    atMost: 2_999,
  },
  { what: "page's memory", of: most(it => it.heapBytes), unit: 'bytes' },
  { what: 'planning and verifying', of: it => it.run.planMs, unit: 'ms' },
  { what: 'verifying again', of: it => it.run.checksMs, unit: 'ms' },
  { what: 'starting', of: it => it.run.startMs, unit: 'ms' },
  {
    what: 'backend: slowest answer to a ping',
    of: it => it.backend.slowestAnswerMs,
    unit: 'ms',
  },
  {
    what: 'backend: 95 % of pings within',
    of: it => it.backend.usuallyWithinMs,
    unit: 'ms',
  },
  {
    what: "backend's memory",
    of: it => it.backend.memoryBytes ?? 0,
    unit: 'bytes',
  },
];
