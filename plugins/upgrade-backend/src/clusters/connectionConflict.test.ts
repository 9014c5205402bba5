import { ClusterEntity } from './ClusterEntity';
import { connectionConflict } from './connectionConflict';

function cluster(
  name: string,
  change: Partial<ClusterEntity> = {},
): ClusterEntity {
  return {
    ref: `resource:default/${name}`,
    title: name,
    platform: 'omnicloud',
    connectionName: 'prod',
    ownerRef: 'group:default/operators',
    ...change,
  };
}

const omni = cluster('omni');
const weka = cluster('weka', { platform: 'weka' });
const elsewhere = cluster('other', { connectionName: 'test' });
const unnamed = cluster('unnamed', { connectionName: undefined });

function conflictOf(
  one: ClusterEntity,
  clusters: ClusterEntity[],
  sharedConnections: string[],
  isVisible: (ref: string) => boolean = () => true,
) {
  return connectionConflict(one, clusters, { sharedConnections, isVisible });
}

describe('connectionConflict', () => {
  it('lets one API server carry several platforms of one owner', () => {
    const all = [omni, weka, elsewhere, unnamed];
    expect(all.map(one => conflictOf(one, all, []))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('refuses both of two entities that name the same platform, with both names', () => {
    const twin = cluster('twin');
    for (const one of [omni, twin]) {
      // Even where owners may share it: it is one platform twice.
      const conflict = conflictOf(one, [omni, twin, weka], ['prod']);
      expect(conflict?.reason).toMatchObject({
        code: 'connection-named-twice',
        text: expect.stringMatching(
          /^resource:default\/omni and resource:default\/twin name .*'prod'.*'omnicloud'/,
        ),
      });
    }
    expect(conflictOf(weka, [omni, twin, weka], [])).toBeUndefined();
  });

  it('lets different owners share a connection only where the configuration says so', () => {
    const foreign = { ...weka, ownerRef: 'group:default/storage' };
    for (const one of [omni, foreign]) {
      const conflict = conflictOf(one, [omni, foreign], ['test']);
      expect(conflict?.reason.code).toBe('connection-of-different-owners');
      expect(conflict?.reason.text).toContain('group:default/storage');
      expect(conflict?.reason.text).toContain('group:default/operators');
      expect(conflict?.remedy).toContain('upgrade.connections.sharedByOwners');
      expect(conflictOf(one, [omni, foreign], ['prod'])).toBe(undefined);
    }
  });

  it('names of the others those alone that the reader may see, and the owners of those', () => {
    const one = (name: string) =>
      cluster(name, { ownerRef: `group:default/${name}` });
    const told = (others: string[], visible: string[] = []) =>
      conflictOf(omni, [omni, ...others.map(one)], [], ref =>
        visible.includes(ref),
      );
    const hidden = told(['secret']);
    expect(hidden?.reason.text).toMatch(
      /^resource:default\/omni and another entity that you may not see name/,
    );
    expect(hidden?.remedy).toContain('operator of the portal');
    expect(JSON.stringify(hidden)).not.toContain('secret');
    expect(told(['b', 'c', 'a'], ['resource:default/a'])?.reason.text).toMatch(
      /^resource:default\/a, resource:default\/omni and 2 other entities that you may not see name/,
    );
    const foreign = { ...weka, ownerRef: 'group:default/acquirers' };
    const owners = conflictOf(omni, [omni, foreign], [], () => false);
    expect(owners?.reason).toMatchObject({
      code: 'connection-of-different-owners',
      text: expect.stringMatching(
        /^resource:default\/omni of group:default\/operators and another entity that you may not see name/,
      ),
    });
    expect(JSON.stringify(owners)).not.toMatch(/weka|acquirers/);
  });
});
