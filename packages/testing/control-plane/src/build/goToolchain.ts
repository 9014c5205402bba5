import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

// Where Go's installers put it without touching PATH.
const usualFolders = [
  '/usr/local/go/bin',
  '/usr/lib/go/bin',
  '/opt/homebrew/bin',
];

/**
 * Finds the `go` command: on `PATH`, in `GOROOT`, or where its installers put it.
 *
 * @internal
 */
export function findGo(
  environment: NodeJS.ProcessEnv = process.env,
  fallbackFolders: string[] = usualFolders,
): string | undefined {
  const folders = [
    ...(environment.PATH ?? '').split(delimiter),
    ...(environment.GOROOT ? [join(environment.GOROOT, 'bin')] : []),
    ...fallbackFolders,
  ].filter(folder => folder !== '');
  return folders
    .map(folder => join(folder, 'go'))
    .find(file => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        // Not here; the next folder may have it.
        return false;
      }
    });
}
