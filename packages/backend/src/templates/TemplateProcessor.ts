import {
  Entity,
  entityKindSchemaValidator,
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
} from '@backstage/catalog-model';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';

/** What every template has; the scaffolder itself judges its form and its steps when it is used. */
const validate = entityKindSchemaValidator({
  type: 'object',
  required: ['apiVersion', 'kind', 'spec'],
  properties: {
    apiVersion: { enum: ['scaffolder.backstage.io/v1beta3'] },
    kind: { enum: ['Template'] },
    spec: {
      type: 'object',
      required: ['type', 'steps'],
      properties: {
        type: { type: 'string', minLength: 1 },
        owner: { type: 'string', minLength: 1 },
        steps: {
          type: 'array',
          items: { type: 'object', required: ['action'] },
        },
      },
    },
  },
});

/**
 * Lets the catalog take templates in: by itself it knows no such kind, and the page of templates would
 * stay empty.
 */
export class TemplateProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'TemplateProcessor';
  }

  async validateEntityKind(entity: Entity): Promise<boolean> {
    return validate(entity) === entity;
  }

  async postProcessEntity(
    entity: Entity,
    _location: unknown,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    const owner = entity.spec?.owner;
    if (entity.kind === 'Template' && typeof owner === 'string') {
      const self = getCompoundEntityRef(entity);
      const team = parseEntityRef(owner, {
        defaultKind: 'Group',
        defaultNamespace: self.namespace,
      });
      emit(
        processingResult.relation({
          source: self,
          type: RELATION_OWNED_BY,
          target: team,
        }),
      );
      emit(
        processingResult.relation({
          source: team,
          type: RELATION_OWNER_OF,
          target: self,
        }),
      );
    }
    return entity;
  }
}
