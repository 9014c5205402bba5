import { Page } from 'playwright-core';

/** People of the demo portal. */
export type Persona = 'Mia' | 'Olga' | 'Victor';

/** A new portal reads its catalog in the background; until then it does not know its people. */
const CATALOG_LIMIT_MS = 60_000;

/** Comes in through the sign-in page. */
export async function signIn(page: Page, persona: Persona): Promise<void> {
  const enter = page.getByRole('button', { name: `Enter as ${persona}` });
  const again = page.getByRole('button', { name: 'Choose again' });
  const inside = page.getByRole('link', { name: 'Upgrades' }).first();
  const untilMs = Date.now() + CATALOG_LIMIT_MS;
  await page.goto('/');
  for (;;) {
    await enter.click();
    await inside.or(again).first().waitFor({ state: 'attached' });
    if (!(await again.isVisible())) {
      return;
    }
    if (Date.now() > untilMs) {
      throw new Error(
        `The portal does not let ${persona} in: ${await page
          .getByRole('alert')
          .innerText()}`,
      );
    }
    await again.click();
  }
}
