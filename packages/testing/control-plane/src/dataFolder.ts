import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesOf } from './componentArguments';

/**
 * Somebody who may call the API with a fixed token. Rights come from RBAC objects that name the user
 * or a group; `system:masters` may do everything.
 *
 * @public
 */
export interface StaticToken {
  token: string;
  user: string;
  groups?: string[];
}

/** @internal */
export function randomToken(): string {
  return randomBytes(24).toString('hex');
}

/** One line of `--token-auth-file`: token, user, uid and, quoted, the groups. */
function tokenLine({ token, user, groups = [] }: StaticToken): string {
  for (const part of [token, user, ...groups]) {
    if (/[",\r\n]/.test(part)) {
      throw new Error(
        `Token, user and groups must have no comma, quote or line break, unlike ${JSON.stringify(
          part,
        )} of user ${JSON.stringify(user)}`,
      );
    }
  }
  return `${token},${user},${user},"${groups.join(',')}"\n`;
}

/**
 * Makes the folder and what must be in it before the components start.
 *
 * @internal
 */
export async function prepareDataFolder(
  dataDir: string | undefined,
  tokens: StaticToken[],
): Promise<string> {
  const lines = tokens.map(tokenLine);
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'control-plane-')));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const files = filesOf(folder);
  await writeFile(files.tokens, lines.join(''), { mode: 0o600 });
  if (!existsSync(files.serviceAccountKey)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await writeFile(
      files.serviceAccountKey,
      privateKey.export({ type: 'sec1', format: 'pem' }),
      { mode: 0o600 },
    );
  }
  return folder;
}
