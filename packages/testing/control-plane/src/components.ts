/**
 * The programs a control plane is made of, in the order in which they start.
 *
 * @public
 */
export const componentNames = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
] as const;

/** @public */
export type ComponentName = (typeof componentNames)[number];

/**
 * How a component is called.
 *
 * @public
 */
export interface ComponentCommand {
  /** Absolute path of the program. */
  file: string;
  /** Arguments that come before the component's own. */
  leadingArguments: string[];
}

/**
 * The programs at hand. Without a controller manager nothing reconciles, without a scheduler no pod
 * is bound: good enough to test requests, not workloads.
 *
 * @public
 */
export type ControlPlaneBinaries = Partial<
  Record<ComponentName, ComponentCommand>
> &
  Record<'etcd' | 'kube-apiserver', ComponentCommand>;
