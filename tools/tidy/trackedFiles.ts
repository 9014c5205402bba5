import { existsSync, readFileSync } from 'node:fs';
import { runProcess } from '@cluster-upgrade/portal';
import { SourceFile } from './rule';

const BINARY = /\.(png|ico|woff2?|jpg|gif)$/;

/** Files that git tracks, and new ones that it does not ignore. */
export async function readTrackedFiles(): Promise<SourceFile[]> {
  const { output } = await runProcess('git', [
    ...['ls-files', '--cached', '--others', '--exclude-standard'],
  ]);
  return output
    .split('\n')
    .filter(path => path && existsSync(path))
    .map(path => ({
      path,
      text: BINARY.test(path) ? '' : readFileSync(path, 'utf8'),
    }));
}
