import { SnapshotItem } from '@cluster-upgrade/plugin-upgrade-common';
import { PlanInput, nodeRef } from '@cluster-upgrade/plugin-upgrade-node';
import { PlanFacts } from '../planFacts';
import {
  AGENT_REF,
  CAPACITY_REF,
  DEPLOYED_COMPONENTS,
  deploymentRef,
  PLATFORM_REF,
  SPARE_NODES_KEY,
} from '../resources';

/**
 * What a rollback restores and proves: everything the plan may write, and the sizes of applications
 * even where the plan leaves them alone.
 */
export function snapshotItems(
  { inventory }: PlanInput,
  facts: PlanFacts,
): SnapshotItem[] {
  const has = (componentId: string) => componentId in facts.templates;
  return [
    ...DEPLOYED_COMPONENTS.filter(({ id }) => has(id)).map(({ name }) => ({
      object: deploymentRef(name),
      pointers: ['/spec/template'],
    })),
    ...(has('agent')
      ? [{ object: AGENT_REF, pointers: ['/spec/template'] }]
      : []),
    { object: PLATFORM_REF, pointers: ['/data/version'] },
    { object: CAPACITY_REF, pointers: [`/data/${SPARE_NODES_KEY}`] },
    ...inventory.nodes
      .filter(node => !node.isSpare)
      .map(({ name }) => ({
        object: nodeRef(name),
        pointers: ['/spec/unschedulable'],
      })),
    ...inventory.applications
      .filter(({ id }) => !facts.autoscaledApplicationIds.includes(id))
      .map(({ object }) => ({ object, pointers: ['/spec/replicas'] })),
  ];
}
