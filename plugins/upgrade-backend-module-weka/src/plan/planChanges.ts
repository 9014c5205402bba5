import {
  ComponentInfo,
  FieldChange,
  PlanChange,
  SnapshotItem,
} from '@cluster-upgrade/plugin-upgrade-common';
import { PlanInput } from '@cluster-upgrade/plugin-upgrade-node';
import { WEKA_CONTAINER } from '../resources';
import { WekaPlanFacts } from './planFacts';
import { FORWARD_ONLY, imageFor } from './planSteps';

/** Backend modes share one WekaCluster: it is written, saved and shown once. */
export function distinctOwners(
  components: readonly ComponentInfo[],
): ComponentInfo[] {
  const seen = new Set<string>();
  return components.filter(({ object }) => {
    const key = `${object.kind}/${object.namespace}/${object.name}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

export function changeOf(
  component: ComponentInfo,
  input: PlanInput,
  facts: WekaPlanFacts,
): PlanChange {
  const from = component.images[WEKA_CONTAINER];
  const to = imageFor(component, input);
  const isCluster = component.object.kind === 'WekaCluster';
  const fields: FieldChange[] = [
    ...(from === to
      ? []
      : [{ kind: 'image' as const, name: WEKA_CONTAINER, from, to }]),
    ...(isCluster && facts.pausedBy === 'portal'
      ? [
          {
            kind: 'other' as const,
            name: 'spec.overrides.upgradePaused',
            from: 'true',
          },
        ]
      : []),
  ];
  return {
    action: fields.length === 0 ? 'unchanged' : 'update',
    object: component.object,
    componentId: component.id,
    fields,
    reversibility: isCluster ? 'revert-until-applied' : 'revert',
    disruption: {
      level: 'brief',
      text: isCluster ? FORWARD_ONLY : 'clients are replaced by their policy',
    },
  };
}

export function savedParts(
  { object }: ComponentInfo,
  { pausedBy }: WekaPlanFacts,
): SnapshotItem {
  const isPauseTaken = object.kind === 'WekaCluster' && pausedBy === 'portal';
  return {
    object,
    pointers: [
      '/spec/image',
      ...(isPauseTaken ? ['/spec/overrides/upgradePaused'] : []),
    ],
  };
}
