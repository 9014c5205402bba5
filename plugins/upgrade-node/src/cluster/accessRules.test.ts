import { AccessRule } from '../step/StepHandler';
import { missingRights } from './accessRules';

const rule = (
  resource: string,
  verbs: string[],
  namespace?: string,
): AccessRule => ({ apiGroup: 'apps', resource, verbs, namespace });

describe('missingRights', () => {
  it('names each verb that no rule grants, once', () => {
    const needed = [
      rule('deployments', ['get', 'patch'], 'shop'),
      rule('deployments', ['patch'], 'shop'),
      rule('deployments/scale', ['patch']),
    ];
    expect(missingRights(needed, [rule('deployments', ['get'])])).toEqual([
      rule('deployments', ['patch'], 'shop'),
      rule('deployments/scale', ['patch']),
    ]);
  });

  it('takes a rule of one namespace as none for all', () => {
    const needed = [rule('deployments', ['get'])];
    expect(
      missingRights(needed, [rule('deployments', ['get'], 'shop')]),
    ).toEqual(needed);
  });

  it('knows the star', () => {
    const all = { apiGroup: '*', resource: '*', verbs: ['*'] };
    expect(missingRights([rule('deployments', ['get'])], [all])).toEqual([]);
  });
});
