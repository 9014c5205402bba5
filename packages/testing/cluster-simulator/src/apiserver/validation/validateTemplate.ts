import {
  FieldError,
  invalidValue,
  notSupported,
  required,
} from '../errors/FieldError';
import { labelSelectorMatcher } from '../selectors/labelSelector';
import { validateLabels } from './validateLabels';
import { validatePodSpec } from './validatePodSpec';

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/**
 * The rules of a label selector in an object.
 *
 * @internal
 */
export function validateSelector(selector: any, path: string): FieldError[] {
  const expressions: any[] = selector?.matchExpressions ?? [];
  return [
    ...validateLabels(selector?.matchLabels, `${path}.matchLabels`),
    ...expressions.flatMap(({ operator, values = [] }, index) => {
      const field = `${path}.matchExpressions[${index}]`;
      if (!operators.includes(operator)) {
        return [
          invalidValue(
            `${field}.operator`,
            operator,
            'not a valid selector operator',
          ),
        ];
      }
      const needsValues = operator === 'In' || operator === 'NotIn';
      if (needsValues && values.length === 0) {
        return [
          required(
            `${field}.values`,
            "must be specified when `operator` is 'In' or 'NotIn'",
          ),
        ];
      }
      return [];
    }),
  ];
}

/**
 * A workload's selector and the template of its pods, which must fit each other.
 *
 * @param kindName - as the message has it: `deployment`, `daemonset` …
 * @internal
 */
export function validateSelectorAndTemplate(
  spec: any,
  kindName: string,
): FieldError[] {
  return [
    ...validateOwnSelector(spec.selector, kindName),
    ...(hasKnownOperators(spec.selector)
      ? validateMatch(spec)
      : [
          invalidValue(
            'spec.selector',
            spec.selector,
            'invalid label selector',
          ),
        ]),
    ...validateTemplate(spec.template),
    ...validateRestartPolicy(spec.template),
  ];
}

function validateOwnSelector(selector: any, kindName: string): FieldError[] {
  if (!selector) {
    return [required('spec.selector')];
  }
  const errors = validateSelector(selector, 'spec.selector');
  const size =
    Object.keys(selector.matchLabels ?? {}).length +
    (selector.matchExpressions ?? []).length;
  if (size === 0) {
    errors.push(
      invalidValue(
        'spec.selector',
        selector,
        `empty selector is invalid for ${kindName}`,
      ),
    );
  }
  return errors;
}

function hasKnownOperators(selector: any): boolean {
  return (selector?.matchExpressions ?? []).every(({ operator }: any) =>
    operators.includes(operator),
  );
}

function validateMatch({ selector, template }: any): FieldError[] {
  const labels = template?.metadata?.labels;
  const isMatch = labelSelectorMatcher(selector)(labels);
  return isMatch
    ? []
    : [
        invalidValue(
          'spec.template.metadata.labels',
          labels ?? null,
          '`selector` does not match template `labels`',
        ),
      ];
}

/** @internal */
export function validateTemplate(template: any): FieldError[] {
  return [
    ...validateLabels(template?.metadata?.labels, 'spec.template.labels'),
    ...validatePodSpec(template?.spec, 'spec.template.spec'),
  ];
}

function validateRestartPolicy(template: any): FieldError[] {
  const policy = template?.spec?.restartPolicy;
  return policy === undefined || policy === 'Always'
    ? []
    : [notSupported('spec.template.spec.restartPolicy', policy, ['Always'])];
}
