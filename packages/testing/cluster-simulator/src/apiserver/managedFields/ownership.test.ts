import fc from 'fast-check';
import { Schema } from '../schema/Schema';
import { FieldSet } from './FieldSet';
import { fieldSetOf } from './fieldSetOf';
import { formatPath, fromFieldsV1, toFieldsV1 } from './fieldsV1';
import { Managers } from './Managers';
import {
  applyConfiguration,
  managersAfterUpdate,
  OwnershipConflictError,
  Writer,
} from './ownership';

const schema: Schema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        a: { type: 'string' },
        b: { type: 'string' },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        atomic: { type: 'array', items: { type: 'string' } },
        set: {
          type: 'array',
          'x-kubernetes-list-type': 'set',
          items: { type: 'string' },
        },
        items: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          items: {
            type: 'object',
            properties: {
              name: { type: 'string' },
              value: { type: 'string' },
            },
          },
        },
      },
    },
  },
};

function writer(name: string, operation: 'Apply' | 'Update'): Writer {
  return {
    name,
    operation,
    apiVersion: 'example.io/v1',
    time: '2026-01-01T00:00:00Z',
    schema,
    ignored: FieldSet.empty,
  };
}

interface State {
  object: any;
  managers: Managers;
}

const nothing: State = { object: {}, managers: new Map() };

function apply(
  { object, managers }: State,
  name: string,
  configuration: object,
  isForced = false,
): State {
  const result = applyConfiguration(
    managers,
    object,
    configuration,
    writer(name, 'Apply'),
    isForced,
  );
  return { object: result.object ?? {}, managers: result.managers };
}

function update({ object, managers }: State, name: string, after: any): State {
  return {
    object: after,
    managers: managersAfterUpdate(
      managers,
      object,
      after,
      writer(name, 'Update'),
    ),
  };
}

function ownersOf({ managers }: State): Record<string, string[]> {
  return Object.fromEntries(
    [...managers.values()].map(({ name, fields }) => [
      name,
      fields.paths().map(formatPath),
    ]),
  );
}

/** Who owns what an apply would change; undefined when it goes through. */
function conflictsOf(attempt: () => unknown): string[] | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return (error as OwnershipConflictError).conflicts.map(
      ({ manager, path }) => `${manager.name} ${formatPath(path)}`,
    );
  }
}

const itemsOf = (...names: string[]) => names.map(name => ({ name }));

describe('server-side apply', () => {
  it('owns what it applies, items and their fields each', () => {
    const state = apply(nothing, 'one', {
      spec: { a: '1', items: [{ name: 'x', value: '1' }], set: ['p'] },
    });
    expect(ownersOf(state)).toEqual({
      one: [
        '.spec.a',
        '.spec.items[name="x"]',
        '.spec.items[name="x"].name',
        '.spec.items[name="x"].value',
        '.spec.set[="p"]',
      ],
    });
  });

  it('removes what it applied before and does not any more, and nothing else', () => {
    let state = apply(nothing, 'one', {
      spec: { a: '1', labels: { x: '1', y: '1' }, items: itemsOf('x', 'y') },
    });
    state = apply(state, 'two', {
      spec: { labels: { z: '1' }, items: itemsOf('z', 'y') },
    });
    state = apply(state, 'one', { spec: { labels: { x: '1' } } });
    expect(state.object).toEqual({
      spec: { labels: { x: '1', z: '1' }, items: itemsOf('z', 'y') },
    });
  });

  it('refuses to change what others own, names each, and takes it by force', () => {
    let state = apply(nothing, 'one', { spec: { a: '1', b: '1' } });
    state = update(state, 'two', { spec: { a: '2', b: '1' } });
    expect(
      conflictsOf(() => apply(state, 'one', { spec: { a: '1', b: '1' } })),
    ).toEqual(['two .spec.a']);
    const forced = apply(state, 'one', { spec: { a: '1', b: '1' } }, true);
    expect(forced.object.spec.a).toBe('1');
    expect(ownersOf(forced)).toEqual({ one: ['.spec.a', '.spec.b'] });
  });

  it('shares a field with whoever applies the same value', () => {
    let state = apply(nothing, 'one', { spec: { a: '1' } });
    state = apply(state, 'two', { spec: { a: '1' } });
    expect(ownersOf(state)).toEqual({ one: ['.spec.a'], two: ['.spec.a'] });
    state = apply(state, 'one', { spec: {} });
    expect(state.object.spec.a).toBe('1');
  });

  it('owns an atomic list as a whole', () => {
    const state = apply(nothing, 'one', { spec: { atomic: ['x', 'y'] } });
    expect(ownersOf(state)).toEqual({ one: ['.spec.atomic'] });
    expect(() => apply(state, 'two', { spec: { atomic: ['z'] } })).toThrow(
      OwnershipConflictError,
    );
  });

  it('keeps live items in their place among the applied ones', () => {
    let state = apply(nothing, 'one', { spec: { items: itemsOf('a', 'b') } });
    state = update(state, 'two', {
      spec: { items: itemsOf('a', 'x', 'b', 'y') },
    });
    state = apply(state, 'one', { spec: { items: itemsOf('n', 'a', 'b') } });
    expect(state.object.spec.items).toEqual(itemsOf('n', 'a', 'x', 'b', 'y'));
  });
});

