import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { Condition } from './conditions';
import { Taint } from './taints';

/** @internal */
export interface Node extends KubeObject {
  spec?: { unschedulable?: boolean; taints?: Taint[]; [field: string]: any };
  status?: {
    conditions?: Condition[];
    allocatable?: Record<string, string>;
    capacity?: Record<string, string>;
    [field: string]: any;
  };
}
