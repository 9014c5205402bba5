import { runProcess } from '@cluster-upgrade/portal';

/**
 * Not reported: names that say all need no words, and where sources of this repository lie on this machine.
 */
const LEFT_OUT = ['ae-undocumented', 'ae-wrong-input-file-type'];

/**
 * Packages whose reports may hold warnings of types that an entry uses and doesn't export. In `upgrade-common` the
 * client and the answers derive from the table of routes and its schemas, which nobody else names. In `upgrade-node` the
 * entry for tests speaks of the types of the main entry. In `upgrade` extensions of the older frontend system take
 * their type from the component that they load. In `upgrade-backend` the entry for simulations promises nothing to anybody.
 */
const MAY_WARN = [
  'plugins/upgrade-common',
  'plugins/upgrade-node',
  'plugins/upgrade',
  'plugins/upgrade-backend',
];

/**
 * Writes `report*.api.md` (what each entry of a published package offers) and `report.sql.md` (the tables that its
 * migrations make, up and down again) beside the packages, by the declarations that `tsc` leaves in `dist-types`.
 *
 * @throws Error with the end of the output, where a package can't be analysed or a report may not hold its warnings
 */
export async function generateReports(): Promise<void> {
  const { code, output } = await runProcess('yarn', [
    ...['backstage-repo-tools', 'api-reports', '--sql-reports'],
    ...['--omit-messages', LEFT_OUT.join(',')],
    ...['--allow-warnings', MAY_WARN.join(',')],
    'plugins/*',
  ]);
  if (code) {
    throw new Error(`Reports can't be made:\n${output.slice(-2000)}`);
  }
}
