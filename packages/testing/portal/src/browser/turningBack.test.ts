import { Page } from 'playwright-core';
import { describeWithBrowser } from './chromium';
import {
  expectGoodDialog,
  expectGoodLooks,
  expectGoodLooksEverywhere,
} from './visualChecks';
import { Portal } from './Portal';
import {
  clusterTab,
  freshness,
  planFromTab,
  sentence,
  shownIn,
  startUpgrade,
  status,
} from './upgradePages';

jest.setTimeout(5 * 60_000);

/** The rest of a Component's page is Backstage's. */
const OWN_CARD = 'section[aria-labelledby]';

/** The whole answer to a request for events that begins now; an upgrade that stands has none for long. */
async function nextEvents(page: Page): Promise<void> {
  const request = await page.waitForRequest(/\/events\?.*wait=/);
  const answer = await request.response();
  expect(answer?.status()).toBe(200);
}

describeWithBrowser()('turning back and looking good', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await Portal.start();
  });
  afterEach(() => portal?.closePages());
  afterAll(() => portal?.stop());

  it('has accessible pages that fit, by day and by night, at a desk and on a phone', async () => {
    const mia = await portal.visit('Mia');
    const { page } = mia;
    await page.goto(clusterTab('omni-prod'));
    await expectGoodLooksEverywhere(
      mia,
      'tab',
      page.getByRole('link', { name: /^Plan upgrade/ }),
    );
    await page.goto('/upgrades');
    await expectGoodLooksEverywhere(
      mia,
      'fleet',
      page.getByRole('rowheader', { name: 'OmniCloud production' }),
    );
    await page.goto('/catalog/default/component/shop');
    const card = page.getByRole('region', { name: 'Upgrade safety' });
    const edit = card.getByRole('button', { name: 'Edit' });
    await expectGoodLooksEverywhere(mia, 'component', edit, OWN_CARD);
    await expectGoodDialog(mia, 'threshold-dialog', () => edit.click());
    await planFromTab(mia, {
      onStep: step =>
        expectGoodLooksEverywhere(mia, `wizard-${step}`, shownIn(mia, step)),
    });
    await expectGoodDialog(mia, 'start-dialog', () =>
      mia.button('Start upgrade…').click(),
    );
    expect(mia.pageErrors).toEqual([]);
  });

  it('shows that a failing application made it roll back, and what is proven restored', async () => {
    await portal.cluster.breakApplication('crash-loop');
    const mia = await portal.visit('Mia');
    await startUpgrade(mia);
    await status(mia.page, 'Rolling back');
    await mia.takePicture('progress-rolling-back');
    await status(mia.page, 'Rolled back, restored');
    await freshness(mia.page, 'ended');
    await expectGoodLooksEverywhere(
      mia,
      'progress-rolled-back',
      mia.page.getByText('Rolled back, restored', { exact: true }),
    );
    await mia.page.getByRole('link', { name: 'Report', exact: true }).click();
    await mia.page.getByRole('heading', { name: 'What was done' }).waitFor();
    const proof = await mia.page
      .getByText(/^Compared with the snapshot at /)
      .innerText();
    const [, restored, total] = /: (\d+) of (\d+) objects/.exec(proof)!;
    expect(Number(total)).toBeGreaterThan(0);
    expect(restored).toBe(total);
    await expectGoodLooksEverywhere(
      mia,
      'report-rolled-back',
      mia.page.getByRole('heading', { name: 'What was done' }),
    );
    expect(mia.pageErrors).toEqual([]);
  });

  it('pauses, stays live in two windows of one browser, goes on, and stops where it is', async () => {
    portal.clearFaults();
    const mia = await portal.visit('Mia');
    const { page } = mia;
    await startUpgrade(mia);
    await mia.button('Pause').click();
    await expectGoodLooks(mia, 'pause-dialog', '[role=dialog]');
    await mia.button('Pause OmniCloud production').click();
    await status(page, 'Paused');
    await expectGoodLooksEverywhere(
      mia,
      'progress-paused',
      page.getByText('Paused', { exact: true }),
    );
    const other = await mia.openTab();
    await other.goto(page.url());
    await Promise.all([nextEvents(page), nextEvents(other)]);
    await freshness(page, 'live');
    await freshness(other, 'live');
    await other.close();
    await expectGoodDialog(mia, 'cancel-dialog', () =>
      mia.button('Cancel').click(),
    );
    await expectGoodDialog(mia, 'rollback-dialog', () =>
      mia.button('Roll back').click(),
    );
    await mia.button('Resume').click();
    await status(page, 'Running');
    await mia.button('Cancel').click();
    await mia.button('Stop the upgrade of OmniCloud production').click();
    await status(
      page,
      /^(Stopped, mixed versions|Cancelled, nothing changed)$/,
    );
    expect(await sentence(page)).toMatch(/Stopped|Cancelled/);
    await expectGoodLooks(mia, 'progress-cancelled');
    expect(mia.pageErrors).toEqual([]);
  });
});
