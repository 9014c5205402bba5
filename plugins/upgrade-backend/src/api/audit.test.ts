import { mockServices } from '@backstage/backend-test-utils';
import { apiRoutes, OperationId } from '@cluster-upgrade/plugin-upgrade-common';
import { Request } from 'express';
import { audited } from './audit';

function routeOf(operationId: OperationId) {
  return apiRoutes.find(route => route.operationId === operationId)!;
}

function auditorMock() {
  const event = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => event),
  });
  return { auditor, event };
}

const request = (body: object) =>
  ({ params: { upgradeId: 'u-1' }, body }) as unknown as Request;

describe('audited', () => {
  it('records who did what to what, and why', async () => {
    const { auditor, event } = auditorMock();
    const asked = request({ reason: 'Too slow', secret: 'x' });
    const result = await audited(
      auditor,
      routeOf('cancelUpgrade'),
      asked,
      async () => ({ json: 'done' }),
    );
    expect(result).toEqual({ json: 'done' });
    expect(auditor.createEvent).toHaveBeenCalledWith({
      eventId: 'cancel-upgrade',
      request: asked,
      severityLevel: 'high',
      meta: { upgradeId: 'u-1', reason: 'Too slow' },
    });
    expect(event.success).toHaveBeenCalledTimes(1);
    expect(event.fail).not.toHaveBeenCalled();
  });

  it('records what was done, as its handler tells', async () => {
    const { auditor, event } = auditorMock();
    const audit = { before: null, after: { maxFailures: 1 } };
    await audited(auditor, routeOf('putThreshold'), request({}), async () => ({
      audit,
    }));
    expect(event.success).toHaveBeenCalledWith({ meta: audit });
  });

  it('records a failure, and passes it on', async () => {
    const { auditor, event } = auditorMock();
    const error = new Error('refused');
    await expect(
      audited(auditor, routeOf('pauseUpgrade'), request({}), async () => {
        throw error;
      }),
    ).rejects.toBe(error);
    expect(event.fail).toHaveBeenCalledWith({ error });
    expect(event.success).not.toHaveBeenCalled();
  });

  it('records who had values shown that people configured', async () => {
    const { auditor } = auditorMock();
    const asked = {
      params: { planId: 'p-1' },
      query: { values: 'shown' },
    } as unknown as Request;
    await audited(auditor, routeOf('getPlan'), asked, async () => {});
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'get-plan',
        meta: { planId: 'p-1', values: 'shown' },
      }),
    );
  });

  it('cuts what people write', async () => {
    const { auditor } = auditorMock();
    await audited(
      auditor,
      routeOf('addNote'),
      request({ text: 'x'.repeat(5000) }),
      async () => {},
    );
    const [{ meta }] = (auditor.createEvent as jest.Mock).mock.calls[0];
    expect(meta.text).toHaveLength(256);
  });

  it.each(
    apiRoutes.map(({ operationId, method }) => ({ operationId, method })),
  )(
    'records $operationId exactly when it changes something',
    async ({ operationId, method }) => {
      const { auditor } = auditorMock();
      await audited(auditor, routeOf(operationId), request({}), async () => {});
      expect(auditor.createEvent).toHaveBeenCalledTimes(
        method === 'GET' ? 0 : 1,
      );
    },
  );
});
