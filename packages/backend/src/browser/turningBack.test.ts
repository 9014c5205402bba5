import { describeWithBrowser } from './chromium';
import { expectGoodLooks } from './goodLooks';
import { Portal } from './Portal';
import {
  clusterTab,
  planFromTab,
  sentence,
  startUpgrade,
  status,
} from './upgradePages';
import { Visitor } from './Visitor';

jest.setTimeout(5 * 60_000);

const NARROW_DARK = { colorScheme: 'dark', widthPx: 360 } as const;
const WIDE_DARK = { colorScheme: 'dark', widthPx: 1280 } as const;

describeWithBrowser()('turning back and looking good', () => {
  let portal: Portal;
  /** The page of the upgrade that was rolled back. */
  let rolledBack: string;
  beforeAll(async () => {
    portal = await Portal.start();
  });
  afterEach(() => portal?.sendHome());
  afterAll(() => portal?.stop());

  async function lookAtPages(visitor: Visitor, suffix: string) {
    const { page } = visitor;
    await page.goto(clusterTab('omni-prod'));
    await page.getByRole('link', { name: /^Plan upgrade/ }).waitFor();
    await expectGoodLooks(visitor, `tab-${suffix}`);
    await page.goto('/upgrades');
    await page
      .getByRole('rowheader', { name: 'OmniCloud production' })
      .waitFor();
    await expectGoodLooks(visitor, `fleet-${suffix}`);
    await page.goto('/catalog/default/component/shop');
    const card = page.getByRole('region', { name: 'Upgrade safety' });
    await card.getByRole('button', { name: 'Edit' }).waitFor();
    await expectGoodLooks(
      visitor,
      `component-${suffix}`,
      'section[aria-labelledby]',
    );
    await planFromTab(visitor, {
      onStep: step => expectGoodLooks(visitor, `wizard-${step}-${suffix}`),
    });
  }

  it.each([
    ['light', { widthPx: 1280 }],
    ['dark', WIDE_DARK],
    ['dark-360', NARROW_DARK],
  ] as const)('has accessible pages that fit: %s', async (suffix, look) => {
    const mia = await portal.visit('Mia', look);
    await lookAtPages(mia, suffix);
    expect(mia.pageErrors).toEqual([]);
  });

  it('shows that a failing application made it roll back, and what is proven restored', async () => {
    await portal.cluster.breakApplication('crash-loop');
    const mia = await portal.visit('Mia');
    rolledBack = await startUpgrade(mia);
    await status(mia.page, 'Rolling back');
    await mia.takePicture('progress-rolling-back');
    await status(mia.page, 'Rolled back, restored');
    await expectGoodLooks(mia, 'progress-rolled-back');
    await mia.page.getByRole('link', { name: 'Report', exact: true }).click();
    await mia.page.getByRole('heading', { name: 'What was done' }).waitFor();
    const proof = await mia.page
      .getByText(/^Compared with the snapshot at /)
      .innerText();
    const [, restored, total] = /: (\d+) of (\d+) objects/.exec(proof)!;
    expect(Number(total)).toBeGreaterThan(0);
    expect(restored).toBe(total);
    await expectGoodLooks(mia, 'report-rolled-back');
    expect(mia.pageErrors).toEqual([]);
  });

  it('shows how it went back on a narrow, dark screen too', async () => {
    const mia = await portal.visit('Mia', NARROW_DARK);
    await mia.page.goto(rolledBack);
    await status(mia.page, 'Rolled back, restored');
    await expectGoodLooks(mia, 'progress-rolled-back-dark-360');
    await mia.page.goto(`${rolledBack}/report`);
    await mia.page.getByRole('heading', { name: 'What was done' }).waitFor();
    await expectGoodLooks(mia, 'report-rolled-back-dark-360');
  });

  it('pauses, goes on, and stops where it is', async () => {
    portal.mendApplications();
    const mia = await portal.visit('Mia');
    const { page } = mia;
    await startUpgrade(mia);
    await mia.button('Pause').click();
    await mia.takePicture('pause-dialog');
    await mia.button('Pause omni-prod').click();
    await status(page, 'Paused');
    await expectGoodLooks(mia, 'progress-paused');
    await mia.button('Resume').click();
    await status(page, 'Running');
    await mia.button('Cancel').click();
    await mia.takePicture('cancel-dialog');
    await mia.button('Stop the upgrade of omni-prod').click();
    await status(
      page,
      /^(Stopped, mixed versions|Cancelled, nothing changed)$/,
    );
    expect(await sentence(page)).toMatch(/Stopped|Cancelled/);
    await mia.takePicture('progress-cancelled');
    expect(mia.pageErrors).toEqual([]);
  });
});
