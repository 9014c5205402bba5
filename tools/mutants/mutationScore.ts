/** The part of Stryker's report that is read here: https://github.com/stryker-mutator/mutation-testing-elements */
export interface MutationReport {
  files: Record<string, { source: string; mutants: ReportedMutant[] }>;
}

export interface ReportedMutant {
  status: string;
  statusReason?: string;
  mutatorName: string;
  replacement?: string;
  location: { start: Position; end: Position };
}

interface Position {
  line: number;
  column: number;
}

/** How the mutants of one group fared. */
export interface MutationScore {
  killed: number;
  timedOut: number;
  survived: number;
  notCovered: number;
  /** Without those that mean nothing: sentences, what is said in the code to be equivalent, and what can't run. */
  total: number;
  ignored: number;
  /** Killed and timed out, of the total. */
  percent: number;
}

export function mutationScore({ files }: MutationReport): MutationScore {
  const mutants = Object.values(files).flatMap(file => file.mutants);
  const count = (...statuses: string[]) =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const [killed, timedOut] = [count('Killed'), count('Timeout')];
  const [survived, notCovered] = [count('Survived'), count('NoCoverage')];
  const total = killed + timedOut + survived + notCovered;
  return {
    killed,
    timedOut,
    survived,
    notCovered,
    total,
    ignored: mutants.length - total,
    percent: total === 0 ? 100 : (100 * (killed + timedOut)) / total,
  };
}

/** One line for each mutant that no test noticed: where it is, and what was replaced by what. */
export function survivorsOf({ files }: MutationReport): string[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => ['Survived', 'NoCoverage'].includes(status))
      .sort((a, b) => a.location.start.line - b.location.start.line)
      .map(({ location, replacement = '', status }) => {
        const { line, column } = location.start;
        const original = excerpt(source, location);
        const note = status === 'NoCoverage' ? ' (no test comes here)' : '';
        return `${file}:${line}:${column} ${original} -> ${short(replacement)}${note}`;
      }),
  );
}

/** Stryker counts lines and columns from 1. */
function excerpt(
  source: string,
  { start, end }: ReportedMutant['location'],
): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return short(lines.join(' '));
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 90 ? `${line.slice(0, 87)}...` : line;
}
