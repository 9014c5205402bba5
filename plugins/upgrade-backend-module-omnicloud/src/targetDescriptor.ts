import { InputError, NotFoundError } from '@backstage/errors';
import {
  Inventory,
  TargetComponent,
  TargetDescriptor,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  DriverContext,
  readObject,
  resourceTypes,
  mainContainer,
  withImageTag,
} from '@cluster-upgrade/plugin-upgrade-node';
import { parse } from 'yaml';
import { z } from 'zod';
import { readAvailableVersions } from './releases';
import { OMNI_NAMESPACE, PLATFORM, RELEASES_CONFIG_MAP } from './resources';

/** What a release says beside its version: per component, what changes with it. */
const releaseNotes = z.strictObject({
  components: z.record(
    z.string(),
    z.strictObject({
      /** Container to image, where more than the tag changes. */
      images: z.record(z.string(), z.string().min(1)).optional(),
      /** Container to variables; `null` removes one. */
      env: z
        .record(z.string(), z.record(z.string(), z.string().nullable()))
        .optional(),
      /** Container to its complete list of arguments. */
      args: z.record(z.string(), z.array(z.string())).optional(),
    }),
  ),
});

type ReleaseNotes = z.output<typeof releaseNotes>;

/**
 * What a version looks like when it runs.
 *
 * @throws NotFoundError when the platform doesn't offer the version
 * @throws InputError when the release's description can't be read
 */
export async function describeTarget(
  context: DriverContext,
  inventory: Inventory,
  version: string,
): Promise<TargetDescriptor> {
  const available = await readAvailableVersions(context);
  if (!available.includes(version)) {
    throw new NotFoundError(
      `OmniCloud does not offer version ${version}: data.availableVersions of ConfigMap ${OMNI_NAMESPACE}/${PLATFORM.name} lists ${available.join(', ') || 'none'}`,
    );
  }
  const releases = await readObject(context, resourceTypes.configMaps, {
    namespace: OMNI_NAMESPACE,
    name: RELEASES_CONFIG_MAP,
  });
  return targetOf(inventory, version, releases?.data?.[version]);
}

/**
 * The target from the images that are wanted now, with the new tag, and from what the release adds.
 *
 * @throws InputError when `notesText` can't be read
 */
export function targetOf(
  inventory: Inventory,
  version: string,
  notesText?: string,
): TargetDescriptor {
  const notes =
    notesText === undefined ? undefined : parseNotes(version, notesText);
  const components = inventory.components.filter(
    ({ images }) => Object.keys(images).length > 0,
  );
  requireKnownComponents(version, notes, components);
  return {
    version,
    components: components.map(({ id, images }): TargetComponent => {
      const { images: notedImages = {}, ...changes } =
        notes?.components[id] ?? {};
      return {
        componentId: id,
        images: { ...retagged(id, images, version), ...notedImages },
        ...changes,
      };
    }),
  };
}

function retagged(
  componentId: string,
  images: Record<string, string>,
  version: string,
): Record<string, string> {
  const main = mainContainer(
    componentId,
    Object.entries(images).map(([name, image]) => ({ name, image })),
  );
  return main ? { [main.name]: withImageTag(main.image, version) } : {};
}

function parseNotes(version: string, text: string): ReleaseNotes {
  const place = `data["${version}"] of ConfigMap ${OMNI_NAMESPACE}/${RELEASES_CONFIG_MAP}`;
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    throw new InputError(`${place} is not YAML`, error);
  }
  const parsed = releaseNotes.safeParse(document);
  if (!parsed.success) {
    throw new InputError(
      `${place} does not describe a release: ${z.prettifyError(parsed.error)}`,
    );
  }
  return parsed.data;
}

/** A misspelt component would silently not be changed. */
function requireKnownComponents(
  version: string,
  notes: ReleaseNotes | undefined,
  components: Inventory['components'],
): void {
  const unknown = Object.keys(notes?.components ?? {}).filter(
    id => !components.some(component => component.id === id),
  );
  if (unknown.length > 0) {
    throw new InputError(
      `data["${version}"] of ConfigMap ${OMNI_NAMESPACE}/${RELEASES_CONFIG_MAP} names components that the cluster does not have: ${unknown.join(', ')}. It has ${components.map(({ id }) => id).join(', ')}.`,
    );
  }
}
