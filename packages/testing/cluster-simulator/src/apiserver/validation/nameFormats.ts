import { KindRules } from '../kinds/KindRules';

const SUBDOMAIN_LENGTH_MAX = 253;
const LABEL_LENGTH_MAX = 63;

const labelPattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomainPattern =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const subdomainRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const labelRule =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

function check(
  name: string,
  pattern: RegExp,
  rule: string,
  lengthMax: number,
): string[] {
  const problems = [];
  if (name.length > lengthMax) {
    problems.push(`must be no more than ${lengthMax} bytes`);
  }
  if (!pattern.test(name)) {
    problems.push(rule);
  }
  return problems;
}

/**
 * What is wrong with a name, in the API's words; empty when nothing is.
 *
 * @internal
 */
export function nameProblems(
  name: string,
  format: KindRules['nameFormat'] = 'subdomain',
): string[] {
  return format === 'label'
    ? check(name, labelPattern, labelRule, LABEL_LENGTH_MAX)
    : check(name, subdomainPattern, subdomainRule, SUBDOMAIN_LENGTH_MAX);
}