describe('updates', () => {
  it('own what they change and add, and free everybody of what they remove', () => {
    let state = apply(nothing, 'one', { spec: { a: '1', b: '1' } });
    state = update(state, 'two', { spec: { a: '2', set: ['p'] } });
    expect(ownersOf(state)).toEqual({
      two: ['.spec.a', '.spec.set', '.spec.set[="p"]'],
    });
  });

  it('own nothing when they change nothing', () => {
    const state = apply(nothing, 'one', { spec: { a: '1' } });
    expect(ownersOf(update(state, 'two', { spec: { a: '1' } }))).toEqual({
      one: ['.spec.a'],
    });
  });
});

const word = fc.constantFrom('1', '2', '3');
const spec = fc.record(
  {
    a: word,
    b: word,
    labels: fc.dictionary(fc.constantFrom('x', 'y'), word, { maxKeys: 2 }),
    set: fc.uniqueArray(word, { maxLength: 3 }),
    items: fc.uniqueArray(
      fc.record({ name: fc.constantFrom('p', 'q', 'r'), value: word }),
      { selector: ({ name }) => name, maxLength: 3 },
    ),
  },
  { requiredKeys: [] },
);
const objects = spec.map(value => ({ spec: value }));

describe('ownership', () => {
  it('is written and read again without loss', () => {
    fc.assert(
      fc.property(objects, object => {
        const fields = fieldSetOf(object, schema);
        const written = JSON.parse(JSON.stringify(toFieldsV1(fields)));
        expect(toFieldsV1(fromFieldsV1(written)!)).toEqual(written);
      }),
    );
  });

  it('never names a field that the object does not have', () => {
    const steps = fc.array(
      fc.record({
        name: fc.constantFrom('one', 'two'),
        isApply: fc.boolean(),
        object: objects,
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(steps, history => {
        let state = nothing;
        for (const { name, isApply, object } of history) {
          state = isApply
            ? apply(state, name, object, true)
            : update(state, name, object);
          const present = fieldSetOf(state.object, schema);
          for (const { fields } of state.managers.values()) {
            for (const path of fields.difference(present).paths()) {
              // A struct or list that was emptied may stay owned itself.
              expect(path.length).toBeLessThanOrEqual(2);
            }
          }
        }
      }),
    );
  });

  it('changes nothing when the same configuration is applied again', () => {
    fc.assert(
      fc.property(objects, objects, (live, configuration) => {
        const once = apply(
          update(nothing, 'two', live),
          'one',
          configuration,
          true,
        );
        const twice = apply(once, 'one', configuration);
        expect(twice.object).toEqual(once.object);
        expect(ownersOf(twice)).toEqual(ownersOf(once));
      }),
    );
  });

  it('lets a writer take back all it brought, when nobody else wants it', () => {
    fc.assert(
      fc.property(objects, objects, (live, configuration) => {
        const others = update(nothing, 'two', live);
        const present = fieldSetOf(live, schema);
        const applied = apply(others, 'one', configuration, true);
        const back = apply(applied, 'one', {}, true);
        const left = fieldSetOf(back.object, schema).difference(present);
        expect(left.paths().filter(path => path.length > 2)).toEqual([]);
      }),
    );
  });
});
