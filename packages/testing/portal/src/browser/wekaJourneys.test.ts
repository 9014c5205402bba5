import { describeWithBrowser } from './chromium';
import { expectGoodLooks, expectGoodLooksEverywhere } from './visualChecks';
import { Portal } from './Portal';
import {
  confirmStart,
  freshness,
  planFromTab,
  startUpgrade,
  status,
  UPGRADE_LIMIT_MS,
  WizardStep,
} from './upgradePages';
import { Visitor } from './Visitor';
import { cordon, holdMounts } from './wekaFaults';

jest.setTimeout(5 * 60_000);

const NEXT_PATCH = '4.4.5.120-k8s.1';
const FRONTEND = 'weka-prod-s3-1';
const NODE = 'weka-node-3';
const CORDONED = 'Nodes are ready and not cordoned';
const REASON = 'The node gets a new disk at noon; its drives stay online.';

describeWithBrowser()('upgrading Weka from its tab', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await Portal.start('weka');
  });
  afterEach(() => portal?.closePages());
  afterAll(() => portal?.stop());

  async function acceptRisk(mia: Visitor) {
    const { page } = mia;
    await mia.button(`Accept the risk: ${CORDONED}`).click();
    const dialog = page.getByRole('dialog');
    const accept = dialog.getByRole('button', { name: 'Accept this risk' });
    expect(await accept.isEnabled()).toBe(false);
    await dialog.getByRole('textbox').fill(REASON);
    await expectGoodLooks(mia, 'override-dialog', '[role=dialog]');
    await accept.click();
    await mia.sees(new RegExp(`^Accepted by mia, .*: ${REASON}$`));
  }

  /** The sentence, once the operator is held up by what is mounted through a frontend. */
  async function heldByMounts({ page }: Visitor) {
    const held = page
      .getByTestId('upgrade-sentence')
      .getByText(
        new RegExp(`${FRONTEND} .*active mounts?.*Nobody needs to act`),
      );
    await held.waitFor({ timeout: UPGRADE_LIMIT_MS });
    return held;
  }

  async function lookAtStep(mia: Visitor, step: WizardStep) {
    if (step === 'verify') {
      await mia.sees(`${NODE} is cordoned`);
      await acceptRisk(mia);
    }
    if (step === 'plan') {
      await mia.sees('These steps can not be taken back:');
      await mia.sees(/^The operator brings 6 drive containers to /);
    }
    if (step === 'strategy') {
      expect(await mia.page.getByRole('radio').count()).toBe(0);
    }
    await expectGoodLooks(mia, `weka-wizard-${step}`);
  }

  it("starts with a risk that was accepted with a reason, waits at the operator's gates, and reports both", async () => {
    await cordon(portal, NODE, true);
    await holdMounts(portal, FRONTEND, true);
    const mia = await portal.visit('Mia');
    const { page } = mia;
    await planFromTab(mia, {
      cluster: 'weka-prod',
      toVersion: NEXT_PATCH,
      onStep: step => lookAtStep(mia, step),
    });
    await confirmStart(mia);

    const held = await heldByMounts(mia);
    await expectGoodLooksEverywhere(mia, 'weka-progress-waiting', held);
    await holdMounts(portal, FRONTEND, false);

    await status(page, 'Completed with accepted risks');
    await freshness(page, 'ended');
    await expectGoodLooks(mia, 'weka-progress-completed');
    await page.getByRole('link', { name: 'Report', exact: true }).click();
    await page.getByRole('heading', { name: 'What was done' }).waitFor();
    await mia.sees(REASON);
    await expectGoodLooksEverywhere(
      mia,
      'weka-report-completed',
      page.getByText(REASON),
    );
    expect(mia.pageErrors).toEqual([]);
  });

  it('says before and after a rollback why the storage stays where it is', async () => {
    await cordon(portal, NODE, false);
    await holdMounts(portal, FRONTEND, true);
    const mia = await portal.visit('Mia');
    const { page } = mia;
    await startUpgrade(mia, { cluster: 'weka-prod' });
    await heldByMounts(mia);
    await mia.button('Roll back').click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByText('What these steps did can not be taken back:')
      .waitFor();
    await expectGoodLooks(mia, 'weka-rollback-dialog', '[role=dialog]');
    await dialog.getByLabel(/^Reason/).fill('The window was closed early.');
    await dialog.getByLabel('Type weka-prod to confirm').fill('weka-prod');
    await dialog
      .getByRole('button', { name: 'Roll back Weka production' })
      .click();

    await status(page, 'Rolled back, leftovers');
    await freshness(page, 'ended');
    await mia.sees(
      / run the new version or were told to, and Weka does not go back/,
    );
    await expectGoodLooks(mia, 'weka-progress-leftovers');
    await page.getByRole('link', { name: 'Report', exact: true }).click();
    await page.getByRole('heading', { name: 'What was done' }).waitFor();
    await mia.sees('Not as it was before');
    await mia.sees(/: \d+ containers run .*, and Weka does not go back/);
    await expectGoodLooks(mia, 'weka-report-leftovers');
    expect(mia.pageErrors).toEqual([]);
  });
});
