import { Rule, SourceFile } from '../rule';

const PLATFORMS = 'packages/testing/platforms/src';
const TEST_CODE =
  /\.test\.tsx?$|\.contract\.ts$|\/__\w+__\/|\/testUtils\/|\/testFixtures\//;

/**
 * A platform is its driver, its folder in `platforms` and one line of registration: nothing else that is published or
 * simulates clusters knows its name.
 */
export const platformPlaces: Rule = {
  name: 'a platform is its driver, its testing folder and one line',
  check: files => {
    const paths = new Set(files.map(({ path }) => path));
    const registered =
      files.find(({ path }) => path === `${PLATFORMS}/registered.ts`)?.text ??
      '';
    return platformNames(files).flatMap(name => [
      ...(paths.has(`plugins/upgrade-backend-module-${name}/package.json`)
        ? []
        : [`plugins/upgrade-backend-module-${name}: is missing`]),
      ...(registered.includes(`'./${name}'`)
        ? []
        : [`${PLATFORMS}/registered.ts: lacks the line for ./${name}`]),
      ...strangersThatName(name, files).map(
        path =>
          `${path}: names the platform ${name}; what is so for this platform alone belongs in its driver or in ${PLATFORMS}/${name}`,
      ),
    ]);
  },
};

function platformNames(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path }) => {
    const found = /^packages\/testing\/platforms\/src\/(\w+)\/index\.ts$/.exec(
      path,
    );
    return found ? [found[1]] : [];
  });
}

function strangersThatName(
  name: string,
  files: readonly SourceFile[],
): string[] {
  const own = new RegExp(`^plugins/upgrade-backend-module-${name}/`);
  return files
    .filter(
      ({ path }) =>
        /^(plugins|packages\/testing\/(cluster-simulator|simulation))\/.*\.tsx?$/.test(
          path,
        ) &&
        !own.test(path) &&
        !TEST_CODE.test(path),
    )
    .filter(({ text }) => text.toLowerCase().includes(name))
    .map(({ path }) => path);
}
