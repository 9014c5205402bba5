import { UnderWayLimit } from './UnderWayLimit';

describe('UnderWayLimit', () => {
  it('refuses one caller more than they may have, and nobody else', async () => {
    const limit = new UnderWayLimit({ most: 2, refusal: 'open. Close one.' });
    const endings: Array<() => void> = [];
    const wait = () => new Promise<void>(end => endings.push(end));
    const first = limit.run('user:a', wait);
    const second = limit.run('user:a', () =>
      wait().then(() => Promise.reject(new Error('broke off'))),
    );
    await expect(limit.run('user:a', wait)).rejects.toMatchObject({
      statusCode: 429,
      message: 'user:a has 2 open. Close one.',
    });
    await expect(limit.run('user:b', async () => 1)).resolves.toBe(1);

    endings.forEach(end => end());
    await first;
    await expect(second).rejects.toThrow('broke off');
    await expect(limit.run('user:a', async () => 2)).resolves.toBe(2);
  });
});
