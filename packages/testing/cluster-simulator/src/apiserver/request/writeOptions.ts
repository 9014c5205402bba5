import type { ApiRequest } from '@cluster-upgrade/plugin-upgrade-node';
import { notSupported } from '../errors/FieldError';
import { invalid } from '../errors/StatusError';
import { isTrue } from './requestInfo';

/** @internal */
export type FieldValidation = 'Ignore' | 'Warn' | 'Strict';

/**
 * How a write was asked for, read from query and headers.
 *
 * @internal
 */
export interface WriteOptions {
  /** As sent; server-side apply requires it. */
  fieldManager?: string;
  /** Who is recorded as the manager of the written fields. */
  managerName: string;
  isDryRun: boolean;
  fieldValidation: FieldValidation;
  isForced?: boolean;
}

const MANAGER_LENGTH_MAX = 128;

/**
 * @param kind - of the options in the API's terms, for example `CreateOptions`
 * @throws StatusError with code 422
 * @internal
 */
export function readWriteOptions(
  { query = {}, headers = {} }: ApiRequest,
  kind: string,
): WriteOptions {
  const optionsKind = { group: 'meta.k8s.io', kind };
  if (query.dryRun && query.dryRun !== 'All') {
    throw invalid(optionsKind, '', [
      notSupported('dryRun', [query.dryRun], ['All']),
    ]);
  }
  const fieldValidation = query.fieldValidation || 'Warn';
  if (!isFieldValidation(fieldValidation)) {
    throw invalid(optionsKind, '', [
      notSupported('fieldValidation', fieldValidation, [
        'Ignore',
        'Strict',
        'Warn',
      ]),
    ]);
  }
  const userAgent = (headers['user-agent'] ?? 'unknown').split('/')[0];
  return {
    fieldManager: query.fieldManager || undefined,
    managerName: (query.fieldManager || userAgent).slice(0, MANAGER_LENGTH_MAX),
    isDryRun: query.dryRun === 'All',
    fieldValidation,
    ...(query.force !== undefined && { isForced: isTrue(query.force) }),
  };
}

function isFieldValidation(value: string): value is FieldValidation {
  return ['Ignore', 'Warn', 'Strict'].includes(value);
}
