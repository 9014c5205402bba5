/** The part of Stryker's report that is read here: https://github.com/stryker-mutator/mutation-testing-elements */
export interface MutationReport {
  files: Record<string, { mutants: Array<{ status: string }> }>;
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
