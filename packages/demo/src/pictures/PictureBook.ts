import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Locator } from 'playwright-core';
import { Visitor } from '@cluster-upgrade/portal/browser';

/** Where the READMEs have their pictures from. */
export const PICTURES_FOLDER = 'docs/pictures';

const LIGHTS = ['light', 'dark'] as const;
const WIDTH_PX = 1200;
const HEIGHT_PX = 800;

const KILOBYTE = 1000;
/** Who clones the repository, or opens a README, loads all of them. */
const MAX_BYTES = 150 * KILOBYTE;
const MAX_BYTES_IN_ALL = 1000 * KILOBYTE;

/** Takes pictures of pages by day and by night, under the same name. */
export class PictureBook {
  readonly #visitor: Visitor;
  readonly #say: (text: string) => void;
  readonly #bytes = new Map<string, number>();

  constructor(visitor: Visitor, say: (text: string) => void) {
    this.#visitor = visitor;
    this.#say = say;
  }

  /**
   * @param shown - what the page has once it is there
   * @param of - a part of the page; absent: all that fits into the window
   */
  async take(
    name: string,
    shown: Locator,
    { of, heightPx = HEIGHT_PX }: { of?: Locator; heightPx?: number } = {},
  ): Promise<void> {
    const { page } = this.#visitor;
    mkdirSync(PICTURES_FOLDER, { recursive: true });
    for (const colorScheme of LIGHTS) {
      await this.#visitor.changeLook({ colorScheme });
      await page.setViewportSize({ width: WIDTH_PX, height: heightPx });
      await shown.first().waitFor();
      await page.evaluate('document.fonts.ready');
      const path = join(PICTURES_FOLDER, `${name}-${colorScheme}.png`);
      // The sidebar slides when the window changes.
      await (of ?? page).screenshot({ path, animations: 'disabled' });
      this.#bytes.set(path, statSync(path).size);
      this.#say(`${path}: ${Math.round(statSync(path).size / KILOBYTE)} kB`);
    }
    await this.#visitor.changeLook({});
  }

  /**
   * @throws Error that names the pictures that are too large
   */
  requireSmall(): void {
    const tooLarge = [...this.#bytes]
      .filter(([, bytes]) => bytes > MAX_BYTES)
      .map(([path]) => path);
    const sum = [...this.#bytes.values()].reduce(
      (all, bytes) => all + bytes,
      0,
    );
    if (tooLarge.length > 0 || sum > MAX_BYTES_IN_ALL) {
      throw new Error(
        `The pictures have ${Math.round(sum / KILOBYTE)} kB; at most ${MAX_BYTES_IN_ALL / KILOBYTE} kB in all and ${MAX_BYTES / KILOBYTE} kB each are kept in the repository. Too large: ${tooLarge.join(', ') || 'none by itself'}. Show less of the page.`,
      );
    }
  }
}
