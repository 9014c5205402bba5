import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import {
  FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
} from '../errors/FieldError';
import { isDeepEqual } from '../writes/isDeepEqual';
import {
  atMost100Percent,
  intOrPercent,
  nonNegativeFields,
  percentOrCount,
} from './numbers';
import { validateSelectorAndTemplate } from './validateTemplate';

/** @internal */
export function validateDeployment({ spec }: KubeObject): FieldError[] {
  return [
    ...nonNegativeFields(spec, 'spec', ['replicas']),
    ...validateSelectorAndTemplate(spec, 'deployment'),
    ...validateDeploymentStrategy(spec.strategy),
    ...nonNegativeFields(spec, 'spec', [
      'minReadySeconds',
      'revisionHistoryLimit',
      'progressDeadlineSeconds',
    ]),
    ...(spec.progressDeadlineSeconds <= (spec.minReadySeconds ?? 0)
      ? [
          invalidValue(
            'spec.progressDeadlineSeconds',
            spec.progressDeadlineSeconds,
            'must be greater than minReadySeconds',
          ),
        ]
      : []),
  ];
}

function validateDeploymentStrategy(strategy: any): FieldError[] {
  const path = 'spec.strategy.rollingUpdate';
  const { type, rollingUpdate } = strategy ?? {};
  if (type === 'Recreate') {
    return rollingUpdate
      ? [
          forbiddenField(
            path,
            "may not be specified when strategy `type` is 'Recreate'",
          ),
        ]
      : [];
  }
  if (type !== 'RollingUpdate') {
    return [
      notSupported('spec.strategy', strategy, ['Recreate', 'RollingUpdate']),
    ];
  }
  const { maxUnavailable, maxSurge } = rollingUpdate;
  const isStuck =
    percentOrCount(maxUnavailable) === 0 && percentOrCount(maxSurge) === 0;
  return [
    ...intOrPercent(maxUnavailable, `${path}.maxUnavailable`),
    ...intOrPercent(maxSurge, `${path}.maxSurge`),
    ...(isStuck
      ? [
          invalidValue(
            `${path}.maxUnavailable`,
            maxUnavailable,
            'may not be 0 when `maxSurge` is 0',
          ),
        ]
      : []),
    ...atMost100Percent(maxUnavailable, `${path}.maxUnavailable`),
  ];
}

/** @internal */
export function validateReplicaSet({ spec }: KubeObject): FieldError[] {
  return [
    ...nonNegativeFields(spec, 'spec', ['replicas', 'minReadySeconds']),
    ...validateSelectorAndTemplate(spec, 'replicaset'),
  ];
}

/** @internal */
export function validateStatefulSet({ spec }: KubeObject): FieldError[] {
  const { podManagementPolicy, updateStrategy } = spec;
  const errors: FieldError[] = [];
  if (!['OrderedReady', 'Parallel'].includes(podManagementPolicy)) {
    errors.push(
      invalidValue(
        'spec.podManagementPolicy',
        podManagementPolicy,
        "must be 'OrderedReady' or 'Parallel'",
      ),
    );
  }
  if (!['RollingUpdate', 'OnDelete'].includes(updateStrategy.type)) {
    errors.push(
      invalidValue(
        'spec.updateStrategy',
        updateStrategy,
        "must be 'RollingUpdate' or 'OnDelete'",
      ),
    );
  }
  const withClaimedVolumes = {
    ...spec,
    template: withClaimedVolumesOf(spec),
  };
  return [
    ...errors,
    ...nonNegativeFields(
      updateStrategy.rollingUpdate,
      'spec.updateStrategy.rollingUpdate',
      ['partition'],
    ),
    ...nonNegativeFields(spec, 'spec', ['replicas', 'minReadySeconds']),
    ...validateSelectorAndTemplate(withClaimedVolumes, 'statefulset'),
  ];
}

/** A claim template becomes a volume of the same name. */
function withClaimedVolumesOf({ template, volumeClaimTemplates }: any) {
  return volumeClaimTemplates && template?.spec
    ? {
        ...template,
        spec: {
          ...template.spec,
          volumes: [
            ...(template.spec.volumes ?? []),
            ...volumeClaimTemplates.map(({ metadata }: any) => ({
              name: metadata?.name,
            })),
          ],
        },
      }
    : template;
}

const mutableStatefulSetFields = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

/** @internal */
export function validateStatefulSetUpdate(
  { spec }: KubeObject,
  { spec: previous }: KubeObject,
): FieldError[] {
  const fixed = (fields: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(fields).filter(
        ([field]) => !mutableStatefulSetFields.includes(field),
      ),
    );
  return isDeepEqual(fixed(spec), fixed(previous))
    ? []
    : [
        forbiddenField(
          'spec',
          "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
        ),
      ];
}

/** @internal */
export function validateDaemonSet({ spec }: KubeObject): FieldError[] {
  const { type, rollingUpdate } = spec.updateStrategy;
  const path = 'spec.updateStrategy';
  return [
    ...validateSelectorAndTemplate(spec, 'daemonset'),
    ...nonNegativeFields(spec, 'spec', [
      'minReadySeconds',
      'revisionHistoryLimit',
    ]),
    ...(['RollingUpdate', 'OnDelete'].includes(type)
      ? []
      : [notSupported(`${path}.type`, type, ['OnDelete', 'RollingUpdate'])]),
    ...(type === 'RollingUpdate'
      ? validateDaemonSetRollout(rollingUpdate, `${path}.rollingUpdate`)
      : []),
  ];
}

function validateDaemonSetRollout(
  { maxUnavailable, maxSurge }: any,
  path: string,
): FieldError[] {
  const hasUnavailable = percentOrCount(maxUnavailable) !== 0;
  const hasSurge = percentOrCount(maxSurge) !== 0;
  const errors = [
    ...intOrPercent(maxUnavailable, `${path}.maxUnavailable`),
    ...intOrPercent(maxSurge, `${path}.maxSurge`),
  ];
  if (hasUnavailable && hasSurge) {
    errors.push(
      invalidValue(
        `${path}.maxSurge`,
        maxSurge,
        'may not be set when maxUnavailable is non-zero',
      ),
    );
  } else if (!hasUnavailable && !hasSurge) {
    errors.push({
      type: 'FieldValueRequired',
      field: `${path}.maxUnavailable`,
      detail: 'cannot be 0 when maxSurge is 0',
    });
  }
  return errors;
}

/**
 * The selector says which pods are the workload's own; changing it would lose them.
 *
 * @internal
 */
export function validateFixedSelector(
  { spec }: KubeObject,
  { spec: previous }: KubeObject,
): FieldError[] {
  return immutable('spec.selector', spec.selector, previous.selector);
}

/**
 * Errors for a field that changed though it can't.
 *
 * @internal
 */
export function immutable(
  field: string,
  value: unknown,
  previous: unknown,
): FieldError[] {
  return isDeepEqual(value, previous)
    ? []
    : [invalidValue(field, value ?? null, 'field is immutable')];
}
