import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import {
  FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../errors/FieldError';
import { isDeepEqual } from '../writes/isDeepEqual';
import { atMost100Percent, intOrPercent } from './numbers';
import { qualifiedNameProblems } from './validateLabels';
import { validateSelector } from './validateTemplate';
import { immutable } from './validateWorkload';

const taintEffects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const serviceTypes = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PORT_MAX = 65_535;

/** @internal */
export function validateNode({ spec }: KubeObject): FieldError[] {
  const seen = new Set<string>();
  const taints: any[] = spec?.taints ?? [];
  return taints.flatMap((taint, index) => {
    // Upstream looks for them in metadata too.
    const path = `metadata.taints[${index}]`;
    const identity = `${taint.key}:${taint.effect}`;
    const errors = qualifiedNameProblems(taint.key ?? '').map(problem =>
      invalidValue(`${path}.key`, taint.key ?? '', problem),
    );
    if (!taint.effect) {
      errors.push(required(`${path}.effect`));
    } else if (!taintEffects.includes(taint.effect)) {
      errors.push(notSupported(`${path}.effect`, taint.effect, taintEffects));
    }
    if (seen.has(identity)) {
      errors.push({
        type: 'FieldValueDuplicate',
        field: path,
        detail: 'taints must be unique by key and effect pair',
        value: taint,
      });
    }
    seen.add(identity);
    return errors;
  });
}

/**
 * A node keeps the machine it was first known by.
 *
 * @internal
 */
export function validateNodeUpdate(
  { spec }: KubeObject,
  { spec: previous }: KubeObject,
): FieldError[] {
  const isKept =
    !previous?.providerID || previous.providerID === spec?.providerID;
  return isKept
    ? []
    : [
        forbiddenField(
          'spec.providerID',
          'node updates may not change providerID except from "" to valid',
        ),
      ];
}

/** @internal */
export function validateService({ spec }: KubeObject): FieldError[] {
  if (!spec) {
    return [required('spec.ports')];
  }
  const ports: any[] = spec.ports ?? [];
  const isHeadless = spec.clusterIP === 'None';
  const errors: FieldError[] = [];
  if (ports.length === 0 && !isHeadless && spec.type !== 'ExternalName') {
    errors.push(required('spec.ports'));
  }
  ports.forEach((port, index) => {
    if (ports.length > 1 && !port.name) {
      errors.push(required(`spec.ports[${index}].name`));
    }
    for (const field of ['port', 'targetPort']) {
      const number = port[field] ?? 0;
      const isNumber = typeof number === 'number';
      if (isNumber && !(number >= 1 && number <= PORT_MAX)) {
        errors.push(
          invalidValue(
            `spec.ports[${index}].${field}`,
            number,
            'must be between 1 and 65535, inclusive',
          ),
        );
      }
    }
  });
  if (!serviceTypes.includes(spec.type)) {
    errors.push(notSupported('spec.type', spec.type, serviceTypes));
  }
  return errors;
}

/** @internal */
export function validateServiceUpdate(
  { spec }: KubeObject,
  { spec: previous }: KubeObject,
): FieldError[] {
  const isKept =
    spec.type === 'ExternalName' ||
    previous.type === 'ExternalName' ||
    spec.clusterIP === previous.clusterIP;
  return isKept
    ? []
    : [
        invalidValue(
          'spec.clusterIPs[0]',
          [spec.clusterIP],
          'may not change once set',
        ),
      ];
}

/** @internal */
export function validateLease({ spec }: KubeObject): FieldError[] {
  const errors: FieldError[] = [];
  if (
    spec?.leaseDurationSeconds !== undefined &&
    spec.leaseDurationSeconds <= 0
  ) {
    errors.push(
      invalidValue(
        'spec.leaseDurationSeconds',
        spec.leaseDurationSeconds,
        'must be greater than 0',
      ),
    );
  }
  if (spec?.leaseTransitions < 0) {
    errors.push(
      invalidValue(
        'spec.leaseTransitions',
        spec.leaseTransitions,
        'must be greater than or equal to 0',
      ),
    );
  }
  return errors;
}

const configKeyPattern = /^[-._a-zA-Z0-9]+$/;
const configKeyRule =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

/**
 * Config maps and secrets.
 *
 * @internal
 */
export function validateData({ data }: KubeObject): FieldError[] {
  return Object.keys(data ?? {})
    .filter(key => !configKeyPattern.test(key))
    .map(key => invalidValue(`data[${key}]`, key, configKeyRule));
}

/**
 * Config maps and secrets that were declared immutable stay as they are.
 *
 * @internal
 */
export function validateDataUpdate(
  object: KubeObject,
  previous: KubeObject,
): FieldError[] {
  const errors = immutable('type', object.type, previous.type);
  if (!previous.immutable) {
    return errors;
  }
  if (!object.immutable) {
    errors.push(
      forbiddenField('immutable', 'field is immutable when `immutable` is set'),
    );
  }
  for (const field of ['data', 'binaryData']) {
    if (!isDeepEqual(object[field], previous[field])) {
      errors.push(
        forbiddenField(field, 'field is immutable when `immutable` is set'),
      );
    }
  }
  return errors;
}

const unhealthyPolicies = ['AlwaysAllow', 'IfHealthyBudget'];

/** @internal */
export function validateBudget({ spec = {} }: KubeObject): FieldError[] {
  const { minAvailable, maxUnavailable, unhealthyPodEvictionPolicy } = spec;
  const errors: FieldError[] = [];
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    errors.push(
      invalidValue(
        'spec',
        spec,
        'minAvailable and maxUnavailable cannot be both set',
      ),
    );
  }
  errors.push(
    ...intOrPercent(minAvailable, 'spec.minAvailable'),
    ...atMost100Percent(minAvailable, 'spec.minAvailable'),
    ...intOrPercent(maxUnavailable, 'spec.maxUnavailable'),
    ...atMost100Percent(maxUnavailable, 'spec.maxUnavailable'),
    ...validateSelector(spec.selector, 'spec.selector'),
  );
  if (
    unhealthyPodEvictionPolicy &&
    !unhealthyPolicies.includes(unhealthyPodEvictionPolicy)
  ) {
    errors.push(
      notSupported(
        'spec.unhealthyPodEvictionPolicy',
        unhealthyPodEvictionPolicy,
        unhealthyPolicies,
      ),
    );
  }
  return errors;
}
