import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { AccessRule } from '@cluster-upgrade/plugin-upgrade-node';
import {
  grantedRights,
  neededRights,
} from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { parseAllDocuments } from 'yaml';
import { application, planInput } from './__testUtils__/planInput';
import { omniCloudDriver } from './OmniCloudDriver';
import { OMNI_NAMESPACE } from './resources';

const documents = parseAllDocuments(
  readFileSync(
    resolvePackagePath(
      '@cluster-upgrade/plugin-upgrade-backend-module-omnicloud',
      'manifests/rbac.yaml',
    ),
    'utf8',
  ),
).map(document => document.toJS());

/** `verb group/resource` of every right that a role grants. */
function granted(kind: 'ClusterRole' | 'Role'): Set<string> {
  const roles = documents.filter(document => document.kind === kind);
  return new Set(grantedRights(roles).flatMap(rightsOf));
}

/** The plan that uses all there is. */
function wholePlan(): UpgradePlan {
  const workloads = ['Deployment', 'StatefulSet'].map(kind =>
    application(`shop/${kind.toLowerCase()}`, {
      priority: 'non-critical',
      object: {
        apiVersion: 'apps/v1',
        kind,
        namespace: 'shop',
        name: kind.toLowerCase(),
      },
    }),
  );
  return omniCloudDriver.compilePlan(
    planInput({
      strategy: { kind: 'hybrid', scaleDownPercent: 50 },
      inventory: { applications: workloads },
    }),
  );
}

function rightsOf({ verbs, apiGroup, resource, name }: AccessRule): string[] {
  return verbs.map(
    verb => `${verb} ${apiGroup}/${resource}${name ? `/${name}` : ''}`,
  );
}

describe('manifests/rbac.yaml', () => {
  const everywhere = granted('ClusterRole');
  const inPlatform = granted('Role');
  const needed = neededRights(omniCloudDriver, [wholePlan()]);

  it('grants every right that the driver and its plans need', () => {
    const missing = needed.flatMap(rule =>
      rightsOf(rule).filter(
        right =>
          !everywhere.has(right) &&
          !(rule.namespace === OMNI_NAMESPACE && inPlatform.has(right)),
      ),
    );
    expect([...new Set(missing)]).toEqual([]);
  });

  it('grants nothing more', () => {
    const outside = needed.filter(
      ({ namespace }) => namespace !== OMNI_NAMESPACE,
    );
    const used = new Set(needed.flatMap(rightsOf));
    const usedOutside = new Set(outside.flatMap(rightsOf));
    expect([...everywhere].filter(right => !usedOutside.has(right))).toEqual(
      [],
    );
    expect([...inPlatform].filter(right => !used.has(right))).toEqual([]);
  });

  it('says nothing twice', () => {
    expect([...inPlatform].filter(right => everywhere.has(right))).toEqual([]);
  });
});
