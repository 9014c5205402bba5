import { readWeka } from '../readWeka';
import { checkWithOneAnswer } from './finding';

const UNSAFE = [
  'upgradeAllAtOnce',
  'upgradeForceReplace',
  'upgradeForceReplaceDrives',
];

/** Overrides that switch the operator's own gates off. */
export const unsafeOverrides = checkWithOneAnswer({
  id: 'weka-unsafe-overrides',
  title: "The operator's safeguards are on",
  group: 'policy',
  async answer(input) {
    const { cluster } = await readWeka(input);
    const overrides: Record<string, unknown> = cluster.spec.overrides ?? {};
    const set = UNSAFE.filter(name => overrides[name]);
    return {
      status: set.length ? 'soft-block' : 'pass',
      observed: set.length ? `${set.join(', ')} set` : 'no override is set',
      needed: 'containers are replaced one by one, each when data is protected',
      remedy: set.length
        ? 'Take them out of spec.overrides of the WekaCluster.'
        : undefined,
    };
  },
});
