import { builtinDefinitions, definitionKey } from './builtinResources';
import { ResourceDefinition } from './ResourceDefinition';

/**
 * The resources served now. Custom ones come and go with their definitions.
 *
 * @internal
 */
export class ResourceRegistry {
  readonly #definitions = new Map<string, ResourceDefinition>();

  constructor() {
    for (const definition of builtinDefinitions()) {
      this.add(definition);
    }
  }

  add(definition: ResourceDefinition): void {
    this.#definitions.set(definitionKey(definition), definition);
  }

  /** Removes every version of a custom resource. */
  removeCustom(group: string, plural: string): void {
    for (const [key, definition] of this.#definitions) {
      if (
        definition.isCustom &&
        definition.group === group &&
        definition.plural === plural
      ) {
        this.#definitions.delete(key);
      }
    }
  }

  find(
    group: string,
    version: string,
    plural: string,
  ): ResourceDefinition | undefined {
    return this.#definitions.get(definitionKey({ group, version, plural }));
  }

  /**
   * @throws Error when the resource is not built in
   */
  builtin(group: string, version: string, plural: string): ResourceDefinition {
    const definition = this.find(group, version, plural);
    if (!definition) {
      throw new Error(
        `${definitionKey({ group, version, plural })} is unknown`,
      );
    }
    return definition;
  }

  /** Whether the server itself, and no custom resource, brings the group. */
  isBuiltinGroup(group: string): boolean {
    return this.all().some(
      definition => !definition.isCustom && definition.group === group,
    );
  }

  all(): ResourceDefinition[] {
    return [...this.#definitions.values()];
  }
}
