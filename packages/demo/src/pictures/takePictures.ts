import {
  Portal,
  startUpgrade,
  UPGRADE_LIMIT_MS,
  Visitor,
} from '@cluster-upgrade/portal/browser';
import { PictureBook } from './PictureBook';

/** The pages in the states that say most: a plan, a run, all clusters, a report, a threshold. */
export async function takePictures(
  portal: Portal,
  visitor: Visitor,
  book: PictureBook,
): Promise<void> {
  await portal.cluster.breakApplication('crash-loop');
  const failed = await startUpgrade(visitor, {
    onStep: async step => {
      if (step === 'plan') {
        await book.take('plan', visitor.button('Start upgrade…'));
      }
    },
  });
  await untilSentence(visitor, / again, after /);
  await takeReport(visitor, book, failed);
  await takeThreshold(visitor, book);

  portal.clearFaults();
  const run = await startUpgrade(visitor);
  await visitor.page
    .getByText(/^Nodes · 2 of 6 done$/)
    .waitFor({ timeout: UPGRADE_LIMIT_MS });
  await takeRun(visitor, book, run);
  await takeFleet(visitor, book);
  await visitor.page.goto(run);
  await untilSentence(visitor, / runs v1\.5\.0, after /);
}

async function untilSentence({ page }: Visitor, wanted: RegExp): Promise<void> {
  await page
    .getByTestId('upgrade-sentence')
    .filter({ hasText: wanted })
    .waitFor({ timeout: UPGRADE_LIMIT_MS });
}

async function takeRun({ page }: Visitor, book: PictureBook, path: string) {
  await page.goto(path);
  await book.take('run', page.getByRole('gridcell'), { heightPx: 860 });
}

async function takeFleet({ page }: Visitor, book: PictureBook) {
  await page.goto('/upgrades');
  await book.take('fleet', page.getByRole('rowheader'), { heightPx: 560 });
}

async function takeReport(
  { page }: Visitor,
  book: PictureBook,
  runPath: string,
) {
  await page.goto(`${runPath}/report`);
  await book.take('report', page.getByRole('heading', { name: 'Timeline' }));
}

async function takeThreshold({ page }: Visitor, book: PictureBook) {
  await page.goto('/catalog/default/component/shop');
  const card = page.getByRole('region', { name: 'Upgrade safety' });
  await book.take('threshold', card.getByRole('button', { name: 'Edit' }), {
    of: card,
  });
}
