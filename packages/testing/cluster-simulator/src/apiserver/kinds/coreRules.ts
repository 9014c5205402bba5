import { KindRules } from './KindRules';
import {
  validateData,
  validateDataUpdate,
  validateLease,
  validateNode,
  validateNodeUpdate,
} from '../validation/validateCore';
import { setDefault } from './setDefault';

const NOT_READY_TAINT = 'node.kubernetes.io/not-ready';

/** @internal */
export const nodeRules: KindRules = {
  hasStatus: true,
  isStatusKeptOnCreate: true,
  setDefaults(node) {
    node.spec ??= {};
    node.status ??= {};
    if (node.status.capacity && !node.status.allocatable) {
      node.status.allocatable = { ...node.status.capacity };
    }
    if (node.spec.podCIDR && !node.spec.podCIDRs) {
      node.spec.podCIDRs = [node.spec.podCIDR];
    }
  },
  prepareForCreate(node) {
    // Admission taints every new node; the node life cycle controller removes it once it is ready.
    const taints = node.spec.taints ?? [];
    if (!taints.some((taint: any) => taint.key === NOT_READY_TAINT)) {
      node.spec.taints = [
        ...taints,
        { key: NOT_READY_TAINT, effect: 'NoSchedule' },
      ];
    }
  },
  validate: validateNode,
  validateUpdate: validateNodeUpdate,
};

/** @internal */
export const namespaceRules: KindRules = {
  hasStatus: true,
  nameFormat: 'label',
  setDefaults(namespace) {
    namespace.metadata.labels = {
      ...namespace.metadata.labels,
      'kubernetes.io/metadata.name': namespace.metadata.name,
    };
  },
  prepareForCreate(namespace) {
    namespace.spec = { finalizers: ['kubernetes'] };
    namespace.status = { phase: 'Active' };
  },
  prepareForUpdate(namespace, previous) {
    namespace.spec = previous.spec;
  },
};

/** @internal */
export const configMapRules: KindRules = {
  validate: validateData,
  validateUpdate: validateDataUpdate,
};

/** @internal */
export const secretRules: KindRules = {
  setDefaults(secret) {
    setDefault(secret, 'type', 'Opaque');
    if (secret.stringData) {
      secret.data = {
        ...secret.data,
        ...Object.fromEntries(
          Object.entries<string>(secret.stringData).map(([key, value]) => [
            key,
            Buffer.from(value).toString('base64'),
          ]),
        ),
      };
      delete secret.stringData;
    }
  },
  validate: validateData,
  validateUpdate: validateDataUpdate,
};

/** @internal */
export const serviceAccountRules: KindRules = {};

/** @internal */
export const eventRules: KindRules = {
  isCreatedOnUpdate: true,
};

/** @internal */
export const leaseRules: KindRules = {
  isCreatedOnUpdate: true,
  isVersionRequiredOnUpdate: true,
  setDefaults(lease) {
    lease.spec ??= {};
  },
  validate: validateLease,
};
