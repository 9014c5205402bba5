import {
  Clock,
  ClusterClient,
  isApiError,
  KubeObject,
  ResourceType,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { isConditionTrue } from '../objects/conditions';

const CRD_POLL_MS = 100;
const CRD_LIMIT_MS = 30_000;

/** What must exist before the rest can. */
const FIRST_KINDS = ['Namespace', 'CustomResourceDefinition', 'Node'];

/**
 * Creates the objects that are not there yet, in an order that works: namespaces, definitions, nodes,
 * then the rest as given. What is there already stays as it is, so a seed can be applied twice.
 *
 * @throws when the API refuses an object, naming it
 * @public
 */
export async function applyManifests(
  client: ClusterClient,
  clock: Clock,
  objects: readonly KubeObject[],
  onObject: (object: KubeObject) => void = () => {},
): Promise<void> {
  const customTypes = objects
    .filter(object => object.kind === 'CustomResourceDefinition')
    .flatMap(customResourceTypes);
  for (const object of inOrder(objects)) {
    const resource = resourceTypeOf(object, customTypes);
    await createIfAbsent(client, resource, object);
    if (object.kind === 'CustomResourceDefinition') {
      await untilEstablished(client, clock, object.metadata.name);
    }
    onObject(object);
  }
}

function inOrder(objects: readonly KubeObject[]): KubeObject[] {
  const rank = (object: KubeObject) => {
    const index = FIRST_KINDS.indexOf(object.kind);
    return index < 0 ? FIRST_KINDS.length : index;
  };
  return [...objects].sort((one, other) => rank(one) - rank(other));
}

function resourceTypeOf(
  object: KubeObject,
  customTypes: readonly ResourceType[],
): ResourceType {
  const found = [...Object.values(resourceTypes), ...customTypes].find(
    type =>
      type.kind === object.kind &&
      (type.group ? `${type.group}/${type.version}` : type.version) ===
        object.apiVersion,
  );
  if (!found) {
    throw new Error(
      `The seed holds a ${object.apiVersion} ${object.kind} (${object.metadata.name}), which nothing defines; add its CustomResourceDefinition to the seed`,
    );
  }
  return found;
}

function customResourceTypes(definition: KubeObject): ResourceType[] {
  const { group, names, scope, versions } = definition.spec;
  return versions.map((version: { name: string }) => ({
    group,
    version: version.name,
    plural: names.plural,
    kind: names.kind,
    isNamespaced: scope === 'Namespaced',
  }));
}

async function createIfAbsent(
  client: ClusterClient,
  resource: ResourceType,
  object: KubeObject,
): Promise<void> {
  try {
    const created = await client.create(resource, object);
    await writeStatus(client, resource, object, created);
  } catch (error) {
    if (!isApiError(error, 409, 'AlreadyExists')) {
      throw new Error(
        `${object.kind} ${object.metadata.name} of the seed was refused: ${
          (error as Error).message
        }`,
        { cause: error },
      );
    }
  }
}

/** Most kinds take their status only by its own way. */
async function writeStatus(
  client: ClusterClient,
  resource: ResourceType,
  object: KubeObject,
  created: KubeObject,
): Promise<void> {
  if (object.status && object.kind !== 'CustomResourceDefinition') {
    const { name, namespace } = created.metadata;
    await client.patch(
      resource,
      { name, namespace },
      'merge',
      { status: object.status },
      { subresource: 'status' },
    );
  }
}

async function untilEstablished(
  client: ClusterClient,
  clock: Clock,
  name: string,
): Promise<void> {
  const giveUpAtMs = clock.now() + CRD_LIMIT_MS;
  for (;;) {
    const definition = await client.get(
      resourceTypes.customResourceDefinitions,
      { name },
    );
    if (isConditionTrue(definition.status?.conditions, 'Established')) {
      return;
    }
    if (clock.now() > giveUpAtMs) {
      throw new Error(
        `CustomResourceDefinition ${name} is not Established after ${
          CRD_LIMIT_MS / 1000
        } s: ${JSON.stringify(definition.status?.conditions ?? [])}`,
      );
    }
    await clock.sleep(CRD_POLL_MS);
  }
}
