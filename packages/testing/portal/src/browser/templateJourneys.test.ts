import { describeWithBrowser } from './chromium';
import { expectGoodLooks, inEachLook } from './visualChecks';
import { Portal } from './Portal';
import { status } from './upgradePages';
import { Visitor } from './Visitor';

jest.setTimeout(5 * 60_000);

/** The form, without Backstage's own page around it. */
const FORM = 'form';
const OWN_FIELDS = '[data-testid=upgrade-field]';
const TEMPLATE = '/create/templates/default/request-cluster-upgrade';

describeWithBrowser()('requesting an upgrade by a template', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await Portal.start();
  });
  afterEach(() => portal?.closePages());
  afterAll(() => portal?.stop());

  async function choose({ page }: Visitor, field: RegExp, option: RegExp) {
    await page.locator(FORM).getByRole('button', { name: field }).click();
    await page.getByRole('option', { name: option }).click();
  }

  async function fillIn(visitor: Visitor) {
    await visitor.page.goto(TEMPLATE);
    await choose(visitor, /Cluster/, /^OmniCloud production/);
    await choose(visitor, /Version/, /^v1\.5\.0/);
    await visitor.sees(/^v2\.0\.0: v2\.0\.0 is a major upgrade /);
    await visitor.sees(/^From v1\.4\.0 to v1\.5\.0: \d+ steps, /);
  }

  /** Runs what was filled in; the task's page is shown then. */
  async function run({ page }: Visitor) {
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Start the upgrade' }).click();
    await page.waitForURL(/\/create\/tasks\/[^/]+$/);
  }

  it('has an accessible form', async () => {
    const mia = await portal.visit('Mia');
    await inEachLook(mia, async look => {
      await fillIn(mia);
      await expectGoodLooks(mia, `template-form-${look}`, OWN_FIELDS);
    });
    expect(mia.pageErrors).toEqual([]);
  });

  it('ends with the permission that is missing when a viewer runs it', async () => {
    const victor = await portal.visit('Victor');
    await fillIn(victor);
    await run(victor);
    await victor.sees(/You need the permission upgrade\.start for /);
    await victor.takePicture('template-task-denied');
    expect(victor.pageErrors).toEqual([]);
  });

  it('starts the upgrade that an operator asks for, and leads to its page', async () => {
    const mia = await portal.visit('Mia');
    const { page } = mia;
    await fillIn(mia);
    await run(mia);
    const link = page.getByRole('button', { name: 'Watch the upgrade' });
    await link.waitFor();
    await mia.sees(/Started v1\.4\.0 → v1\.5\.0 on /);
    await mia.takePicture('template-task');
    await link.click();
    await page.waitForURL(/\/upgrades\/runs\/[^/]+$/);
    await page
      .getByRole('heading', { name: / v1\.4\.0 → v1\.5\.0$/ })
      .waitFor();
    await status(page, 'Completed');
    expect(mia.pageErrors).toEqual([]);
  });
});
