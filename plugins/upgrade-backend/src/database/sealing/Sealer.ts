import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { ServiceUnavailableError } from '@backstage/errors';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const KEY_ID_BYTES = 6;
/** Among a thousand names two get the same pseudonym once in ten thousand times. */
const PSEUDONYM_DIGITS = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Names the format; another one would get another number. */
const PREFIX = 'sealed:1:';
/** Quick, and plans shrink to a tenth all the same: they say the same of each node. */
const COMPRESSION_LEVEL = 1;

/**
 * A cell of the database. It is bound to what is sealed in it, so that what was moved to another row or
 * column does not open.
 */
export interface Cell {
  table: string;
  column: string;
  /** Primary key of the row. */
  id: string;
}

interface Key {
  id: string;
  bytes: Buffer;
  /** For pseudonyms. */
  naming: Buffer;
}

/**
 * Seals what the database keeps of clusters: AES-256-GCM with keys that HKDF-SHA256 derives from the
 * portal's secrets. The first secret seals; each of them opens what it sealed.
 */
export class Sealer {
  readonly #first: Key;
  readonly #byId: ReadonlyMap<string, Key>;

  private constructor(keys: readonly Key[]) {
    this.#first = keys[0];
    this.#byId = new Map(keys.map(key => [key.id, key]));
  }

  /** @param options - `secrets`: at least one */
  static create(options: { secrets: readonly string[] }): Sealer {
    if (options.secrets.length === 0) {
      throw new Error('A sealer needs at least one secret');
    }
    return new Sealer(options.secrets.map(keyOf));
  }

  /** What everything begins with that was sealed with the first secret. */
  get currentPrefix(): string {
    return `${PREFIX}${this.#first.id}:`;
  }

  seal(text: string, cell: Cell): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#first.bytes, nonce);
    cipher.setAAD(boundTo(cell));
    const packed = deflateRawSync(text, { level: COMPRESSION_LEVEL });
    const body = Buffer.concat([
      nonce,
      cipher.update(packed),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
    return `${this.currentPrefix}${body.toString('base64')}`;
  }

  /**
   * What was stored before anything was sealed is given back as it is.
   *
   * @throws ServiceUnavailableError when the key is not among the configured ones, or when it is not what
   *   was sealed for this cell
   */
  open(stored: string, cell: Cell): string {
    if (!this.isSealed(stored)) {
      return stored;
    }
    const end = stored.indexOf(':', PREFIX.length);
    const keyId = stored.slice(PREFIX.length, end);
    const key = this.#byId.get(keyId);
    if (!key) {
      throw new ServiceUnavailableError(
        `${named(cell)} was sealed with the key ${keyId}, which comes from none of the configured secrets. Add the secret that was in use then to upgrade.encryption.secrets, after the first.`,
      );
    }
    return opened(Buffer.from(stored.slice(end + 1), 'base64'), key, cell);
  }

  /**
   * Stands for a name towards those who may not know it: the same in every answer of every backend of the
   * portal until its first secret is another one. Who guesses the name can't check it without the secret.
   */
  pseudonymOf(name: string): string {
    return createHmac('sha256', this.#first.naming)
      .update(name)
      .digest('hex')
      .slice(0, PSEUDONYM_DIGITS);
  }

  isSealed(stored: string): boolean {
    return stored.startsWith(PREFIX);
  }

  /** Whether a secret is there to open it. */
  canOpen(stored: string): boolean {
    const [keyId] = stored.slice(PREFIX.length).split(':', 1);
    return !this.isSealed(stored) || this.#byId.has(keyId);
  }
}

function opened(body: Buffer, key: Key, cell: Cell): string {
  const decipher = createDecipheriv(
    CIPHER,
    key.bytes,
    body.subarray(0, NONCE_BYTES),
    { authTagLength: TAG_BYTES },
  );
  decipher.setAAD(boundTo(cell));
  let packed: Buffer;
  try {
    decipher.setAuthTag(body.subarray(-TAG_BYTES));
    packed = Buffer.concat([
      decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES)),
      decipher.final(),
    ]);
  } catch {
    throw new ServiceUnavailableError(
      `${named(cell)} is not what was sealed there: somebody or something changed the database. Restore it from a backup.`,
    );
  }
  return inflateRawSync(packed).toString('utf8');
}

function keyOf(secret: string): Key {
  const derive = (use: string, length: number) =>
    Buffer.from(
      hkdfSync('sha256', secret, 'cluster-upgrade', `seal/1/${use}`, length),
    );
  return {
    id: derive('id', KEY_ID_BYTES).toString('hex'),
    bytes: derive('key', KEY_BYTES),
    naming: derive('pseudonym', KEY_BYTES),
  };
}

function boundTo({ table, column, id }: Cell): Buffer {
  return Buffer.from(JSON.stringify([table, column, id]));
}

function named({ table, column, id }: Cell): string {
  return `The ${column} of ${id} in ${table}`;
}
