import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withBuildLock } from './BuildLock';

function signal(): { given: Promise<void>; give: () => void } {
  let give = () => {};
  const given = new Promise<void>(resolve => {
    give = resolve;
  });
  return { given, give };
}

describe('withBuildLock', () => {
  let folder: string;
  let lock: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'build-lock-'));
    lock = join(folder, 'kube.lock');
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('lets one at a time work, and tells the other that it waits', async () => {
    const story: string[] = [];
    const working = signal();
    const finishable = signal();
    const first = withBuildLock(
      lock,
      () => story.push('first waits'),
      async () => {
        story.push('first works');
        working.give();
        await finishable.given;
        story.push('first is done');
      },
    );
    await working.given;
    const second = withBuildLock(
      lock,
      () => {
        story.push('second waits');
        finishable.give();
      },
      async () => {
        story.push('second works');
      },
    );
    await Promise.all([first, second]);
    expect(story).toEqual([
      'first works',
      'second waits',
      'first is done',
      'second works',
    ]);
  });

  it('takes over from an owner that died', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    await writeFile(lock, `${pid}`);
    await expect(
      withBuildLock(
        lock,
        () => {},
        async () => 'built',
      ),
    ).resolves.toBe('built');
  });

  it('is given back when the work fails', async () => {
    await expect(
      withBuildLock(
        lock,
        () => {},
        async () => {
          throw new Error('no space left');
        },
      ),
    ).rejects.toThrow('no space left');
    expect(existsSync(lock)).toBe(false);
  });
});
