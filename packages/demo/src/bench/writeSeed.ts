import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { omnicloud } from '@cluster-upgrade/platforms';
import { parseAllDocuments, stringify } from 'yaml';

const APPLICATION_LABEL = 'omni.cloud/app';

/**
 * Writes the OmniCloud seed so that a cluster of any size carries its applications once: the larger a
 * cluster, the more often the seed repeats those whose label says the name of their namespace.
 *
 * @returns the folder, below the one given
 */
export function writeSeed(folder: string): string {
  const { seedFolder: seed } = omnicloud.simulated;
  const target = join(folder, 'seed');
  mkdirSync(target);
  for (const file of readdirSync(seed).filter(it => it.endsWith('.yaml'))) {
    const objects = parseAllDocuments(readFileSync(join(seed, file), 'utf8'));
    const text = [...objects]
      .map(object => stringify(calledOtherwise(object.toJS())))
      .join('---\n');
    writeFileSync(join(target, file), text);
  }
  return target;
}

interface Manifest {
  metadata: { labels?: Record<string, string> };
}

/** Selectors and pods keep the name: only what the object itself is called changes. */
function calledOtherwise(object: Manifest): Manifest {
  const { labels } = object.metadata;
  const name = labels?.[APPLICATION_LABEL];
  return name
    ? {
        ...object,
        metadata: {
          ...object.metadata,
          labels: { ...labels, [APPLICATION_LABEL]: `${name}-service` },
        },
      }
    : object;
}
