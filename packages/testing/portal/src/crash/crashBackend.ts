import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { omnicloud } from '@cluster-upgrade/platforms';
import { parse, parseAllDocuments } from 'yaml';

const PEOPLE = resolve(__dirname, '../../../../demo/catalog/people.yaml');

/**
 * The process that the crash test kills: the upgrade plugin and its driver on a real database, over real
 * HTTP, without the rest of a portal, so that it can be started a hundred times.
 *
 * Its one argument is the file with its configuration.
 */
async function main([configFile]: string[]): Promise<void> {
  const backend = createBackend();
  backend.add(
    mockServices.rootConfig.factory({
      data: parse(readFileSync(configFile, 'utf8')),
    }),
  );
  // The portal's own logger compiles the configuration's schema first, to know what is secret: most of the
  // time that a start takes.
  backend.add(mockServices.rootLogger.factory({ level: 'info' }));
  // Who calls is not what is tested: nobody has to sign in after every crash.
  backend.add(mockServices.auth.factory());
  backend.add(mockServices.httpAuth.factory());
  backend.add(mockServices.userInfo.factory());
  backend.add(mockServices.permissions.factory());
  backend.add(catalogServiceMock.factory({ entities: readEntities() }));
  backend.add(import('@cluster-upgrade/plugin-upgrade-backend'));
  backend.add(omnicloud.driverModule());
  await backend.start();
}

function readEntities(): Entity[] {
  return [PEOPLE, omnicloud.catalogFile]
    .flatMap(file => parseAllDocuments(readFileSync(file, 'utf8')))
    .map(document => document.toJS())
    .map(entity => ({
      ...entity,
      metadata: { namespace: 'default', ...entity.metadata },
    }));
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});
