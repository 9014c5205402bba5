import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { humanDuration } from './humanDuration';
import { parseTime } from '../timestamps';

/**
 * One printed column of a kind.
 *
 * @internal
 */
export interface TableColumn {
  name: string;
  type: 'string' | 'integer' | 'date' | 'number' | 'boolean';
  format?: string;
  /** 0: always shown; 1: only with `-o wide`. */
  priority: number;
  cell(object: KubeObject, nowMs: number): unknown;
}

/** @internal */
export const NONE = '<none>';

type Cell = TableColumn['cell'];

/** @internal */
export function text(name: string, cell: Cell): TableColumn {
  return { name, type: 'string', priority: 0, cell };
}

/** @internal */
export function count(name: string, cell: Cell): TableColumn {
  return {
    name,
    type: 'integer',
    priority: 0,
    cell: (object, nowMs) => cell(object, nowMs) ?? 0,
  };
}

/** @internal */
export function wide(column: TableColumn): TableColumn {
  return { ...column, priority: 1 };
}

/**
 * How long ago a time was; `<unknown>` without one.
 *
 * @internal
 */
export function since(time: string | undefined, nowMs: number): string {
  return time ? humanDuration(nowMs - parseTime(time)) : '<unknown>';
}

/** @internal */
export const nameColumn: TableColumn = {
  ...text('Name', ({ metadata }) => metadata.name),
  format: 'name',
};

/** @internal */
export const ageColumn = text('Age', ({ metadata }, nowMs) =>
  since(metadata.creationTimestamp, nowMs),
);
