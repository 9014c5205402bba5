import { Finding } from '@cluster-upgrade/plugin-upgrade-common';
import { CheckInput, DriverCheck } from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { runChecks } from './runChecks';

const INPUT = {} as CheckInput;

function check(id: string, run: DriverCheck['run']): DriverCheck {
  return { id, title: `Check ${id}`, group: 'health', run };
}

function passed(id: string): Finding {
  return {
    id,
    checkId: id,
    group: 'health',
    title: id,
    status: 'pass',
    observed: 'fine',
    needed: 'fine',
    objects: [],
    ownerRefs: [],
    checkedAtMs: 0,
  };
}

describe('runChecks', () => {
  const clock = new VirtualClock();
  const limits = { clock, timeoutMs: 30_000, concurrency: 2 };

  it('answers in the order of the checks, whichever is done first', async () => {
    const running = runChecks(
      [
        check('slow', async () => {
          await clock.sleep(1_000);
          return [passed('slow')];
        }),
        check('fast', async () => [passed('fast')]),
      ],
      INPUT,
      limits,
    );
    await clock.advance(1_000);
    expect((await running).map(({ id }) => id)).toEqual(['slow', 'fast']);
  });

  it('keeps no credential that a check quotes, nor the error of one that throws', async () => {
    const findings = await runChecks(
      [
        check('quotes', async () => [
          {
            ...passed('quotes'),
            observed: 'runs with --registry-token=s3cr3t',
          },
        ]),
        check('throws', async () => {
          throw new Error('can not reach postgres://u:s3cr3t@db/x');
        }),
      ],
      INPUT,
      limits,
    );
    expect(findings.map(({ observed }) => observed)).toEqual([
      'runs with --registry-token=(not shown)',
      'Could not be checked: can not reach postgres://(not shown)@db/x',
    ]);
  });

  it('counts a check that throws as not checked, with the cause', async () => {
    const [finding] = await runChecks(
      [
        check('broken', async () => {
          throw new Error('pods is forbidden');
        }),
      ],
      INPUT,
      limits,
    );
    expect(finding).toMatchObject({
      id: 'broken',
      status: 'not-checked',
      observed: expect.stringContaining('pods is forbidden'),
    });
  });

  it('counts a check without a finding as not checked', async () => {
    const [finding] = await runChecks(
      [check('silent', async () => [])],
      INPUT,
      limits,
    );
    expect(finding.status).toBe('not-checked');
  });

  it('gives up a check that takes too long, and aborts it', async () => {
    let signal: AbortSignal | undefined;
    const running = runChecks(
      [
        check('endless', input => {
          signal = input.signal;
          return new Promise(() => {});
        }),
      ],
      INPUT,
      limits,
    );
    await clock.advance(30_000);
    expect((await running)[0]).toMatchObject({
      status: 'not-checked',
      observed: expect.stringContaining('30 s'),
    });
    expect(signal!.aborted).toBe(true);
  });

  it('runs no more at once than it may', async () => {
    let now = 0;
    let most = 0;
    const checks = Array.from({ length: 6 }, (_, index) =>
      check(String(index), async () => {
        now += 1;
        most = Math.max(most, now);
        await clock.sleep(10);
        now -= 1;
        return [passed(String(index))];
      }),
    );
    const running = runChecks(checks, INPUT, limits);
    await clock.advance(100);
    expect(await running).toHaveLength(6);
    expect(most).toBe(2);
  });
});
