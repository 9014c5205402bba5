import {
  upgradeApplicationPermissions,
  upgradeClusterPermissions,
  upgradePermissions,
  upgradeRunPermissions,
} from './permissions';

describe('upgradePermissions', () => {
  it('holds every permission once, under the names that policies are written for', () => {
    expect(
      upgradePermissions.map(
        ({ name, resourceType, attributes }) =>
          `${name} ${attributes.action} ${resourceType}`,
      ),
    ).toEqual([
      'upgrade.cluster.read read upgrade-cluster',
      'upgrade.plan.create create upgrade-cluster',
      'upgrade.start create upgrade-cluster',
      'upgrade.override update upgrade-cluster',
      'upgrade.read read upgrade',
      'upgrade.pause update upgrade',
      'upgrade.cancel update upgrade',
      'upgrade.rollback update upgrade',
      'upgrade.retry update upgrade',
      'upgrade.skip update upgrade',
      'upgrade.silence update upgrade',
      'upgrade.note update upgrade',
      'upgrade.threshold.read read upgrade-application',
      'upgrade.threshold.edit update upgrade-application',
    ]);
  });

  it('sorts each permission under the resource it is decided for', () => {
    expect(upgradePermissions).toHaveLength(
      upgradeClusterPermissions.length +
        upgradeRunPermissions.length +
        upgradeApplicationPermissions.length,
    );
  });
});
