import { mockServices } from '@backstage/backend-test-utils';
import { plainLogger } from './plainLogger';

const FORGED = 'no version v1\n2026-01-01 info all is well \u001b[32m';

describe('plainLogger', () => {
  it.each(['error', 'warn', 'info', 'debug'] as const)(
    'writes one line for each %s',
    level => {
      const logger = mockServices.logger.mock();
      plainLogger(logger)[level](FORGED, { upgrade: 'u' });
      expect(logger[level]).toHaveBeenCalledWith(
        'no version v1 2026-01-01 info all is well ',
        { upgrade: 'u' },
      );
    },
  );

  it('keeps to it in loggers made from it', () => {
    const child = mockServices.logger.mock();
    const logger = mockServices.logger.mock({ child: () => child });
    plainLogger(logger).child({ a: 'b' }).info(FORGED);
    expect(child.info.mock.calls[0][0]).not.toContain('\n');
  });
});
