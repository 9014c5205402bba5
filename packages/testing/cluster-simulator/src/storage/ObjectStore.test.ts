import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import fc from 'fast-check';
import { ObjectStore } from './ObjectStore';
import { StoreEvent } from './StoredObject';

function thing(name: string, namespace = 'default', value = 0): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Thing',
    metadata: { name, namespace },
    value,
  };
}

/** Writes as commands, so that any sequence of them is a history. */
type Command = { name: string; namespace: string; action: 'put' | 'delete' };

const commands: fc.Arbitrary<Command[]> = fc.array(
  fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    namespace: fc.constantFrom('one', 'two'),
    action: fc.constantFrom('put' as const, 'put' as const, 'delete' as const),
  }),
  { maxLength: 60 },
);

function apply(store: ObjectStore, command: Command, value: number): void {
  const { name, namespace, action } = command;
  const stored = store.get('things', namespace, name);
  if (action === 'delete') {
    if (stored) {
      store.delete('things', namespace, name);
    }
  } else if (stored) {
    store.update('things', thing(name, namespace, value));
  } else {
    store.create('things', thing(name, namespace, value));
  }
}

/** What somebody knows who began with a list and followed events since. */
function follow(
  known: Map<string, string>,
  { type, current }: StoreEvent,
): void {
  const { namespace, name } = current.object.metadata;
  if (type === 'deleted') {
    known.delete(`${namespace}/${name}`);
  } else {
    known.set(`${namespace}/${name}`, current.json);
  }
}

function snapshot(store: ObjectStore): Map<string, string> {
  return new Map(
    store
      .list('things')
      .map(item => [
        `${item.object.metadata.namespace}/${item.object.metadata.name}`,
        item.json,
      ]),
  );
}

describe('ObjectStore', () => {
  it('lets list plus later events always add up to the present', () => {
    fc.assert(
      fc.property(commands, fc.nat(60), (history, at) => {
        const store = new ObjectStore();
        history
          .slice(0, at)
          .forEach((command, index) => apply(store, command, index));
        const known = snapshot(store);
        const since = store.revision;
        history
          .slice(at)
          .forEach((command, index) => apply(store, command, at + index));
        store
          .eventsAfter('things', since)
          .forEach(event => follow(known, event));
        expect(known).toEqual(snapshot(store));
      }),
    );
  });

  it('numbers writes without gaps and tells each listener each of them in order', () => {
    fc.assert(
      fc.property(commands, history => {
        const store = new ObjectStore();
        const first = store.revision;
        const told: number[] = [];
        store.subscribe('things', ({ revision }) => told.push(revision));
        history.forEach((command, index) => apply(store, command, index));
        const expected = Array.from(
          { length: store.revision - first },
          (_, index) => first + 1 + index,
        );
        expect(told).toEqual(expected);
      }),
    );
  });

  it('lists a namespace in the order of names, and all namespaces in the order of both', () => {
    const store = new ObjectStore();
    store.create('things', thing('b', 'two'));
    store.create('things', thing('b', 'one'));
    store.create('things', thing('a', 'two'));
    const names = (namespace?: string) =>
      store
        .list('things', namespace)
        .map(
          ({ object: { metadata } }) =>
            `${metadata.namespace}/${metadata.name}`,
        );
    expect(names()).toEqual(['one/b', 'two/a', 'two/b']);
    expect(names('two')).toEqual(['two/a', 'two/b']);
    expect(names('three')).toEqual([]);
  });

  it('forgets the oldest events beyond its limit, and knows that it did', () => {
    const store = new ObjectStore(10);
    const start = store.revision;
    store.create('things', thing('a'));
    for (let value = 0; value < 30; value += 1) {
      store.update('things', thing('a', 'default', value));
    }
    expect(store.hasHistorySince('things', start)).toBe(false);
    expect(store.hasHistorySince('things', store.revision - 9)).toBe(true);
    expect(store.eventsAfter('things', store.revision - 9)).toHaveLength(9);
    // Another resource has a history of its own.
    expect(store.hasHistorySince('others', start)).toBe(true);
  });

  it('tells a deletion with a revision of its own', () => {
    const store = new ObjectStore();
    const created = store.create('things', thing('a'));
    const deleted = store.delete('things', 'default', 'a');
    expect(deleted.revision).toBe(created.revision + 1);
    expect(deleted.object.metadata.resourceVersion).toBe(
      String(deleted.revision),
    );
    expect(created.object.metadata.resourceVersion).toBe(
      String(created.revision),
    );
  });
});
