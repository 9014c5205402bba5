import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { Sealer } from './Sealer';

const KEY = 'upgrade.encryption.secrets';
const FALLBACK = 'backend.auth.keys';

/** Shorter ones can be found by trying. */
const MIN_LENGTH = 24;

/** Known to everybody, so it keeps nothing secret: only for trying things out. */
const DEVELOPMENT_SECRET = 'development only: seals nothing from anybody';

/** Secrets to seal with, the first one for what is new. */
export interface SealSecrets {
  secrets: string[];
  /** Nothing is configured, and this is no portal in production. */
  isForDevelopment: boolean;
}

/**
 * The portal's secrets for what is kept of clusters: its own, or those with which its backends know each
 * other.
 *
 * @throws InputError that names the key: none is set in production, or one is too short
 */
export function readSealSecrets(
  root: Config,
  isProduction: boolean,
): SealSecrets {
  const own = root.getOptionalStringArray(KEY) ?? [];
  const shared = (root.getOptionalConfigArray(FALLBACK) ?? []).flatMap(
    key => key.getOptionalString('secret') ?? [],
  );
  const [name, secrets] = own.length > 0 ? [KEY, own] : [FALLBACK, shared];
  const short = secrets.findIndex(({ length }) => length < MIN_LENGTH);
  if (short !== -1) {
    throw new InputError(
      `Secret ${short + 1} of ${name} has fewer than ${MIN_LENGTH} characters, too few to seal with. Set ${KEY} to one made by \`openssl rand -base64 32\`.`,
    );
  }
  if (secrets.length > 0) {
    // What was sealed before the portal had secrets of its own must still open.
    const earlier = shared.filter(({ length }) => length >= MIN_LENGTH);
    return {
      secrets: [...new Set([...secrets, ...earlier])],
      isForDevelopment: false,
    };
  }
  if (isProduction) {
    throw new InputError(
      `Configuration ${KEY} is not set, nor is ${FALLBACK}. Plans and snapshots hold values of clusters, and are stored only sealed. Set ${KEY} to a list with one secret, made by \`openssl rand -base64 32\`, the same for all backends of the portal.`,
    );
  }
  return { secrets: [DEVELOPMENT_SECRET], isForDevelopment: true };
}

/** The sealer of this portal; says so where it seals nothing from anybody. */
export function openSealer(root: Config, logger: LoggerService): Sealer {
  const { secrets, isForDevelopment } = readSealSecrets(
    root,
    process.env.NODE_ENV === 'production',
  );
  if (isForDevelopment) {
    logger.warn(
      `${KEY} is not set: plans and snapshots are sealed with a secret that everybody knows. In production the backend does not start without one.`,
    );
  }
  return Sealer.create({ secrets });
}
