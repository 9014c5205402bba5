import { ObjectRef } from '@cluster-upgrade/plugin-upgrade-common';
import { KubeObject } from '../ports/KubeObject';
import { hasCondition } from './pods';

/** @internal */
export function isNodeReady(node: KubeObject): boolean {
  return hasCondition(node, 'Ready');
}

/** @internal */
export function isNodeCordoned(node: KubeObject): boolean {
  return node.spec?.unschedulable === true;
}

/** @public */
export function nodeRef(name: string): ObjectRef {
  return { apiVersion: 'v1', kind: 'Node', name };
}
