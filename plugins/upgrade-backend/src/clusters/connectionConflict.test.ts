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

describe('connectionConflict', () => {
  it('lets one API server carry several platforms of one owner', () => {
    const all = [omni, weka, elsewhere, unnamed];
    expect(all.map(one => connectionConflict(one, all, []))).toEqual([
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
      const conflict = connectionConflict(one, [omni, twin, weka], ['prod']);
      expect(conflict?.reason).toMatchObject({
        code: 'connection-named-twice',
        text: expect.stringMatching(
          /^resource:default\/omni and resource:default\/twin name .*'prod'.*'omnicloud'/,
        ),
      });
    }
    expect(connectionConflict(weka, [omni, twin, weka], [])).toBeUndefined();
  });

  it('lets different owners share a connection only where the configuration says so', () => {
    const foreign = { ...weka, ownerRef: 'group:default/storage' };
    for (const one of [omni, foreign]) {
      const conflict = connectionConflict(one, [omni, foreign], ['test']);
      expect(conflict?.reason.code).toBe('connection-of-different-owners');
      expect(conflict?.reason.text).toContain('group:default/storage');
      expect(conflict?.reason.text).toContain('group:default/operators');
      expect(conflict?.remedy).toContain('upgrade.connections.sharedByOwners');
      expect(connectionConflict(one, [omni, foreign], ['prod'])).toBe(
        undefined,
      );
    }
  });
});
