import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { openSealer, readSealSecrets } from './sealSecrets';

const LONG = 'a secret that is long enough';
const OTHER = 'another one that is long enough';

const read = (data: object, isProduction = true) =>
  readSealSecrets(new ConfigReader(data as never), isProduction);

describe('readSealSecrets', () => {
  it('seals with its own secrets, and still opens what those of the backend have sealed', () => {
    const shared = 'of the backends, long enough';
    expect(
      read({
        upgrade: { encryption: { secrets: [LONG, OTHER] } },
        backend: { auth: { keys: [{ secret: shared }, { secret: 'short' }] } },
      }).secrets,
    ).toEqual([LONG, OTHER, shared]);
  });

  it('takes those of the backend where it has none', () => {
    expect(read({ backend: { auth: { keys: [{ secret: OTHER }] } } })).toEqual({
      secrets: [OTHER],
      isForDevelopment: false,
    });
  });

  it('does not start a portal in production without any', () => {
    expect(() => read({})).toThrow(
      /upgrade\.encryption\.secrets is not set.*openssl rand/,
    );
  });

  it('refuses a secret that can be guessed, without repeating it', () => {
    expect(() =>
      read({ upgrade: { encryption: { secrets: [LONG, 'hunter2'] } } }),
    ).toThrow(/^Secret 2 of upgrade\.encryption\.secrets has fewer than 24/);
    expect(() =>
      read({ backend: { auth: { keys: [{ secret: 'hunter2' }] } } }),
    ).toThrow(/backend\.auth\.keys/);
  });

  it('goes on without one in development, and says what that means', () => {
    const logger = mockServices.logger.mock();
    openSealer(new ConfigReader({}), logger);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('upgrade.encryption.secrets is not set'),
    );
  });
});
