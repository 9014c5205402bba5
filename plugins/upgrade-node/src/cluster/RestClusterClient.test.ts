import { ApiResponse } from '../ports/ApiTransport';
import { RestClusterClient } from './RestClusterClient';
import { resourceTypes } from './resourceTypes';

const CHUNK = 'x'.repeat(1000);

/** A client of a server that never stops sending. */
function endless(status: number, chunk = CHUNK) {
  const sent = { chunks: 0, isClosed: false };
  async function* chunks() {
    try {
      for (;;) {
        sent.chunks += 1;
        yield chunk;
      }
    } finally {
      sent.isClosed = true;
    }
  }
  const client = new RestClusterClient(
    {
      request: async (): Promise<ApiResponse> => ({
        status,
        headers: {},
        chunks: chunks(),
      }),
    },
    { maxAnswerLength: 10_000 },
  );
  return { client, sent };
}

describe('RestClusterClient and a server that never stops sending', () => {
  const read: Array<[string, (client: RestClusterClient) => Promise<unknown>]> =
    [
      ['a list', client => client.list(resourceTypes.pods)],
      ['a log', client => client.logs({ namespace: 'a', name: 'b' })],
      [
        'an event of a watch',
        async client => {
          for await (const event of client.watch(resourceTypes.pods)) {
            throw new Error(`There is no ${event.type}`);
          }
        },
      ],
    ];

  it.each(read)('gives up %s that is too long', async (_, ask) => {
    const { client, sent } = endless(200);
    await expect(ask(client)).rejects.toMatchObject({
      name: 'ClusterUnreachableError',
      message: expect.stringContaining('more than 10000 characters'),
    });
    expect(sent).toEqual({ chunks: 11, isClosed: true });
  });

  it('reads the beginning of a refusal only', async () => {
    const { client, sent } = endless(500);
    await expect(client.list(resourceTypes.pods)).rejects.toMatchObject({
      name: 'ClusterApiError',
      status: 500,
    });
    expect(sent).toEqual({ chunks: 66, isClosed: true });
  });
});
