/** A stretch of work that kept the page from answering, as Chromium reports it from 50 ms. */
export interface LongTask {
  /** Since the navigation. */
  atMs: number;
  durationMs: number;
}

/** What a page says of itself; `window.upgradeBench`. */
export interface Probe {
  /** Since the navigation, until the sentence and the nodes were drawn. */
  drawnAtMs?: number;
  /** Since the navigation, until a switch that was pressed then showed it. */
  usableAtMs?: number;
  /** The most elements in the document at any time. */
  elements: number;
  longTasks: LongTask[];
}

/**
 * Runs in the page, before anything of it, and knows nothing but the page. Everything is measured there,
 * so that what else the machine does to the one who asks is not counted.
 */
export function installProbe(): void {
  const probe: Probe = { elements: 0, longTasks: [] };
  Object.assign(window, { upgradeBench: probe });
  performance.setResourceTimingBufferSize(5000);
  new PerformanceObserver(list => {
    for (const { startTime, duration } of list.getEntries()) {
      probe.longTasks.push({ atMs: startTime, durationMs: duration });
    }
  }).observe({ type: 'longtask', buffered: true });

  const find = (selector: string) =>
    document.querySelector<HTMLElement>(selector);
  const isDrawn = () =>
    find('[data-testid="upgrade-sentence"]')?.textContent &&
    find('#upgrade-board [role="gridcell"], #upgrade-board [role="img"]');
  // The switch that freezes the view: it changes nothing for anybody else.
  const control = () => find('main button[aria-pressed]');

  const look = () => {
    if (probe.drawnAtMs === undefined && isDrawn() && control()) {
      probe.drawnAtMs = performance.now();
      control()?.click();
    } else if (
      probe.drawnAtMs !== undefined &&
      control()?.getAttribute('aria-pressed') === 'true'
    ) {
      probe.usableAtMs = performance.now();
      control()?.click();
      return;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  setInterval(() => {
    probe.elements = Math.max(
      probe.elements,
      document.getElementsByTagName('*').length,
    );
  }, 500);
}
