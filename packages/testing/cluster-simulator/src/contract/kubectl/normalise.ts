import { ContractScope } from '../ContractScope';

/**
 * Takes out of kubectl's words what differs from run to run: ages, versions, generated parts of
 * names, and the width of columns that follows from them.
 */
export function normalise(scope: ContractScope, text: string): string {
  return text
    .replaceAll(scope.namespace, 'NAMESPACE')
    .replace(/\b([a-z]+)-[a-z0-9]{7,10}-[a-z0-9]{5}\b/g, '$1-HASH-ID')
    .replace(/\b([a-z]+)-[0-9a-f]{8,10}\b/g, '$1-HASH')
    .replace(/\b(agent)-[a-z0-9]{5}\b/g, '$1-ID')
    .replace(/\b\d+(\.\d+)?(ms|s|m)\b(?!\/)/g, 'AGE')
    .split('\n')
    .map(line => line.replace(/ {2,}/g, '  ').trimEnd())
    .join('\n')
    .trimEnd();
}
