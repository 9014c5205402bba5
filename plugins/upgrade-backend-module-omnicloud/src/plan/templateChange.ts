import {
  FieldChange,
  TargetComponent,
} from '@cluster-upgrade/plugin-upgrade-common';
import { LibraryStepInput } from '@cluster-upgrade/plugin-upgrade-node';
import { ContainerFacts } from '../planFacts';

type Patch = LibraryStepInput<'patch-object'>['patch'];

/** What a target changes in the template of one component. */
export interface TemplateChange {
  /** For a strategic merge patch of the workload; absent when nothing changes. */
  patch?: Patch;
  fields: FieldChange[];
  /** Container to image, as it is before. */
  imagesBefore: Record<string, string>;
}

/** Compares a component's containers with its target. */
export function templateChange(
  containers: readonly ContainerFacts[],
  target: TargetComponent,
): TemplateChange {
  const changes = containers.map(container =>
    containerChange(container, target),
  );
  const changed = changes.filter(({ fields }) => fields.length > 0);
  return {
    ...(changed.length === 0
      ? {}
      : {
          patch: {
            spec: {
              template: {
                spec: { containers: changed.map(({ patch }) => patch) },
              },
            },
          },
        }),
    fields: changed.flatMap(({ fields }) => fields),
    imagesBefore: Object.fromEntries(
      containers
        .filter(({ name }) => name in target.images)
        .map(({ name, image }) => [name, image]),
    ),
  };
}

function containerChange(
  container: ContainerFacts,
  target: TargetComponent,
): { patch: Patch; fields: FieldChange[] } {
  const { name } = container;
  const fields: FieldChange[] = [];
  const patch: Patch = { name };

  const image = target.images[name];
  if (image !== undefined && image !== container.image) {
    patch.image = image;
    fields.push({ kind: 'image', name, from: container.image, to: image });
  }

  const env = envChanges(container, target.env?.[name] ?? {});
  if (env.length > 0) {
    patch.env = env.map(envPatch);
    fields.push(...env.map(change => envField(name, change)));
  }

  const args = target.args?.[name];
  if (args && args.join('\n') !== container.args.join('\n')) {
    patch.args = args;
    fields.push({
      kind: 'flag',
      name: `${name}: arguments`,
      ...(container.args.length > 0 ? { from: container.args.join(' ') } : {}),
      ...(args.length > 0 ? { to: args.join(' ') } : {}),
    });
  }
  return { patch, fields };
}

interface EnvChange {
  variable: string;
  from: string | undefined;
  to: string | null;
}

function envChanges(
  container: ContainerFacts,
  wanted: Record<string, string | null>,
): EnvChange[] {
  return Object.entries(wanted)
    .map(([variable, to]) => ({ variable, from: container.env[variable], to }))
    .filter(({ from, to }) => (from ?? null) !== to);
}

function envPatch({ variable, to }: EnvChange): Patch {
  return to === null
    ? { name: variable, $patch: 'delete' }
    : { name: variable, value: to };
}

function envField(container: string, change: EnvChange): FieldChange {
  return {
    kind: 'env',
    name: `${container}: ${change.variable}`,
    ...(change.from === undefined ? {} : { from: change.from }),
    ...(change.to === null ? {} : { to: change.to }),
  };
}
