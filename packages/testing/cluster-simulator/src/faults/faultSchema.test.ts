import { readFault } from './faultSchema';

describe('readFault', () => {
  it('takes everything that a fault of pods can be matched by', () => {
    const fault = {
      name: 'shop',
      kind: 'crash-loop',
      match: {
        namespace: 'shop',
        labels: { app: 'shop' },
        image: 'shop:1',
        node: 'node-1',
        nodeLabels: { zone: 'a' },
        otherNodeLabels: { version: 'v1' },
      },
    };
    expect(readFault(fault)).toEqual(fault);
  });

  it('refuses what it does not know, by name', () => {
    expect(() =>
      readFault({ name: 'x', kind: 'crash-loop', match: { colour: 'red' } }),
    ).toThrow(/colour/);
  });
});
