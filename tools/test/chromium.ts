import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { runProcess } from '@cluster-upgrade/portal';

const DEBIAN_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];

/**
 * The path of a Chromium, installed from Debian's package where it is missing and can be.
 *
 * @throws Error that says what is missing
 */
export async function findChromium(): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) {
      throw new Error(`CHROMIUM_PATH names ${named}, which does not exist`);
    }
    return named;
  }
  const find = () => DEBIAN_PATHS.find(path => existsSync(path));
  if (!find() && userInfo().uid === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await runProcess('apt-get', ['update', '-q'], { env });
    await runProcess(
      'apt-get',
      ['install', '-qy', '--no-install-recommends', 'chromium'],
      { env },
    );
  }
  const path = find();
  if (!path) {
    throw new Error(
      "no Chromium is installed (Debian's package 'chromium', or CHROMIUM_PATH)",
    );
  }
  return path;
}
