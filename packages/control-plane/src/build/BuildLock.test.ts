import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withBuildLock } from './BuildLock';

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
    const { promise: isFinishable, resolve: finish } =
      Promise.withResolvers<void>();
    const { promise: isWorking, resolve: begin } =
      Promise.withResolvers<void>();
    const first = withBuildLock(
      lock,
      () => story.push('first waits'),
      async () => {
        story.push('first works');
        begin();
        await isFinishable;
        story.push('first is done');
      },
    );
    await isWorking;
    const second = withBuildLock(
      lock,
      () => {
        story.push('second waits');
        finish();
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
