import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { ObjectCache } from './ObjectCache';

const object = (
  name: string,
  version: number,
  metadata: Partial<KubeObject['metadata']> = {},
): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name,
    namespace: 'default',
    uid: `uid-of-${name}`,
    resourceVersion: `${version}`,
    ...metadata,
  },
  spec: {},
});

const versionOf = (cache: ObjectCache, name: string) =>
  cache.get(`default/${name}`)?.metadata.resourceVersion;

describe('ObjectCache', () => {
  it('shows the answer to a write before the watch brings it', () => {
    const cache = new ObjectCache();
    cache.replace([object('a', 5)], '10');
    cache.observe(object('a', 11));
    expect(versionOf(cache, 'a')).toBe('11');
  });

  it('takes no answer that the watch is already past, or a deleted object would come back', () => {
    const cache = new ObjectCache();
    cache.replace([object('a', 5)], '10');
    cache.apply({ type: 'DELETED', object: object('a', 12) });
    cache.observe(object('a', 11));
    expect(versionOf(cache, 'a')).toBeUndefined();
  });

  it('shows an asked-for deletion until the watch confirms it, older events notwithstanding', () => {
    const cache = new ObjectCache();
    cache.replace([object('a', 5)], '10');
    const deletion = () => cache.get('default/a')?.metadata.deletionTimestamp;
    cache.expectDeletion('default/a', 'uid-of-a', 'soon');
    expect(deletion()).toBe('soon');
    cache.apply({ type: 'MODIFIED', object: object('a', 11) });
    expect(deletion()).toBe('soon');
    const confirmed = object('a', 12, { deletionTimestamp: 'now' });
    cache.apply({ type: 'MODIFIED', object: confirmed });
    expect(deletion()).toBe('now');
  });

  it('does not take a namesake for the deleted object', () => {
    const cache = new ObjectCache();
    cache.replace([object('a', 5)], '10');
    cache.expectDeletion('default/a', 'uid-of-another', 'soon');
    expect(cache.get('default/a')?.metadata.deletionTimestamp).toBeUndefined();
  });

  it('tells what is gone after a new list', () => {
    const cache = new ObjectCache();
    const told: string[] = [];
    cache.replace([object('a', 5), object('b', 6)], '10');
    cache.onChange(({ metadata }, _previous, change) =>
      told.push(`${change} ${metadata.name}`),
    );
    cache.replace([object('b', 6)], '20');
    expect(told).toEqual(['removed a', 'set b']);
  });

  it('finds objects by owner, namespace and node, wherever they were before', () => {
    const cache = new ObjectCache();
    const owned = object('a', 5, {
      ownerReferences: [{ apiVersion: 'v1', kind: 'X', name: 'x', uid: 'x' }],
    });
    cache.replace([owned], '10');
    expect(cache.by('owner', 'x')).toEqual([owned]);
    expect(cache.by('node', '')).toEqual([owned]);
    cache.apply({
      type: 'MODIFIED',
      object: { ...object('a', 11), spec: { nodeName: 'n' } },
    });
    expect(cache.by('owner', 'x')).toEqual([]);
    expect(cache.by('node', '')).toEqual([]);
    expect(cache.by('node', 'n')).toHaveLength(1);
    expect(cache.by('namespace', 'default')).toHaveLength(1);
  });
});
