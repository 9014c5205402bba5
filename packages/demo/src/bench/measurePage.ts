import { writeFileSync } from 'node:fs';
import { Page } from 'playwright-core';
import { installProbe, LongTask, Probe } from './pageProbe';

const USABLE_LIMIT_MS = 120_000;
const POLL_MS = 250;

/** What the page fetched, by what it is. */
export interface Answer {
  /** As the page reads it. */
  bytes: number;
  /** On the wire. */
  sentBytes: number;
  durationMs: number;
}

/** How one opening of the progress page went. */
export interface PageFigures {
  /** Since the navigation until sentence and nodes were drawn. */
  drawnMs: number;
  /** Since the navigation until a switch that was pressed then showed it. */
  usableMs: number;
  /** Until it was usable. */
  openingTasks: LongTask[];
  /** From then on. */
  streamingTasks: LongTask[];
  /** The most at any time. */
  elements: number;
  plan?: Answer;
  snapshot?: Answer;
  heapBytes: number;
  errors: string[];
}

export interface Watching {
  path: string;
  durationMs: number;
  /** Absent: no profile is taken. */
  profileFile?: string;
}

/**
 * Opens the page in a new tab and watches it.
 *
 * @throws Error when the page never became usable
 */
export async function measurePage(
  openTab: () => Promise<Page>,
  { path, durationMs, profileFile }: Watching,
): Promise<PageFigures> {
  const page = await openTab();
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(String(error)));
  await page.addInitScript(installProbe);
  const endProfile = profileFile && (await beginProfile(page, profileFile));
  await page.goto(path, { waitUntil: 'commit' });
  await untilUsable(page);
  await page.waitForTimeout(durationMs);
  if (endProfile) {
    await endProfile();
  }
  const figures = await readFigures(page, path);
  await page.close();
  return { ...figures, errors };
}

async function untilUsable(page: Page): Promise<void> {
  const untilMs = Date.now() + USABLE_LIMIT_MS;
  for (;;) {
    const probe = await readProbe(page);
    if (probe?.usableAtMs) {
      return;
    }
    if (Date.now() > untilMs) {
      throw new Error(
        `The page is not usable after ${USABLE_LIMIT_MS / 1000} s: ${await page
          .locator('body')
          .innerText()}`,
      );
    }
    await new Promise(next => setTimeout(next, POLL_MS));
  }
}

function readProbe(page: Page): Promise<Probe | undefined> {
  return page.evaluate<Probe | undefined>('window.upgradeBench');
}

async function readFigures(
  page: Page,
  path: string,
): Promise<Omit<PageFigures, 'errors'>> {
  const probe = (await readProbe(page))!;
  const upgradeId = path.split('/').at(-1)!;
  const api = `/api/upgrade/v1/upgrades/${upgradeId}`;
  const usableMs = probe.usableAtMs!;
  const [plan, snapshot] = await Promise.all([
    readAnswer(page, `${api}/plans/`),
    readAnswer(page, api, true),
  ]);
  return {
    drawnMs: probe.drawnAtMs!,
    usableMs,
    openingTasks: probe.longTasks.filter(({ atMs }) => atMs < usableMs),
    streamingTasks: probe.longTasks.filter(({ atMs }) => atMs >= usableMs),
    elements: probe.elements,
    plan,
    snapshot,
    heapBytes: await page.evaluate<number>('performance.memory.usedJSHeapSize'),
  };
}

/** The first answer to a request for this path. */
function readAnswer(
  page: Page,
  path: string,
  isWhole = false,
): Promise<Answer | undefined> {
  const matches = isWhole
    ? `pathname === ${JSON.stringify(path)}`
    : `pathname.startsWith(${JSON.stringify(path)})`;
  return page.evaluate<Answer | undefined>(
    `performance.getEntriesByType('resource')
       .filter(it => new URL(it.name).${matches} && it.decodedBodySize > 0)
       .map(it => ({
         bytes: it.decodedBodySize,
         sentBytes: it.encodedBodySize,
         durationMs: it.duration,
       }))[0]`,
  );
}

async function beginProfile(
  page: Page,
  file: string,
): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 500 });
  await session.send('Profiler.start');
  return async () => {
    const { profile } = await session.send('Profiler.stop');
    writeFileSync(file, JSON.stringify(profile));
  };
}
