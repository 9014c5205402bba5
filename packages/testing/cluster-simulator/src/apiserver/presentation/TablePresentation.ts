import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { StoredObject } from '../../storage/StoredObject';
import { ResourceDefinition } from '../resources/ResourceDefinition';
import { columnsFor } from '../tables/columnsFor';
import { TableColumn } from '../tables/TableColumn';
import { ListMetadata, Presentation } from './Presentation';

/**
 * What each row says about its object beside the cells.
 *
 * @internal
 */
export type IncludedObject = 'None' | 'Metadata' | 'Object';

/**
 * Objects as rows that `kubectl get` prints without knowing their kind.
 *
 * @internal
 */
export class TablePresentation implements Presentation {
  readonly #columns: TableColumn[];

  constructor(
    definition: ResourceDefinition,
    private readonly included: IncludedObject,
    private readonly nowMs: () => number,
  ) {
    this.#columns = columnsFor(definition);
  }

  object(object: KubeObject | StoredObject): string {
    const plain = object instanceof StoredObject ? object.object : object;
    return this.#table([plain], {
      resourceVersion: plain.metadata.resourceVersion ?? '',
    });
  }

  list(items: StoredObject[], metadata: ListMetadata): string {
    return this.#table(
      items.map(({ object }) => object),
      metadata,
    );
  }

  #table(objects: KubeObject[], metadata: ListMetadata): string {
    return JSON.stringify({
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
      metadata,
      columnDefinitions: this.#columns.map(
        ({ name, type, format = '', priority }) => ({
          name,
          type,
          format,
          description: '',
          priority,
        }),
      ),
      rows: objects.map(object => ({
        cells: this.#columns.map(column => column.cell(object, this.nowMs())),
        ...this.#rowObject(object),
      })),
    });
  }

  #rowObject(object: KubeObject): { object?: unknown } {
    switch (this.included) {
      case 'None':
        return {};
      case 'Object':
        return { object };
      default:
        return {
          object: {
            kind: 'PartialObjectMetadata',
            apiVersion: 'meta.k8s.io/v1',
            metadata: object.metadata,
          },
        };
    }
  }
}
