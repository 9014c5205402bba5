import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  UpgradeApi,
  UpgradeReport,
} from '@cluster-upgrade/plugin-upgrade-common';
import { renderScreen } from '../testFixtures/renderScreen';
import { reportOf, rolledBackReport } from '../testFixtures/report';
import { UpgradeRouter } from '../UpgradeRouter';

const show = (report: UpgradeReport, answers: Partial<UpgradeApi> = {}) =>
  renderScreen(
    <UpgradeRouter />,
    { getReport: async () => report, ...answers },
    '/runs/u-1/report',
  );

const section = (name: string) => screen.findByRole('region', { name });

/** The cells of a table's row, by the header of the row. */
const cells = (table: HTMLElement, row: RegExp) =>
  within(within(table).getByRole('row', { name: row }))
    .getAllByRole('cell')
    .map(cell => cell.textContent);

describe('ReportPage', () => {
  it('names the cluster and the versions in its heading and in the tab', async () => {
    show(
      reportOf({
        durations: {
          totalMs: 60_000,
          queuedMs: 0,
          workedMs: 15_000,
          waitedMs: 0,
          pausedMs: 0,
          decidingMs: 45_000,
        },
      }),
    );
    const title = 'Report: prod-eu from 4.1.0 to 4.2.0';
    expect(
      await screen.findByRole('heading', { name: title, level: 1 }),
    ).toBeVisible();
    expect(document.title).toBe(title);
    expect(screen.getByText('Waiting for a decision')).toBeVisible();
    expect(screen.getByText('45 s')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Open the upgrade' }),
    ).toHaveAttribute('href', '/upgrades/runs/u-1');
  });

  it('gives times with their date also today, because it is read on other days', async () => {
    const startedAtMs = Date.now();
    show(reportOf({ startedAtMs, finishedAtMs: undefined, timeline: [] }));
    const year = String(new Date(startedAtMs).getFullYear());
    expect(await screen.findByText(new RegExp(`, ${year}, `))).toBeVisible();
  });

  it('tells the first cause, where it was, what to do, and what may follow from it', async () => {
    show(rolledBackReport());
    const cause = await section('Likely first cause');
    expect(cause).toHaveTextContent(
      'shop/checkout had 3 crash-looping instances, 2 allowed.',
    );
    expect(cause).toHaveTextContent('In: Watch w-1 for 30 s');
    expect(cause).toHaveTextContent('What to do: Look at the log of its pods.');
    expect(cause).toHaveTextContent('2 later failures may follow from it.');
  });

  it('tells who decided what and why, also before the start', async () => {
    show(rolledBackReport());
    const decisions = await screen.findByRole('table', { name: 'Decisions' });
    expect(cells(decisions, /Paused/)).toEqual([
      expect.stringMatching(/2026/),
      'mia',
      'The shop has a sale.',
    ]);
    const accepted = screen.getByRole('table', { name: 'Accepted findings' });
    expect(cells(accepted, /^Free space on nodes: w-1 has 4 GB/)).toEqual([
      'mia',
      'Images are removed after the upgrade.',
    ]);
  });

  it('proves what was restored, and names what is left over with what it was and is', async () => {
    show(rolledBackReport());
    const restored = await section('Restored');
    expect(restored).toHaveTextContent(/: 17 of 18 objects are as they were\./);
    expect(
      within(restored).getByText('The agent of w-1 stays on 4.2.0.'),
    ).toBeVisible();
    expect(
      cells(
        within(restored).getByRole('table', { name: 'Not as it was before' }),
        /^Deployment omni\/director/,
      ),
    ).toEqual(['/spec/replicas', '3', '2']);
    expect(
      within(restored).getByText('Remove temporary node spare-1'),
    ).toBeVisible();
  });

  it('says how near each application came to its threshold, the worst first, and who switched one off', async () => {
    const [exceeded] = rolledBackReport().thresholds;
    const of = (applicationId: string) => ({
      ...exceeded.threshold,
      applicationId,
    });
    show(
      rolledBackReport({
        thresholds: [
          {
            ...exceeded,
            threshold: of('shop/kept'),
            worstFailing: 0,
            timesExceeded: 0,
            silenced: {
              by: 'user:default/olga',
              reason: 'It is being mended.',
              untilMs: 0,
            },
          },
          {
            ...exceeded,
            threshold: of('shop/near'),
            worstFailing: 2,
            timesExceeded: 0,
            isNearMiss: true,
          },
          exceeded,
        ],
      }),
    );
    const table = await screen.findByRole('table', {
      name: 'Failure thresholds',
    });
    expect(
      within(table)
        .getAllByRole('rowheader')
        .map(name => name.textContent),
    ).toEqual(['shop/checkout', 'shop/near', 'shop/kept']);
    expect(cells(table, /^shop\/checkout/)).toEqual([
      '3',
      '2',
      'checkout',
      'exceeded once',
    ]);
    expect(cells(table, /^shop\/near/).at(-1)).toBe('near miss');
    expect(cells(table, /^shop\/kept/).at(-1)).toBe(
      'kept; switched off by olga: It is being mended.',
    );
  });

  it('says where the time went: phase by phase, and what was waited for longest', async () => {
    show(rolledBackReport());
    const timeline = await screen.findByRole('table', { name: 'Timeline' });
    expect(cells(timeline, /^Nodes/)).toEqual([
      'Upgrade',
      expect.stringMatching(/2026/),
      '1 min',
      '10 s',
      '30 of 30 done',
    ]);
    const waits = screen.getByRole('table', { name: 'Longest waits' });
    expect(cells(waits, /^Drain w-1/)).toEqual([
      'every pod has left',
      'budget checkout needs 3 ready, 3 are ready, so 0 may leave',
      '10 s',
    ]);
  });

  it('says in words that nothing happened where nothing did', async () => {
    show(reportOf());
    expect(await section('Decisions')).toHaveTextContent('Nobody stepped in.');
    expect(await section('Longest waits')).toHaveTextContent(
      'Nothing was waited for.',
    );
    expect(await section('Failure thresholds')).toHaveTextContent(
      'No application had a threshold.',
    );
    expect(await section('Restored')).toHaveTextContent(
      'Nothing was rolled back, and nothing borrowed is left.',
    );
    expect(
      screen.queryByRole('region', { name: 'Likely first cause' }),
    ).toBeNull();
    expect(screen.queryByRole('region', { name: 'Skipped' })).toBeNull();
  });

  it('says of an upgrade that still runs that its figures are not the last', async () => {
    show(reportOf({ isFinal: false, outcome: undefined }));
    expect(
      await screen.findByText(/^The upgrade still runs; every figure is as of/),
    ).toBeVisible();
  });

  it('gives itself as a file, and says when that fails', async () => {
    const saved: string[] = [];
    const click = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function save(this: HTMLAnchorElement) {
        saved.push(this.download);
      });
    URL.createObjectURL = () => 'blob:report';
    URL.revokeObjectURL = () => {};
    const getReportMarkdown = jest
      .fn()
      .mockResolvedValueOnce('# Report')
      .mockRejectedValueOnce(new Error('The backend is away'));
    show(reportOf(), { getReportMarkdown });
    const markdown = await screen.findByRole('button', {
      name: 'Download as Markdown',
    });
    await userEvent.click(markdown);
    await userEvent.click(
      screen.getByRole('button', { name: 'Download as JSON' }),
    );
    await waitFor(() =>
      expect(saved).toEqual(['upgrade-u-1.md', 'upgrade-u-1.json']),
    );
    await userEvent.click(markdown);
    expect(
      await screen.findByText(
        'The file could not be made: The backend is away',
      ),
    ).toBeVisible();
    expect(saved).toHaveLength(2);
    click.mockRestore();
  });

  it('names the denial instead of an empty page, and tries again when asked to', async () => {
    const denied = Object.assign(new Error('denied'), {
      statusCode: 403,
      cause: { message: 'You need the permission upgrade.read.' },
    });
    const getReport = jest
      .fn()
      .mockRejectedValueOnce(denied)
      .mockResolvedValue(reportOf());
    renderScreen(<UpgradeRouter />, { getReport }, '/runs/u-1/report');
    const alert = await screen.findByText(
      "You can't see the report of this upgrade",
    );
    expect(alert).toBeVisible();
    expect(
      screen.getByText(/You need the permission upgrade\.read\./),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('It is done.')).toBeVisible();
  });

  it('names what was skipped, on which way, by whom and why', async () => {
    const skipped: UpgradeReport['skipped'] = [
      {
        seq: 20,
        atMs: 0,
        plan: 'upgrade',
        laneId: 'node/w-1',
        name: 'w-1',
        by: 'engine',
        reason: 'w-1 was not ready within 10 min',
      },
    ];
    show(reportOf({ skipped }));
    const table = await screen.findByRole('table', { name: 'Skipped' });
    expect(table).toHaveTextContent('w-1');
    expect(table).toHaveTextContent('Upgrade');
    expect(table).toHaveTextContent('the upgrade engine');
    expect(table).toHaveTextContent('not ready within 10 min');
  });
});
