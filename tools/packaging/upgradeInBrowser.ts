import { Page } from 'playwright-core';
import { CleanUps } from '@cluster-upgrade/portal';
import {
  launchBrowser,
  startUpgrade,
  status,
  Visitor,
} from '@cluster-upgrade/portal/browser';

/**
 * One upgrade by the screens, as the guest of a new portal, from the sidebar to the report.
 *
 * @throws Error with what the page shows instead, or with what it threw
 */
export async function upgradeInBrowser(
  url: string,
  cleanUps: CleanUps,
): Promise<void> {
  const browser = await launchBrowser();
  cleanUps.add(() => browser.close());
  const visitor = await Visitor.enter(browser, url, enterAsGuest, {});
  const { page } = visitor;
  try {
    await page.getByRole('link', { name: 'Upgrades' }).first().click();
    await visitor.sees('prod-eu');
    await startUpgrade(visitor, { cluster: 'prod-eu' });
    await status(page, 'Completed');
    await page.getByRole('link', { name: 'Report', exact: true }).click();
    await page.getByRole('heading', { name: 'What was done' }).waitFor();
  } catch (error) {
    const shown = await page.locator('body').innerText();
    throw new Error(
      `${(error as Error).message}\nThe page shows:\n${shown.slice(0, 2000)}\nIt threw:\n${visitor.pageErrors.join('\n')}`,
    );
  }
  if (visitor.pageErrors.length) {
    throw new Error(`The pages threw:\n${visitor.pageErrors.join('\n')}`);
  }
}

/** The sign-in page of a new portal. */
async function enterAsGuest(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();
}
