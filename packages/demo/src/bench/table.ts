/** One line of a table of figures. */
export interface Row<T> {
  what: string;
  of(figures: T): number;
  unit: 'ms' | 'bytes' | '';
  /** What must not be exceeded. */
  atMost?: number;
}

/** A limit, and whether it holds. */
export interface Verdict {
  what: string;
  isKept: boolean;
}

export function judge<T>(rows: readonly Row<T>[], figures: T): Verdict[] {
  return rows.flatMap(({ what, of, unit, atMost }) => {
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
export function tableOf<T>(
  rows: readonly Row<T>[],
  figures: T,
  baseline?: T,
): string {
  const lines = rows.map(({ what, of, unit }) => {
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

/** As lines, those that don't hold conspicuous. */
export function linesOf(verdicts: readonly Verdict[]): string[] {
  return verdicts.map(
    ({ what, isKept }) => `${isKept ? 'holds      ' : 'DOES NOT HOLD'} ${what}`,
  );
}

function rounded(ratio: number): string {
  if (ratio >= 10) {
    return String(Math.round(ratio));
  }
  return ratio >= 0.1 ? ratio.toFixed(1) : ratio.toFixed(3);
}

function shown(figure: number, unit: Row<unknown>['unit']): string {
  const number = Math.round(figure).toLocaleString('en');
  return unit ? `${number} ${unit}` : number;
}
