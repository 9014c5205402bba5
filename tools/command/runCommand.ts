const USAGE = `Usage: ./dev <command>

  start      the portal with an embedded cluster, ready to upgrade
  test       every test, one summary; exits non-zero when one fails
  demo       one whole upgrade through the REST API, without a browser
  cluster    only a cluster, with its kubeconfig
  simulate   whole upgrades under virtual time with random faults
  pictures   takes the pictures of the READMEs from the real pages
  bench      how the progress page fares with 3,000 nodes, in figures
  tidy       the repository's own rules
  reports    writes down what each package offers, for reviews

Every command explains itself with --help. Anything else is passed to Yarn.
`;

export interface Command {
  /** Resolves with the exit code. */
  run(args: string[]): Promise<number>;
}

const COMMANDS: Record<string, () => Promise<Command | { default: Command }>> =
  {
    start: () => import('@cluster-upgrade/demo/start'),
    demo: () => import('@cluster-upgrade/demo/demo'),
    cluster: () => import('@cluster-upgrade/demo/cluster'),
    simulate: () => import('../simulate/simulateCommand'),
    pictures: () => import('@cluster-upgrade/demo/pictures'),
    bench: () => import('@cluster-upgrade/demo/bench'),
    test: () => import('../test/testCommand'),
    tidy: () => import('../tidy/tidyCommand'),
    reports: () => import('../reports/reportsCommand'),
  };

/**
 * Loads only the command that was asked for, so that each starts quickly.
 */
export async function runCommand([name, ...args]: string[]): Promise<number> {
  const load = COMMANDS[name ?? 'help'];
  if (!load) {
    process.stdout.write(USAGE);
    return !name || ['help', '--help', '-h'].includes(name) ? 0 : 2;
  }
  const loaded: Command | { default: Command } = await load();
  // Node's own import() shows a CommonJS module as the default of its namespace.
  const command = 'run' in loaded ? loaded : loaded.default;
  return command.run(args);
}
