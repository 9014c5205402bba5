import { CleanUps, demoConfig } from '@cluster-upgrade/portal';
import { chromiumPath, Portal } from '@cluster-upgrade/portal/browser';
import { PictureBook, PICTURES_FOLDER } from './PictureBook';
import { takePictures } from './takePictures';

const HELP = `Usage: ./dev pictures

Takes the pictures of the READMEs into ${PICTURES_FOLDER}, by day and by night, from the real pages of a portal that it
starts: an upgrade that rolls back by itself, and one that goes on. Needs Chromium (Debian's package 'chromium', or
CHROMIUM_PATH); takes about two minutes.

Exit codes: 1 something failed, or a picture is too large; 2 these options were not understood; 130 after Ctrl-C.
`;

const say = (text: string) => process.stderr.write(`${text}\n`);

/** So long that a run can be looked at in both lights. */
const SOAK = { nodeSeconds: 6, finalSeconds: 6 };

/** `./dev pictures`: the pictures of the READMEs. */
export async function run(args: string[]): Promise<number> {
  if (args.length > 0) {
    const isHelp = args.includes('--help');
    (isHelp ? process.stdout : process.stderr).write(HELP);
    return isHelp ? 0 : 2;
  }
  if (!chromiumPath()) {
    say(
      "dev pictures: there is no Chromium. Install Debian's package 'chromium', or set CHROMIUM_PATH.",
    );
    return 1;
  }
  const cleanUps = new CleanUps();
  try {
    say('Starting a portal with an OmniCloud cluster ...');
    const portal = await Portal.start('omnicloud', demoConfig(SOAK));
    cleanUps.add(() => portal.stop());
    const mia = await portal.visit('Mia');
    const book = new PictureBook(mia, say);
    await takePictures(portal, mia, book);
    book.requireSmall();
    return 0;
  } finally {
    await cleanUps.run();
  }
}
