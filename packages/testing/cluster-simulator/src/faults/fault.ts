/**
 * What can go wrong with pods and nodes. The kubelets play it, through the Kubernetes API only, so it
 * works on any cluster whose nodes they drive.
 *
 * @public
 */
export type PodFaultKind =
  | 'bad-image'
  | 'crash-loop'
  | 'failing-probe'
  | 'slow-start'
  | 'stuck-termination'
  | 'node-lost';

/** @public */
export interface PodFault {
  /** Names the fault, so that it can be taken away again. */
  name: string;
  kind: PodFaultKind;
  /** All that are given must fit; an empty match hits every pod. */
  match: {
    namespace?: string;
    labels?: Record<string, string>;
    /** Part of a container's image; only such containers fail. */
    image?: string;
    /** Name of the node. */
    node?: string;
    /** Labels of the node the pod runs on. */
    nodeLabels?: Record<string, string>;
    /** Labels that the node has with another value than this one. */
    otherNodeLabels?: Record<string, string>;
  };
  /** `slow-start`: how long until ready, in milliseconds, at speed 1. */
  delayMs?: number;
}

/**
 * The faults that apply now.
 *
 * @public
 */
export interface FaultSource {
  list(): readonly PodFault[];
  /** Calls back after every change; the returned function ends that. */
  onChange(listener: () => void): () => void;
}
