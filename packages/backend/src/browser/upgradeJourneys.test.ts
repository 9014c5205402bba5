import { describeWithBrowser } from './chromium';
import { Portal } from './Portal';
import { confirmStart, planFromTab, status } from './upgradePages';

jest.setTimeout(5 * 60_000);

describeWithBrowser()('upgrading OmniCloud from its tab', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await Portal.start();
  });
  afterEach(() => portal?.sendHome());
  afterAll(() => portal?.stop());

  it('lets the operator upgrade, follow and read the report', async () => {
    const mia = await portal.visit('Mia');
    await planFromTab(mia, step => mia.takePicture(`wizard-${step}`));
    await confirmStart(mia);
    await mia.takePicture('progress-running');

    await status(mia.page, 'Completed');
    await mia.takePicture('progress-completed');
    const { page } = mia;
    await page.getByRole('link', { name: 'Report', exact: true }).click();
    await page.getByRole('heading', { name: 'What was done' }).waitFor();
    await mia.takePicture('report-completed');
    expect(mia.pageErrors).toEqual([]);
  });
});
