import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { ColumnDefinition } from '../resources/ResourceDefinition';
import { since, nameColumn, TableColumn } from './TableColumn';

/**
 * The printed columns of a custom resource: its name, then what its definition names, else its age.
 *
 * @internal
 */
export function customColumns(
  definitions: ColumnDefinition[] = [],
): TableColumn[] {
  const shown =
    definitions.length > 0
      ? definitions
      : [
          {
            name: 'Age',
            type: 'date',
            jsonPath: '.metadata.creationTimestamp',
          },
        ];
  return [nameColumn, ...shown.map(toColumn)];
}

function toColumn(definition: ColumnDefinition): TableColumn {
  const path = definition.jsonPath ?? '';
  return {
    name: definition.name,
    type: definition.type as TableColumn['type'],
    ...(definition.format && { format: definition.format }),
    priority: definition.priority ?? 0,
    cell(object, nowMs) {
      const value = readJsonPath(object, path);
      if (definition.type !== 'date') {
        return typeof value === 'object' && value !== null
          ? JSON.stringify(value)
          : (value ?? null);
      }
      return value === undefined ? null : since(String(value), nowMs);
    },
  };
}

/**
 * Reads the part of JSONPath that columns use: fields, quoted fields, indices and one equality filter
 * such as `.status.conditions[?(@.type=="Ready")].status`.
 */
function readJsonPath(object: KubeObject, path: string): unknown {
  const tokens = path.matchAll(
    /\.?([A-Za-z0-9_-]+)|\[['"]([^'"]+)['"]\]|\[(\d+)\]|\[\?\(@\.([A-Za-z0-9_.-]+)\s*==\s*['"]([^'"]*)['"]\)\]/g,
  );
  let node: any = object;
  for (const [, field, quoted, index, filterField, filterValue] of tokens) {
    if (node === undefined || node === null) {
      return undefined;
    }
    if (filterField !== undefined) {
      node = Array.isArray(node)
        ? node.find(item => String(item?.[filterField]) === filterValue)
        : undefined;
    } else {
      node = node[field ?? quoted ?? Number(index)];
    }
  }
  return node;
}
