import { objectKey } from './objectRef';

const node = { apiVersion: 'v1', kind: 'Node', name: 'w-1' };

describe('objectKey', () => {
  it('tells objects apart by each part of what names them', () => {
    const others = [
      node,
      { ...node, apiVersion: 'v2' },
      { ...node, kind: 'Pod' },
      { ...node, name: 'w-2' },
      { ...node, namespace: 'shop' },
    ];
    expect(new Set(others.map(objectKey)).size).toBe(others.length);
    expect(objectKey({ ...node })).toBe(objectKey(node));
  });

  it('is the same text in every release, for it is stored', () => {
    expect(objectKey(node)).toBe('v1/Node/-/w-1');
    expect(objectKey({ ...node, namespace: 'shop' })).toBe('v1/Node/shop/w-1');
  });
});
