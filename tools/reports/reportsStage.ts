import { Stage } from '../test/stage';
import {
  changedReports,
  readReports,
  restoreReports,
} from './committedReports';
import { generateReports } from './generateReports';

/** Compares what the packages offer with what is committed. Needs the declarations that the type check leaves. */
export function reportsStage(): Stage {
  return {
    name: 'Reports of what is published',
    async run() {
      const before = readReports();
      try {
        await generateReports();
        const after = readReports();
        const changed = changedReports(before, after);
        return {
          passed: after.size - changed.filter(path => after.has(path)).length,
          failed: changed.length,
          skipped: [],
          failures: changed.map(
            path =>
              `  ${path} is not what the code says. Run ./dev reports, read the difference, and commit it`,
          ),
        };
      } finally {
        restoreReports(before);
      }
    },
  };
}
