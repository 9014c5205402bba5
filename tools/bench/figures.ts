import { Figures } from './measureRun';
import { PageFigures } from './measurePage';

/** One line of the table. */
interface Row {
  what: string;
  of(figures: Figures): number;
  unit: 'ms' | 'bytes' | '';
  /** What the page must not exceed. */
  atMost?: number;
}

const LONG_TASK_LIMIT_MS = 200;

const first = ({ openings }: Figures): PageFigures => openings[0];
const longest = (tasks: PageFigures['openingTasks']) =>
  Math.max(0, ...tasks.map(({ durationMs }) => durationMs));
const most = (of: (page: PageFigures) => number) => (figures: Figures) =>
  Math.max(...figures.openings.map(of));

const ROWS: readonly Row[] = [
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

/** A limit of the page, and whether it holds. */
export interface Verdict {
  what: string;
  isKept: boolean;
}

export function judge(figures: Figures): Verdict[] {
  return ROWS.flatMap(({ what, of, unit, atMost }) => {
    if (atMost === undefined) {
      return [];
    }
    const figure = of(figures);
    return [
      {
        what: `${what}: ${shown(figure, unit)}, at most ${shown(atMost, unit)}`,
        isKept: figure <= atMost,
      },
    ];
  });
}

/** All figures as lines of equal columns, with how many times the baseline's each is. */
export function tableOf(figures: Figures, baseline?: Figures): string {
  const lines = ROWS.map(({ what, of, unit }) => {
    const here = of(figures);
    const there = baseline && of(baseline);
    return [
      what,
      shown(here, unit),
      ...(there === undefined
        ? []
        : [shown(there, unit), there > 0 ? `${rounded(here / there)}x` : '-']),
    ];
  });
  const widths = lines[0].map((_, column) =>
    Math.max(...lines.map(line => line[column].length)),
  );
  return lines
    .map(line =>
      line
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
        )
        .join('  '),
    )
    .join('\n');
}

const rounded = (ratio: number) =>
  ratio >= 10 ? String(Math.round(ratio)) : ratio.toFixed(1);

function shown(figure: number, unit: Row['unit']): string {
  const number = Math.round(figure).toLocaleString('en');
  return unit ? `${number} ${unit}` : number;
}
