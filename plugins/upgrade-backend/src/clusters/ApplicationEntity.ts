import {
  Entity,
  RELATION_DEPENDS_ON,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ANNOTATION_WORKLOAD,
  Message,
  readComponentThreshold,
  ThresholdSettings,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ownerOf } from './ClusterEntity';

/** What the plugin reads from an application's catalog entity. */
export interface ApplicationEntity {
  /** Entity ref, in lower case. */
  ref: string;
  title: string;
  ownerRef?: string;
  /** `<namespace>/<name>` of each workload that it runs as. */
  workloads: string[];
  /** Refs of the entities it depends on; the clusters it runs on are among them. */
  dependsOn: string[];
  threshold?: ThresholdSettings;
  /** What is wrong with its annotations. */
  problems: Message[];
}

export function readApplicationEntity(entity: Entity): ApplicationEntity {
  const annotations = entity.metadata.annotations ?? {};
  const ref = stringifyEntityRef(entity);
  const { settings, problems } = readComponentThreshold(ref, annotations);
  return {
    ref,
    title: entity.metadata.title ?? entity.metadata.name,
    ownerRef: ownerOf(entity),
    workloads: (annotations[ANNOTATION_WORKLOAD] ?? '')
      .split(',')
      .map(name => name.trim())
      .filter(name => name !== ''),
    dependsOn: (entity.relations ?? [])
      .filter(({ type }) => type === RELATION_DEPENDS_ON)
      .map(({ targetRef }) => targetRef),
    threshold: settings,
    problems,
  };
}
