// Preloaded into portals that are started from this checkout. To know what its log must not show, a backend compiles
// the configuration's schema from the declarations of all packages: seconds of work, the same at every start. Here it is
// compiled once for each state of what it is made from, kept in the folder CONFIG_SCHEMA_CACHE, and loaded from there as
// from a package that was built.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { join, resolve } = require('node:path');
const loader = require('@backstage/config-loader');

const REPOSITORY = resolve(__dirname, '../../../../..');
const MADE_FROM = [
  'yarn.lock',
  '{plugins,packages,packages/*}/*/{config.d.ts,package.json}',
];

const { loadConfigSchema } = loader;

loader.loadConfigSchema = async ({
  dependencies,
  packagePaths,
  ...options
}) => {
  if (!dependencies) {
    return loadConfigSchema(options);
  }
  const from = { dependencies, packagePaths };
  const file = join(
    process.env.CONFIG_SCHEMA_CACHE,
    `${fingerprintOf(from)}.json`,
  );
  if (!fs.existsSync(file)) {
    const schema = await loadConfigSchema({ ...from, ...options });
    save(file, JSON.stringify(schema.serialize()));
  }
  const serialized = JSON.parse(fs.readFileSync(file, 'utf8'));
  return loadConfigSchema({ ...options, serialized });
};

/** Others may be about to do the same: the file is there as a whole or not at all. */
function save(file, text) {
  const ownFile = `${file}.${process.pid}`;
  fs.mkdirSync(resolve(file, '..'), { recursive: true });
  fs.writeFileSync(ownFile, text);
  fs.renameSync(ownFile, file);
}

function fingerprintOf(from) {
  const hash = createHash('sha256').update(JSON.stringify(from));
  for (const name of fs.globSync(MADE_FROM, { cwd: REPOSITORY }).sort()) {
    hash.update(`\n${name}\n`).update(fs.readFileSync(join(REPOSITORY, name)));
  }
  return hash.digest('hex').slice(0, 16);
}
