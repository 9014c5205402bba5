import {
  ResourceType,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { isConditionTrue } from '../../objects/conditions';
import { ClusterView } from '../../reconcile/ClusterView';

/**
 * All resources whose objects can own and be owned: the built-in ones, and those that
 * CustomResourceDefinitions add while the cluster runs.
 *
 * @internal
 */
export class ServedResources {
  readonly #customByDefinition = new Map<string, ResourceType>();
  readonly #listeners: Array<(resource: ResourceType) => void> = [];
  #isFollowing = false;

  constructor(readonly builtin: readonly ResourceType[]) {}

  all(): ResourceType[] {
    return [...this.builtin, ...this.#customByDefinition.values()];
  }

  /** Calls back for every resource there is and every one to come. */
  onResource(
    view: ClusterView,
    listener: (resource: ResourceType) => void,
  ): void {
    this.all().forEach(listener);
    this.#listeners.push(listener);
    this.#follow(view);
  }

  #follow(view: ClusterView): void {
    if (this.#isFollowing) {
      return;
    }
    this.#isFollowing = true;
    view
      .cache(resourceTypes.customResourceDefinitions)
      .onChange((definition, _previous, change) => {
        const { name } = definition.metadata;
        const known = this.#customByDefinition.get(name);
        if (change === 'removed' && known) {
          this.#customByDefinition.delete(name);
          view.forget(known);
        } else if (
          change === 'set' &&
          !known &&
          isConditionTrue(definition.status?.conditions, 'Established')
        ) {
          const resource = storedResource(definition.spec);
          this.#customByDefinition.set(name, resource);
          this.#listeners.forEach(listener => listener(resource));
        }
      });
  }
}

function storedResource(spec: any): ResourceType {
  const version = spec.versions.find(
    (each: { storage?: boolean }) => each.storage,
  );
  return {
    group: spec.group,
    version: version.name,
    plural: spec.names.plural,
    kind: spec.names.kind,
    isNamespaced: spec.scope === 'Namespaced',
  };
}
