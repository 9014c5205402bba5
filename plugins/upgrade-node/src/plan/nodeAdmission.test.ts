import { nodeAdmission } from './nodeAdmission';

describe('nodeAdmission', () => {
  it('counts nodes that are cordoned or not ready, whoever cordoned them', () => {
    expect(nodeAdmission(2)).toEqual({
      maxUnavailable: 2,
      noun: 'node',
      objects: { apiVersion: 'v1', kind: 'Node' },
      outOfService: [
        {
          kind: 'field',
          pointer: '/spec/unschedulable',
          equals: true,
          text: 'cordoned',
        },
        { kind: 'condition', type: 'Ready', text: 'not ready' },
      ],
    });
  });

  it('leaves out the nodes that it is told to', () => {
    const withoutLabels = { 'example.com/spare': 'true' };
    expect(nodeAdmission(1, { withoutLabels }).objects).toEqual({
      apiVersion: 'v1',
      kind: 'Node',
      withoutLabels,
    });
  });
});
