import { ResourceDefinition } from '../resources/ResourceDefinition';
import { coreColumns } from './coreColumns';
import { customColumns } from './customColumns';
import { ageColumn, nameColumn, TableColumn } from './TableColumn';
import { workloadColumns } from './workloadColumns';

const genericColumns = [nameColumn, ageColumn];

/**
 * What a table of this resource shows.
 *
 * @internal
 */
export function columnsFor(definition: ResourceDefinition): TableColumn[] {
  if (definition.isCustom) {
    return customColumns(definition.columns);
  }
  return (
    coreColumns[definition.kind] ??
    workloadColumns[definition.kind] ??
    genericColumns
  );
}
