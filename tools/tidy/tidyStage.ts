import { Stage } from '../test/stage';
import { dependencyReasons } from './rules/dependencyReasons';
import { fileCircles } from './rules/fileCircles';
import { fileNames } from './rules/fileNames';
import { fileSizes } from './rules/fileSizes';
import { folderSizes } from './rules/folderSizes';
import { foreignTraces } from './rules/foreignTraces';
import { glossaryNames } from './rules/glossaryNames';
import { localLinks } from './rules/localLinks';
import { packageShape } from './rules/packageShape';
import { platformPlaces } from './rules/platformPlaces';
import { readmeMap } from './rules/readmeMap';
import { releaseTags } from './rules/releaseTags';
import { suppressions } from './rules/suppressions';
import { testTitles } from './rules/testTitles';
import { wingOrder } from './rules/wingOrder';
import { readTrackedFiles } from './trackedFiles';

const RULES = [
  dependencyReasons,
  fileCircles,
  fileNames,
  fileSizes,
  folderSizes,
  foreignTraces,
  glossaryNames,
  localLinks,
  packageShape,
  platformPlaces,
  readmeMap,
  releaseTags,
  suppressions,
  testTitles,
  wingOrder,
];

/** The repository's own rules as tests: one passes or fails per rule. */
export function tidyStage(): Stage {
  return {
    name: 'Rules of the repository',
    async run() {
      const files = await readTrackedFiles();
      const broken = RULES.map(rule => ({
        rule,
        problems: rule.check(files),
      })).filter(({ problems }) => problems.length);
      const failures = broken.flatMap(({ rule, problems }) => [
        `  ${rule.name}`,
        ...problems.map(problem => `    ${problem}`),
      ]);
      return {
        passed: RULES.length - broken.length,
        failed: broken.length,
        skipped: [],
        failures,
      };
    },
  };
}
