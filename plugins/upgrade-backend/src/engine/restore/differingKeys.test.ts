import { JsonValue } from '@backstage/types';
import { differingKeys } from './differingKeys';

const env = (...pairs: Array<[string, string]>) => ({
  containers: [
    { name: 'agent', env: pairs.map(([name, value]) => ({ name, value })) },
  ],
});

describe('differingKeys', () => {
  it.each<[JsonValue, JsonValue, string[]]>([
    [{ a: '1', b: '2' }, { a: '1', b: '3' }, ['b']],
    [{ a: '1' }, { a: '1', b: '3' }, ['b']],
    [{ a: { b: '1' } }, { a: 'x' }, ['a']],
    [{ args: ['x', 'y'] }, { args: ['x', 'z', 'w'] }, ['args[1]', 'args[2]']],
    [
      env(['LEVEL', 'info'], ['URL', 'one']),
      env(['URL', 'two'], ['LEVEL', 'info']),
      ['containers[agent].env[URL].value'],
    ],
    [
      env(['A', '1'], ['B', '2']),
      env(['B', '2'], ['A', '1']),
      ['containers[agent].env'],
    ],
    ['one', 'two', ['']],
    [{ a: '1' }, { a: '1' }, []],
  ])('of %j and %j are %j', (one, other, expected) => {
    expect(differingKeys(one, other)).toEqual(expected);
  });
});
