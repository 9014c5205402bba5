import { runProcess } from '@cluster-upgrade/portal';
import { changedReports, readReports } from './committedReports';
import { generateReports } from './generateReports';

const HELP = `Usage: ./dev reports

Writes what each published package offers (report*.api.md) and the tables that its migrations make
(report.sql.md) beside the packages, and says which have changed. Read the difference and commit it:
'./dev test' fails while they are not what the code says.

Exit codes: 0 written; 1 the types are wrong or a report can't be made; 2 there are no options.
`;

export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP);
    return 0;
  }
  if (args.length > 0) {
    process.stderr.write(`dev reports: it takes no '${args[0]}'\n\n${HELP}`);
    return 2;
  }
  const { code } = await runProcess('yarn', ['tsc', '--pretty', 'false'], {
    isShown: true,
  });
  if (code) {
    return 1;
  }
  const before = readReports();
  await generateReports();
  const changed = changedReports(before, readReports());
  process.stdout.write(
    changed.length
      ? `Changed:\n${changed.map(path => `  ${path}\n`).join('')}`
      : 'The reports are what the code says.\n',
  );
  return 0;
}
