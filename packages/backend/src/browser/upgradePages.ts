import { Page } from 'playwright-core';
import { Visitor } from './Visitor';

export const CLUSTER_TAB = '/catalog/default/resource/omni-prod/upgrades';
/** A whole upgrade of six fast nodes, on a machine that does much else. */
export const UPGRADE_LIMIT_MS = 120_000;

/** From the cluster's tab to the wizard's last step, looking at each on the way. */
export async function planFromTab(
  visitor: Visitor,
  onStep: (step: string) => Promise<void> = async () => {},
): Promise<void> {
  const { page } = visitor;
  await page.goto(CLUSTER_TAB);
  await page.getByRole('link', { name: /^Plan upgrade/ }).click();
  await stepHeading(page, 'Version');
  await page.getByRole('radio', { checked: true }).waitFor();
  for (const [step, next] of [
    ['version', 'Strategy'],
    ['strategy', 'Failure thresholds'],
    ['thresholds', 'Verification'],
    ['verify', 'Plan and start'],
  ]) {
    await onStep(step);
    await visitor.button('Continue').click();
    await stepHeading(page, next);
  }
  await visitor.button('Start upgrade…').waitFor();
  await onStep('plan');
}

/** Confirms the start; answers with the path of the upgrade's page. */
export async function confirmStart(visitor: Visitor): Promise<string> {
  const { page } = visitor;
  await visitor.button('Start upgrade…').click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  const typed = dialog.getByLabel(/^Type .* to confirm$/);
  if (await typed.isVisible()) {
    const label = await dialog.getByText(/^Type .* to confirm$/).innerText();
    await typed.fill(label.replace(/^Type (.*) to confirm$/, '$1'));
  }
  await dialog.getByRole('button', { name: /^Upgrade .* to / }).click();
  await page.waitForURL(/\/runs\/[^/]+$/);
  await freshness(page, 'live', 'ended');
  return new URL(page.url()).pathname;
}

/** Plans and starts, all by the page. */
export async function startUpgrade(visitor: Visitor): Promise<string> {
  await planFromTab(visitor);
  return confirmStart(visitor);
}

/** Resolves when the page says that it is as fresh as one of these. */
export async function freshness(
  page: Page,
  ...statuses: string[]
): Promise<void> {
  await page
    .locator(
      statuses
        .map(status => `[data-testid=freshness][data-status=${status}]`)
        .join(', '),
    )
    .waitFor({ timeout: UPGRADE_LIMIT_MS });
}

/** The upgrade's state in the word that its page uses; resolves when it says so. */
export async function status(page: Page, word: string | RegExp): Promise<void> {
  await page
    .getByText(word, { exact: true })
    .first()
    .waitFor({ timeout: UPGRADE_LIMIT_MS });
}

export function sentence(page: Page): Promise<string> {
  return page.getByTestId('upgrade-sentence').innerText();
}

function stepHeading(page: Page, name: string): Promise<void> {
  return page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
}
