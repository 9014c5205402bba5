import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import {
  FieldError,
  invalidValue,
  notSupported,
  required,
} from '../errors/FieldError';
import { isDeepEqual } from '../writes/isDeepEqual';
import { nonNegativeFields } from './numbers';
import { validateTemplate } from './validateTemplate';
import { immutable } from './validateWorkload';

/** @internal */
export function validateJob({ spec }: KubeObject): FieldError[] {
  const policy = spec.template?.spec?.restartPolicy;
  const errors = [
    ...nonNegativeFields(spec, 'spec', [
      'parallelism',
      'completions',
      'activeDeadlineSeconds',
      'backoffLimit',
      'ttlSecondsAfterFinished',
    ]),
    ...validateTemplate(spec.template),
  ];
  if (policy === 'Always') {
    errors.push(
      required(
        'spec.template.spec.restartPolicy',
        'valid values: "OnFailure", "Never"',
      ),
    );
  }
  if (!['NonIndexed', 'Indexed'].includes(spec.completionMode)) {
    errors.push(
      notSupported('spec.completionMode', spec.completionMode, [
        'Indexed',
        'NonIndexed',
      ]),
    );
  }
  return errors;
}

/** @internal */
export function validateJobUpdate(
  { spec }: KubeObject,
  { spec: previous }: KubeObject,
): FieldError[] {
  // What a suspended job would run on may still change; what it runs may not.
  const templateOf = previous.suspend ? withoutPlacement : identity;
  return [
    ...immutable('spec.completions', spec.completions, previous.completions),
    ...immutable('spec.selector', spec.selector, previous.selector),
    ...(isDeepEqual(templateOf(spec.template), templateOf(previous.template))
      ? []
      : [invalidValue('spec.template', spec.template, 'field is immutable')]),
    ...immutable(
      'spec.completionMode',
      spec.completionMode,
      previous.completionMode,
    ),
  ];
}

function identity(template: any): unknown {
  return template;
}

function withoutPlacement({ metadata, spec }: any): unknown {
  const {
    nodeSelector: _nodeSelector,
    affinity: _affinity,
    tolerations: _tolerations,
    schedulingGates: _schedulingGates,
    ...rest
  } = spec;
  return { name: metadata?.name, spec: rest };
}
