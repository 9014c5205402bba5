import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { parseAllDocuments } from 'yaml';

/**
 * Copies the seed of an embedded cluster, with a value planted in every place where people keep secrets:
 * variables, arguments, commands, probes, annotations and data of ConfigMaps. Some of these places have names
 * that give a secret away, others do not. Objects of kind Secret are read by nobody: no driver has the right.
 *
 * @param seed - the folder with its manifests
 * @param folder - is made
 */
export function plantSecrets(
  seed: string,
  folder: string,
  value: string,
): void {
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(seed).filter(name => name.endsWith('.yaml'))) {
    const text = readFileSync(join(seed, file), 'utf8');
    const objects: KubeObject[] = parseAllDocuments(text).map(document =>
      document.toJS(),
    );
    for (const object of objects) {
      plantInto(object, value);
    }
    writeFileSync(
      join(folder, file),
      objects.map(object => JSON.stringify(object)).join('\n---\n'),
    );
  }
}

function plantInto(object: KubeObject, value: string): void {
  annotate(object.metadata, value);
  if (object.kind === 'ConfigMap') {
    Object.assign(object.data, { motd: value, dsn: `postgres://u:${value}@x` });
  }
  const template = object.spec?.template;
  if (template?.spec?.containers) {
    template.metadata ??= {};
    annotate(template.metadata, value);
    template.spec.containers.forEach((container: Container) =>
      plantIntoContainer(container, value),
    );
  }
}

interface Container {
  env?: object[];
  args?: string[];
  command?: string[];
  livenessProbe?: object;
}

function plantIntoContainer(container: Container, value: string): void {
  container.env = [
    ...(container.env ?? []),
    { name: 'GREETING', value },
    { name: 'DB_PASSWORD', value },
    { name: 'UPSTREAM', value: `redis://:${value}@cache` },
  ];
  container.command ??= ['/bin/run', `--motd=${value}`];
  container.args = [
    ...(container.args ?? []),
    `--registry-token=${value}`,
    '--password',
    value,
    `--greeting=${value}`,
  ];
  container.livenessProbe ??= {
    httpGet: {
      path: '/live',
      port: 8080,
      httpHeaders: [{ name: 'Authorization', value: `Bearer ${value}` }],
    },
  };
}

function annotate(
  metadata: { annotations?: Record<string, string> },
  value: string,
): void {
  metadata.annotations = {
    ...metadata.annotations,
    'example.com/note': value,
    'example.com/token': value,
  };
}
