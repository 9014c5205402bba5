// Installs the workspace's packages when the lock file or a package.json changed since the last time.
// Runs before anything is installed, so it uses Node alone.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const NEEDED_BYTES = 3 * 1024 ** 3;
const root = process.cwd();
const stampFile = join(root, 'node_modules', '.installed');
const logFile = join(root, '.toolchain', 'yarn-install.log');

function inputs() {
  const files = ['package.json', 'yarn.lock', '.yarnrc.yml'];
  for (const folder of ['packages', 'plugins']) {
    for (const name of readdirSync(join(root, folder)).sort()) {
      files.push(join(folder, name, 'package.json'));
    }
  }
  return files.filter(file => existsSync(join(root, file)));
}

function fingerprint() {
  const hash = createHash('sha256').update(process.version.split('.')[0]);
  for (const file of inputs()) {
    hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function requireSpace() {
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize < NEEDED_BYTES) {
    throw new Error(
      `Only ${Math.floor((bavail * bsize) / 1024 ** 2)} MB are free on the disk that holds this folder; the installation needs 3000 MB. Free some space, then run this again.`,
    );
  }
}

function install() {
  return new Promise((resolve, reject) => {
    const startedAt = Date.now();
    const log = [];
    const seconds = () => Math.round((Date.now() - startedAt) / 1000);
    process.stderr.write('Installing packages ...\n');
    const child = spawn('yarn', ['install', '--immutable'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const onLines = chunk => {
      log.push(chunk);
      const step = /┌ (.*)/.exec(chunk.toString());
      if (step) {
        process.stderr.write(`  ${step[1]} (${seconds()} s)\n`);
      }
    };
    child.stdout.on('data', onLines);
    child.stderr.on('data', onLines);
    child.on('error', reject);
    child.on('close', code => {
      mkdirSync(join(root, '.toolchain'), { recursive: true });
      writeFileSync(logFile, Buffer.concat(log));
      if (code === 0) {
        process.stderr.write(`Installed in ${seconds()} s.\n`);
        resolve();
        return;
      }
      const last = Buffer.concat(log)
        .toString()
        .split('\n')
        .filter(line => /YN0*[1-9]\d*:.*(Error|error|fail|lock)/.test(line))
        .slice(-5)
        .join('\n');
      reject(
        new Error(
          `The packages could not be installed (yarn install --immutable ended with ${code}).\n${last}\nIs the npm registry reachable? The whole answer is in .toolchain/yarn-install.log.`,
        ),
      );
    });
  });
}

try {
  const wanted = fingerprint();
  const present = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
  if (present !== wanted) {
    requireSpace();
    await install();
    writeFileSync(stampFile, wanted);
  }
} catch (error) {
  process.stderr.write(`dev: ${error.message}\n`);
  process.exit(1);
}
