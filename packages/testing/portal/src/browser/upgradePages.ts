import { Locator, Page } from 'playwright-core';
import { Visitor } from './Visitor';

/** Clusters of the demo catalog and of the READMEs, by the names of their entities. */
export type ClusterName = 'omni-prod' | 'weka-prod' | 'prod-eu';

export function clusterTab(cluster: ClusterName): string {
  return `/catalog/default/resource/${cluster}/upgrades`;
}

/** A whole upgrade of six fast nodes, on a machine that does much else. */
export const UPGRADE_LIMIT_MS = 120_000;

const WIZARD_STEPS = [
  'version',
  'strategy',
  'thresholds',
  'verify',
  'plan',
] as const;

export type WizardStep = (typeof WIZARD_STEPS)[number];

/** What to plan, and what to do on the way. */
export interface PlanWishes {
  /** Absent: the OmniCloud one. */
  cluster?: ClusterName;
  /** Absent: the recommended one. */
  toVersion?: string;
  onStep?(step: WizardStep): Promise<void>;
}

/** From the cluster's tab to the wizard's last step, looking at each on the way. */
export async function planFromTab(
  visitor: Visitor,
  {
    cluster = 'omni-prod',
    toVersion,
    onStep = async () => {},
  }: PlanWishes = {},
): Promise<void> {
  const { page } = visitor;
  await page.goto(clusterTab(cluster));
  await page.getByRole('link', { name: /^(Plan upgrade|Finish) to / }).click();
  for (const step of WIZARD_STEPS) {
    await shownIn(visitor, step).first().waitFor();
    if (step === 'version' && toVersion) {
      await page.getByRole('radio', { name: toVersion }).check();
    }
    await onStep(step);
    if (step !== 'plan') {
      await visitor.button('Continue').click();
    }
  }
}

/** Confirms the start; answers with the path of the upgrade's page. */
export async function confirmStart(visitor: Visitor): Promise<string> {
  const { page } = visitor;
  await untilStartIsOffered(visitor);
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

/** Plans again, as a person would, while the cluster still comes to rest after the upgrade before. */
async function untilStartIsOffered(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  const start = visitor.button('Start upgrade…');
  const untilMs = Date.now() + UPGRADE_LIMIT_MS;
  while ((await start.getAttribute('aria-disabled')) === 'true') {
    if (Date.now() > untilMs) {
      throw new Error(
        `The start is not offered: ${await page.locator('main').innerText()}`,
      );
    }
    const planned = page.waitForResponse(
      answer =>
        answer.request().method() === 'POST' && answer.url().endsWith('/plans'),
    );
    await visitor.button('Make the plan again').click();
    await planned;
    await start.waitFor();
  }
}

/** Plans and starts, all by the page; answers with the path of the upgrade's page. */
export async function startUpgrade(
  visitor: Visitor,
  wishes?: PlanWishes,
): Promise<string> {
  await planFromTab(visitor, wishes);
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
        .map(it => `[data-testid=freshness][data-status=${it}]`)
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

/** What a step has once it has everything that it shows. */
export function shownIn({ page }: Visitor, step: WizardStep): Locator {
  return {
    version: page.getByRole('radio', { checked: true }),
    strategy: page.getByRole('heading', { name: 'Strategy', level: 2 }),
    thresholds: page.getByRole('rowheader', { name: /^[^/]+\/[^/]+$/ }),
    verify: page.getByText(/^Checked /),
    plan: page.getByRole('button', { name: 'Start upgrade…' }),
  }[step];
}
