import { badRequest } from '../errors/StatusError';

/** @internal */
export type Labels = Record<string, string> | undefined;

/** @internal */
export type LabelMatcher = (labels: Labels) => boolean;

type Operator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';

interface Requirement {
  key: string;
  operator: Operator;
  values: string[];
}

const keyPattern =
  /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const valuePattern = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;

function isMatch(requirement: Requirement, labels: Labels): boolean {
  const value =
    labels && Object.hasOwn(labels, requirement.key)
      ? labels[requirement.key]
      : undefined;
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && requirement.values.includes(value);
    case 'NotIn':
      return value === undefined || !requirement.values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return (
        value !== undefined && Number(value) > Number(requirement.values[0])
      );
    default:
      return (
        value !== undefined && Number(value) < Number(requirement.values[0])
      );
  }
}

/** Splits at commas that are not inside parentheses. */
function splitRequirements(selector: string): string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(part => part !== '');
}

function parseRequirement(text: string): Requirement {
  const setBased = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text);
  if (setBased) {
    return {
      key: setBased[1],
      operator: setBased[2] === 'in' ? 'In' : 'NotIn',
      values: setBased[3].split(',').map(value => value.trim()),
    };
  }
  const compared = /^([^\s=!<>]+)\s*(==|=|!=|>|<)\s*(\S*)$/.exec(text);
  if (compared) {
    const operators: Record<string, Operator> = {
      '=': 'In',
      '==': 'In',
      '!=': 'NotIn',
      '>': 'Gt',
      '<': 'Lt',
    };
    return {
      key: compared[1],
      operator: operators[compared[2]],
      values: [compared[3]],
    };
  }
  const bare = text.startsWith('!') ? text.slice(1).trim() : text;
  const [key, unexpected] = bare.split(/\s+/);
  if (unexpected !== undefined) {
    throw badRequest(
      text.includes('(')
        ? "unable to parse requirement: found '', expected: ',' or ')'"
        : `unable to parse requirement: found '${unexpected}', expected: in, notin, =, ==, !=, gt, lt`,
    );
  }
  return {
    key,
    operator: bare === text ? 'Exists' : 'DoesNotExist',
    values: [],
  };
}

/**
 * Reads a selector as it stands in a query: equality and set based requirements, all of which must
 * hold.
 *
 * @throws StatusError with code 400
 * @internal
 */
export function parseLabelSelector(selector: string): LabelMatcher {
  const requirements = splitRequirements(selector).map(parseRequirement);
  for (const { key, values } of requirements) {
    if (!keyPattern.test(key) || !values.every(v => valuePattern.test(v))) {
      throw badRequest(
        `unable to parse requirement: <nil>: Invalid value: ${JSON.stringify(
          selector,
        )}: is not a label selector`,
      );
    }
  }
  return labels => requirements.every(item => isMatch(item, labels));
}

/**
 * Reads a selector as it stands in an object's spec. An empty selector matches everything, a missing
 * one nothing.
 *
 * @internal
 */
export function labelSelectorMatcher(selector: any): LabelMatcher {
  if (!selector) {
    return () => false;
  }
  const requirements: Requirement[] = [
    ...Object.entries<string>(selector.matchLabels ?? {}).map(
      ([key, value]) => ({ key, operator: 'In' as const, values: [value] }),
    ),
    ...(selector.matchExpressions ?? []).map((expression: any) => ({
      key: expression.key,
      operator: expression.operator,
      values: expression.values ?? [],
    })),
  ];
  return labels => requirements.every(item => isMatch(item, labels));
}

/**
 * The same selector in the form of a query, as `/scale` shows it.
 *
 * @internal
 */
export function formatLabelSelector(selector: any): string {
  const equalities = Object.entries<string>(selector?.matchLabels ?? {})
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`);
  const expressions = (selector?.matchExpressions ?? []).map(
    ({ key, operator, values = [] }: Requirement) => {
      switch (operator) {
        case 'In':
          return `${key} in (${[...values].sort().join(',')})`;
        case 'NotIn':
          return `${key} notin (${[...values].sort().join(',')})`;
        case 'Exists':
          return key;
        default:
          return `!${key}`;
      }
    },
  );
  return [...equalities, ...expressions].join(',');
}
