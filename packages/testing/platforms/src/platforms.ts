/**
 * The platforms that the demo and tests know.
 *
 * @packageDocumentation
 */
import * as registered from './registered';
import { TestPlatform } from './TestPlatform';

export type { TestPlatform };
export * from './registered';

/** By name, in the order in which the demo shows them. */
export const platforms: Readonly<Record<string, TestPlatform>> =
  Object.fromEntries(
    Object.values<TestPlatform>(registered).map(each => [each.name, each]),
  );

/** @throws when there is none, naming those there are */
export function platformNamed(name: string): TestPlatform {
  const platform = platforms[name];
  if (!platform) {
    throw new Error(
      `There is no platform "${name}" here; choose one of: ${Object.keys(
        platforms,
      ).join(', ')}`,
    );
  }
  return platform;
}
