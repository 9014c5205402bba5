import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

const FOLDER = resolvePackagePath(
  '@cluster-upgrade/plugin-upgrade-backend-module-omnicloud',
  'src/__golden__',
);

/**
 * What a plan looked like when a person last agreed to it. Run the tests with UPDATE_GOLDEN=1 to agree
 * to what they give now, and read the difference before you commit it.
 */
export function golden(name: string, actual: string): string {
  const file = join(FOLDER, name);
  if (process.env.UPDATE_GOLDEN) {
    writeFileSync(file, actual);
  }
  return readFileSync(file, 'utf8');
}
