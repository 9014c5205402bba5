import { describeWithBrowser } from './chromium';
import { Portal } from './Portal';
import {
  confirmStart,
  freshness,
  planFromTab,
  sentence,
  startUpgrade,
  status,
} from './upgradePages';

jest.setTimeout(5 * 60_000);

const NEXT_PATCH = 'v1.4.1';
const SHOP_PAGE = '/catalog/default/component/shop';

describeWithBrowser()('upgrading OmniCloud from its tab', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await Portal.start();
  });
  afterEach(() => portal?.closePages());
  afterAll(() => portal?.stop());

  it('shows a viewer the whole plan, and why it is not theirs to start', async () => {
    const victor = await portal.visit('Victor');
    await planFromTab(victor);

    const start = victor.button('Start upgrade…');
    expect(await start.getAttribute('aria-disabled')).toBe('true');
    await start.click({ force: true });
    expect(await victor.page.getByRole('dialog').count()).toBe(0);
    await victor.sees(/^You need the permission upgrade\.start for /);
    await victor.takePicture('wizard-plan-viewer');
    expect(victor.pageErrors).toEqual([]);
  });

  it("plans with the threshold that the application's owner has set on its page", async () => {
    const olga = await portal.visit('Olga');
    await olga.page.goto(SHOP_PAGE);
    const card = olga.page.getByRole('region', { name: 'Upgrade safety' });
    await card.getByRole('button', { name: 'Edit' }).click();
    await olga.takePicture('threshold-dialog');
    const dialog = olga.page.getByRole('dialog');
    await dialog
      .getByRole('textbox', { name: 'Failing instances allowed' })
      .fill('2');
    await dialog
      .getByRole('textbox', { name: 'Failing instances allowed' })
      .blur();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await olga.sees(/more than 2 instances fail/);
    await olga.takePicture('component-card');

    const mia = await portal.visit('Mia');
    await planFromTab(mia, {
      async onStep(step) {
        if (step === 'thresholds') {
          const shop = mia.page.getByRole('row', { name: /^shop\/shop/ });
          expect(await shop.innerText()).toMatch(
            /more than 2 instances fail.*set in the portal/s,
          );
        }
      },
    });
    expect([...olga.pageErrors, ...mia.pageErrors]).toEqual([]);
  });

  it.each([
    ['Victor', 'a viewer', 'shop'],
    ['Olga', 'the owner of another application', 'reports'],
  ] as const)(
    'shows the threshold to %s, %s, and says who may change it',
    async (persona, _, component) => {
      const visitor = await portal.visit(persona);
      await visitor.page.goto(`/catalog/default/component/${component}`);
      const card = visitor.page.getByRole('region', { name: 'Upgrade safety' });
      const edit = card.getByRole('button', { name: 'Edit' });
      expect(await edit.getAttribute('aria-disabled')).toBe('true');
      await card
        .getByText(/You need the permission upgrade\.threshold\.edit for /)
        .last()
        .waitFor();
      await visitor.takePicture(`component-card-${persona.toLowerCase()}`);
      expect(visitor.pageErrors).toEqual([]);
    },
  );

  it('lets an owner of applications plan, and says why the start is not theirs', async () => {
    const olga = await portal.visit('Olga');
    await planFromTab(olga);
    const start = olga.button('Start upgrade…');
    expect(await start.getAttribute('aria-disabled')).toBe('true');
    await olga.sees(/^You need the permission upgrade\.start for /);
    expect(olga.pageErrors).toEqual([]);
  });

  it('says that it is not live while the backend is gone, and finishes when it is back', async () => {
    const mia = await portal.visit('Mia');
    const path = await startUpgrade(mia, { toVersion: NEXT_PATCH });
    const other = await mia.openTab();
    await other.goto(path);
    await freshness(other, 'live');

    await portal.killBackend();
    await freshness(mia.page, 'delayed', 'stale');
    await freshness(mia.page, 'stale');
    await freshness(other, 'stale');
    await mia.takePicture('progress-stale');
    await portal.startBackend();
    await freshness(mia.page, 'live', 'ended');
    await status(mia.page, 'Completed');
    await status(other, 'Completed');
    await freshness(mia.page, 'ended');

    expect(await sentence(other)).toBe(await sentence(mia.page));
    expect(await sentence(other)).toContain(NEXT_PATCH);
    expect(mia.pageErrors).toEqual([]);
  });

  it('lets the operator upgrade, follow and read the report, while a viewer follows', async () => {
    // Signed in before, so that he comes while it runs.
    const victor = await portal.visit('Victor');
    const mia = await portal.visit('Mia');
    const { page } = mia;
    await planFromTab(mia);
    const path = await confirmStart(mia);
    await mia.takePicture('progress-running');
    await victor.page.goto(path);
    await freshness(victor.page, 'live', 'ended');
    expect(
      await victor.button(/^(Pause|Cancel)$/).getAttribute('aria-disabled'),
    ).toBe('true');
    await victor.page.getByRole('list', { name: 'Not possible now' }).waitFor();
    await victor.takePicture('progress-viewer');

    await status(page, 'Completed');
    await status(victor.page, 'Completed');
    await freshness(page, 'ended');
    expect(await sentence(victor.page)).toBe(await sentence(page));
    await mia.takePicture('progress-completed');
    await page.getByRole('link', { name: 'Report', exact: true }).click();
    await page.getByRole('heading', { name: 'What was done' }).waitFor();
    await mia.sees(/of \d+ planned steps done, 0 failed/);
    await mia.takePicture('report-completed');
    expect(mia.pageErrors).toEqual([]);
  });
});
