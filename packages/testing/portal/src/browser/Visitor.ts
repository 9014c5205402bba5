import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Browser, BrowserContext, Locator, Page } from 'playwright-core';

const SHOTS = resolve(__dirname, '../../../../../screenshots');
const WIDTH_PX = 1280;
const HEIGHT_PX = 900;

export interface Look {
  colorScheme?: 'light' | 'dark';
  widthPx?: number;
}

/** Somebody who looks at the portal in a browser of their own. */
export class Visitor {
  readonly page: Page;
  readonly #context: BrowserContext;
  /** What the pages threw; a journey that passes has none. */
  readonly pageErrors: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
    page.on('pageerror', error => this.pageErrors.push(String(error)));
  }

  /** @param comeIn - what is done to come in: portals differ in that */
  static async enter(
    browser: Browser,
    baseURL: string,
    comeIn: (page: Page) => Promise<void>,
    { colorScheme = 'light', widthPx = WIDTH_PX }: Look,
  ): Promise<Visitor> {
    const context = await browser.newContext({
      baseURL,
      colorScheme,
      viewport: { width: widthPx, height: HEIGHT_PX },
    });
    const visitor = new Visitor(context, await context.newPage());
    await comeIn(visitor.page);
    return visitor;
  }

  /** Sees the same page in another light, or through another window. */
  async changeLook({
    colorScheme = 'light',
    widthPx = WIDTH_PX,
  }: Look): Promise<void> {
    await this.page.emulateMedia({ colorScheme });
    await this.page.setViewportSize({ width: widthPx, height: HEIGHT_PX });
    await this.page
      .locator(`body[data-theme-mode=${colorScheme}]`)
      .waitFor({ state: 'attached' });
  }

  /** Another tab of the same person. */
  openTab(): Promise<Page> {
    return this.#context.newPage();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name }).first();
  }

  sees(text: string | RegExp): Promise<void> {
    return this.page.getByText(text).first().waitFor();
  }

  /**
   * Keeps a picture for people to look at: of the whole page, or of the window where a dialog covers
   * it.
   */
  async takePicture(name: string): Promise<void> {
    const hasDialog = (await this.page.getByRole('dialog').count()) > 0;
    mkdirSync(SHOTS, { recursive: true });
    await this.page.screenshot({
      path: join(SHOTS, `${name}.png`),
      fullPage: !hasDialog,
      // The sidebar slides when the page is made as tall as its content.
      animations: 'disabled',
    });
  }

  leave(): Promise<void> {
    return this.#context.close();
  }
}
