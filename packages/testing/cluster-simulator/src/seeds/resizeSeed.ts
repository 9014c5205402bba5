import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';

/** So many machines carry one copy of the seed's applications. */
const NODES_PER_APPLICATION_SET = 30;

/**
 * The seed on another number of machines: they repeat the seed's own in turn, zones included, and
 * larger clusters carry more applications, copied under names with a number.
 *
 * @param applicationLabel - its values name the applications; absent: none is copied
 * @throws when the seed has no node to repeat
 * @public
 */
export function resizeSeed(
  objects: readonly KubeObject[],
  nodeCount: number,
  applicationLabel?: string,
): KubeObject[] {
  const models = objects.filter(object => object.kind === 'Node');
  if (models.length === 0) {
    throw new Error('The seed has no Node to repeat; add one to it');
  }
  const nodes = Array.from({ length: nodeCount }, (_, index) =>
    nodeAfter(models[index % models.length], index + 1),
  );
  const applications = applicationLabel
    ? valuesOfLabel(objects, applicationLabel)
    : [];
  const copies = Math.floor(nodeCount / NODES_PER_APPLICATION_SET) - 1;
  return [
    ...objects.filter(object => object.kind !== 'Node'),
    ...nodes,
    ...Array.from({ length: Math.max(0, copies) }, (_, index) =>
      applications.flatMap(name =>
        objects
          .filter(object => isOf(object, name))
          .map(object => renamed(object, name, `${name}-${index + 2}`)),
      ),
    ).flat(),
  ];
}

function nodeAfter(model: KubeObject, number: number): KubeObject {
  const name = model.metadata.name.replace(/\d+$/, '') + number;
  return renamed(model, model.metadata.name, name);
}

function valuesOfLabel(
  objects: readonly KubeObject[],
  label: string,
): string[] {
  const names = objects
    .map(object => object.metadata.labels?.[label])
    .filter(name => name !== undefined);
  return [...new Set(names)];
}

/** Every application of a seed lives in a namespace of its own name. */
function isOf(object: KubeObject, application: string): boolean {
  return (
    object.metadata.namespace === application ||
    (object.kind === 'Namespace' && object.metadata.name === application)
  );
}

/** Replaces the name wherever it is a whole value. */
function renamed<T>(value: T, from: string, to: string): T {
  if (value === from) {
    return to as T;
  }
  if (Array.isArray(value)) {
    return value.map(item => renamed(item, from, to)) as T;
  }
  return typeof value === 'object' && value !== null
    ? (Object.fromEntries(
        Object.entries(value).map(([key, field]) => [
          key,
          renamed(field, from, to),
        ]),
      ) as T)
    : value;
}
