import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { parseAllDocuments } from 'yaml';

/**
 * Reads every object of a folder's `*.yaml` and `*.yml` files, in the order of their names; Lists are
 * taken apart.
 *
 * @throws when a file cannot be read, is not YAML, or holds something that is no Kubernetes object
 * @public
 */
export async function readManifests(folder: string): Promise<KubeObject[]> {
  const files = (await readdir(folder))
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
    objects.push(...parseManifests(await readFile(path, 'utf8'), path));
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
