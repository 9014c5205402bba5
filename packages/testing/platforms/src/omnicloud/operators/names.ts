/** Names of the OmniCloud mapping; see the package's README. */
export const OMNI_NAMESPACE = 'omni-system';
export const COMPONENT_LABEL = 'omni.cloud/component';
/** On pods of the platform: the version that the running process reports. */
export const VERSION_ANNOTATION = 'omni.cloud/version';
/** On nodes, as label and annotation: the version of the agent that manages the node. */
export const AGENT_VERSION_KEY = 'omni.cloud/agent-version';
export const SPARE_LABEL = 'omni.cloud/spare';
export const LEADER_LEASE = 'omni-orchestrator-leader';
export const CAPACITY_CONFIG_MAP = 'omni-capacity';
/** On the capacity ConfigMap: how many spare nodes exist, as the directors report. */
export const PROVISIONED_ANNOTATION = 'omni.cloud/provisioned-spare-nodes';

/**
 * The version that an image's tag names, as the process inside would report it.
 *
 * @internal
 */
export function imageTag(image: string): string | undefined {
  return /:([^/:@]+)(?:@.*)?$/.exec(image)?.[1];
}
