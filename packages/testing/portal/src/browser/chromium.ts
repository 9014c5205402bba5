import { existsSync } from 'node:fs';
import { Browser, chromium } from 'playwright-core';

const DEBIAN_PATH = '/usr/bin/chromium';

/** The browser to drive; absent when this machine has none. */
export function chromiumPath(): string | undefined {
  const path = process.env.CHROMIUM_PATH ?? DEBIAN_PATH;
  return existsSync(path) ? path : undefined;
}

/**
 * `describe` where a browser is installed. Elsewhere the tests are skipped, and the reason is printed.
 */
export function describeWithBrowser(): jest.Describe {
  if (chromiumPath()) {
    return describe;
  }
  process.stderr.write(
    `The screens are not tested: no Chromium at ${
      process.env.CHROMIUM_PATH ?? DEBIAN_PATH
    } (Debian's package 'chromium', or CHROMIUM_PATH).\n`,
  );
  return describe.skip;
}

/** Starts a browser that talks to nobody but the portal. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}
