import { storageCheck } from './wekaCheck';

const UNSAFE = [
  'upgradeAllAtOnce',
  'upgradeForceReplace',
  'upgradeForceReplaceDrives',
];

/** Overrides that switch the operator's own gates off. */
export const unsafeOverrides = storageCheck({
  id: 'weka-unsafe-overrides',
  title: "The operator's safeguards are on",
  group: 'policy',
  answer({ cluster }) {
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
