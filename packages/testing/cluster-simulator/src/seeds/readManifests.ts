import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { parseAllDocuments } from 'yaml';

/**
 * Reads every object of a folder's `*.yaml` and `*.yml` files, in the order of their names; Lists are
 * taken apart. Synchronous, because a clock that stands still between two steps can't wait for a disk.
 *
 * @throws when a file cannot be read, is not YAML, or holds something that is no Kubernetes object
 * @public
 */
export function readManifests(folder: string): KubeObject[] {
  const files = readdirSync(folder)
    .filter(name => /\.ya?ml$/.test(name))
    .sort();
  if (files.length === 0) {
    throw new Error(
      `The seed folder ${folder} has no *.yaml file; put Kubernetes manifests there`,
    );
  }
  const objects: KubeObject[] = [];
  for (const file of files) {
    const path = join(folder, file);
    objects.push(...parseManifests(readFileSync(path, 'utf8'), path));
  }
  return objects;
}

/**
 * @throws when the text is not YAML or holds something that is no Kubernetes object
 * @internal
 */
export function parseManifests(text: string, source: string): KubeObject[] {
  const documents = parseAllDocuments(text);
  return [...documents].flatMap((document, index) => {
    if (document.errors.length > 0) {
      throw new Error(
        `${source}, document ${index + 1}: ${document.errors[0].message}`,
      );
    }
    const object = document.toJS();
    if (object === null || object === undefined) {
      return [];
    }
    const items = object.kind === 'List' ? object.items : [object];
    for (const item of items) {
      if (!item?.apiVersion || !item.kind || !item.metadata?.name) {
        throw new Error(
          `${source}, document ${
            index + 1
          }: a Kubernetes object needs apiVersion, kind and metadata.name`,
        );
      }
    }
    return items as KubeObject[];
  });
}
