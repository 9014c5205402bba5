/** Files whose mutants are judged together, and the tests that have to notice them. */
export interface MutantGroup {
  name: string;
  /** The package that the files belong to, from the repository's root. */
  packageFolder: string;
  /** Below the package; whatever is no test in it is mutated. */
  folder: string;
  /** Files in the folder that are left alone. */
  leaveOut?: readonly string[];
  /** Tests beside those in the folder, below the package. */
  otherTests?: readonly string[];
}

/**
 * The core that takes no time, chance or I/O but what is passed in. What reaches outside is left out: it is
 * tried on databases and clusters, which would take days with each mutant.
 */
export const MUTANT_GROUPS: readonly MutantGroup[] = [
  {
    name: 'decisions',
    packageFolder: 'plugins/upgrade-backend',
    folder: 'src/engine/decisions',
  },
  {
    name: 'model',
    packageFolder: 'plugins/upgrade-common',
    folder: 'src/model',
  },
  {
    name: 'judge',
    packageFolder: 'plugins/upgrade-backend',
    folder: 'src/health',
    leaveOut: ['ApplicationMonitor.ts', 'samplePods.ts'],
  },
  {
    name: 'planner',
    packageFolder: 'plugins/upgrade-backend',
    folder: 'src/planner',
    leaveOut: ['PlanMaker.ts'],
  },
  {
    name: 'lint',
    packageFolder: 'plugins/upgrade-node',
    folder: 'src/plan',
  },
  {
    name: 'versions',
    packageFolder: 'plugins/upgrade-common',
    folder: 'src/versions',
  },
];
