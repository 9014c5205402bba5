import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runProcess } from '@cluster-upgrade/portal';

/** Another release may find more, or count differently: it is raised on purpose. */
const VERSION = '4.32.5';

/** What that release asks for. */
const FITS =
  'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))';

/**
 * Why no Python here can run schemathesis, if so.
 */
export async function whatPythonLacks(): Promise<string | undefined> {
  return (await isSuccess('python3', ['-c', FITS])) === true
    ? undefined
    : "there is no Python 3.10 or newer with its module 'venv' (Debian's package 'python3-venv')";
}

/**
 * The Python of a virtual environment that is made once and has schemathesis as a module. The commands beside it name
 * the folder in which they were made, and so don't work in a checkout that was moved.
 *
 * @throws Error that says why it can't be installed
 */
export async function installSchemathesis(): Promise<string> {
  const environment = resolve('.toolchain', `schemathesis-${VERSION}`);
  const python = join(environment, 'bin', 'python');
  const isWhole = join(environment, 'installed');
  if (!existsSync(isWhole)) {
    await succeed('python3', ['-m', 'venv', '--clear', environment]);
    await succeed(python, [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
      `schemathesis==${VERSION}`,
    ]);
    writeFileSync(isWhole, '');
  }
  return python;
}

async function succeed(command: string, args: string[]): Promise<void> {
  const result = await isSuccess(command, args);
  if (result !== true) {
    throw new Error(
      `schemathesis ${VERSION} can't be installed: ${command} ${args.join(
        ' ',
      )}: ${result}`,
    );
  }
}

/** @returns the end of what it said when it failed */
async function isSuccess(
  command: string,
  args: string[],
): Promise<true | string> {
  try {
    const { code, output } = await runProcess(command, args);
    return code === 0 || output.trim().slice(-300) || `exit code ${code}`;
  } catch (error) {
    return (error as Error).message;
  }
}
