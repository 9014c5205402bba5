import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Locator } from 'playwright-core';
import { Look, Visitor } from './Visitor';

/**
 * Where a page is drawn. What lies around it, such as the sidebar, is Backstage's own, which this
 * repository can't mend.
 */
const OWN_CONTENT = 'main';

/**
 * Fails when what is drawn is wider than its place or has a barrier that axe calls serious or
 * critical; keeps a picture of it.
 *
 * @param within - a CSS selector of the plugin's own content where it has less than the page
 */
export async function expectGoodLooks(
  visitor: Visitor,
  name: string,
  within = OWN_CONTENT,
): Promise<void> {
  const { page } = visitor;
  await visitor.takePicture(name);
  const barriers = await findBarriers(visitor, within);
  // Around less than a page, Backstage's own tabs may be too wide for a phone.
  const measured = JSON.stringify(within === OWN_CONTENT ? 'html' : within);
  const excessPx = await page.evaluate(
    `Math.max(...[...document.querySelectorAll(${measured})].map(it => it.scrollWidth - it.clientWidth))`,
  );
  expect({ name, barriers, excessPx }).toEqual({
    name,
    barriers: [],
    excessPx: 0,
  });
}

const LOOKS: Record<string, Look> = {
  light: {},
  dark: { colorScheme: 'dark' },
  'light-360': { widthPx: 360 },
  'dark-360': { colorScheme: 'dark', widthPx: 360 },
};

/**
 * By day and by night, at a desk and on a phone. Backstage builds the page anew when the light or the
 * width changes.
 *
 * @param inLook - told the look's name, once the visitor has it
 */
export async function inEachLook(
  visitor: Visitor,
  inLook: (look: string) => Promise<void>,
): Promise<void> {
  for (const [look, as] of Object.entries(LOOKS)) {
    await visitor.changeLook(as);
    await inLook(look);
  }
  await visitor.changeLook({});
}

/**
 * {@link expectGoodLooks} in each look.
 *
 * @param shown - what the page has once it is there
 */
export async function expectGoodLooksEverywhere(
  visitor: Visitor,
  name: string,
  shown: Locator,
  within?: string,
): Promise<void> {
  await inEachLook(visitor, async look => {
    await shown.first().waitFor();
    await expectGoodLooks(visitor, `${name}-${look}`, within);
  });
}

/** {@link expectGoodLooks} of a dialog. It is opened anew for each look, and left closed. */
export async function expectGoodDialog(
  visitor: Visitor,
  name: string,
  open: () => Promise<void>,
): Promise<void> {
  const dialog = visitor.page.getByRole('dialog');
  await inEachLook(visitor, async look => {
    await open();
    await dialog.waitFor();
    await expectGoodLooks(visitor, `${name}-${look}`, '[role=dialog]');
    await visitor.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
}

/** Axe needs a document, so Jest can't load it: it is read, and runs in the page only. */
const axeSource = readFileSync(
  require.resolve('axe-core/axe.min.js', {
    paths: [dirname(require.resolve('@axe-core/playwright'))],
  }),
  'utf8',
);

/** The part of axe's result that is read here. */
interface Violation {
  id: string;
  impact: string | null;
  nodes: Array<{ html: string; failureSummary: string }>;
}

async function findBarriers(
  { page }: Visitor,
  within: string,
): Promise<string[]> {
  await page.locator(within).first().waitFor();
  await page.evaluate(axeSource);
  const violations = await page.evaluate<Violation[]>(
    `axe.run(${JSON.stringify(within)}).then(result => result.violations)`,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes
        .filter(({ html }) => !isAccepted(id, html))
        .map(
          node => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`,
        ),
    );
}

function isAccepted(rule: string, html: string): boolean {
  switch (rule) {
    // Backstage's theme gives its destructive button a contrast of 3.3: red on pale red.
    case 'color-contrast':
      return html.includes('bui-ButtonContent');
    // A node's spoken name is a sentence that begins with its visible name; the card is in brief.
    case 'label-content-name-mismatch':
      return html.includes('role="gridcell"');
    default:
      return false;
  }
}
