import {
  ApplicationInfo,
  Inventory,
  Threshold,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ApplicationEntity } from '../clusters/ApplicationEntity';
import {
  nameApplications,
  resolveThresholds,
  ThresholdInput,
} from './resolveThresholds';
import { disputedWorkloads } from './workloadClaims';
import { viewThreshold } from './viewThreshold';

function threshold(maxFailures: number): Threshold {
  return { maxFailures, unit: 'count', mustLastMs: 1000, action: 'rollback' };
}

const SHOP: ApplicationInfo = {
  id: 'shop/shop',
  title: 'shop',
  object: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' },
  podLabels: {},
  priority: 'normal',
  desired: 8,
  ready: 7,
  thresholdAnnotation: { name: 'omni.cloud/failure-threshold', value: '4' },
};

const INVENTORY = {
  clusterRef: 'resource:default/prod',
  applications: [SHOP],
} as unknown as Inventory;

const ENTITY: ApplicationEntity = {
  ref: 'component:default/shop',
  title: 'The shop',
  ownerRef: 'group:default/team-shop',
  workloads: ['shop/shop'],
  dependsOn: ['resource:default/prod'],
  threshold: { maxFailures: 3, unit: 'count' },
  problems: [],
};

/** Comes before it in the order of names. */
const RIVAL: ApplicationEntity = {
  ...ENTITY,
  ref: 'component:default/a-rival',
  ownerRef: 'group:default/others',
};

const NOTHING: ThresholdInput = {
  applications: [],
  storedByRef: new Map(),
  forUpgrade: new Map(),
  platformDefault: threshold(5),
};

const STORED = {
  threshold: threshold(2),
  savedBy: 'user:default/tom',
  savedAtMs: 1,
};

describe('resolveThresholds', () => {
  it.each<[string, Partial<ThresholdInput>, number, string]>([
    ['workload-annotation', {}, 4, 'shop/shop'],
    [
      'workload-annotation',
      { applications: [{ ...ENTITY, threshold: undefined }] },
      4,
      'shop/shop',
    ],
    [
      'component-annotation',
      { applications: [ENTITY] },
      3,
      'component:default/shop',
    ],
    [
      'stored',
      {
        applications: [ENTITY],
        storedByRef: new Map([[ENTITY.ref, STORED]]),
      },
      2,
      'component:default/shop',
    ],
    [
      'upgrade',
      {
        applications: [ENTITY],
        storedByRef: new Map([[ENTITY.ref, STORED]]),
        forUpgrade: new Map([['shop/shop', threshold(1)]]),
      },
      1,
      'shop/shop',
    ],
  ])('lets %s win over all below it', (source, given, maxFailures, name) => {
    expect(resolveThresholds(INVENTORY, { ...NOTHING, ...given })).toEqual([
      expect.objectContaining({ source, maxFailures, sourceName: name }),
    ]);
  });

  it('falls back to the platform when nobody said anything that can be read', () => {
    const silent = {
      ...INVENTORY,
      applications: [
        { ...SHOP, thresholdAnnotation: { name: 'a', value: 'many' } },
      ],
    };
    expect(resolveThresholds(silent, NOTHING)[0]).toMatchObject({
      source: 'platform-default',
      sourceName: 'upgrade.thresholds.default',
      maxFailures: 5,
    });
  });

  it('gives a workload that two entities name to the same one every time', () => {
    const twin = { ...ENTITY, ref: 'component:default/a-twin' };
    const refs = [
      [ENTITY, twin],
      [twin, ENTITY],
    ].map(
      applications =>
        nameApplications(INVENTORY, applications).applications[0].entityRef,
    );
    expect(refs).toEqual([
      'component:default/a-twin',
      'component:default/a-twin',
    ]);
  });
});

describe('a workload that two Components claim', () => {
  const lax: ApplicationEntity = {
    ...RIVAL,
    threshold: {
      maxFailures: 100,
      unit: 'percent',
      mustLastMs: 500,
      action: 'warn',
    },
  };
  const own: ApplicationEntity = {
    ...ENTITY,
    threshold: {
      maxFailures: 0,
      unit: 'count',
      mustLastMs: 60_000,
      action: 'rollback',
    },
  };

  it.each([
    ['one way', [lax, own]],
    ['and the other', [own, lax]],
  ])('keeps its strictest protection, %s', (_, applications) => {
    expect(resolveThresholds(INVENTORY, { ...NOTHING, applications })).toEqual([
      {
        applicationId: 'shop/shop',
        maxFailures: 0,
        unit: 'count',
        allowedInstances: 0,
        mustLastMs: 500,
        action: 'rollback',
        source: 'component-annotation',
        sourceName: ENTITY.ref,
      },
    ]);
  });

  it('is disputed; one that a Component names twice is not', () => {
    const twice = { ...own, workloads: ['shop/shop', 'shop/shop'] };
    expect(disputedWorkloads(['shop/shop'], [twice])).toEqual([]);
    expect(disputedWorkloads(['other/one'], [own, lax])).toEqual([]);
    expect(disputedWorkloads(['shop/shop'], [own, lax])).toEqual([
      { applicationId: 'shop/shop', claimants: [lax, own] },
    ]);
  });
});

describe('viewThreshold', () => {
  const facts = {
    entity: ENTITY,
    platformDefault: threshold(5),
    storedByRef: new Map(),
    edit: { available: true as const },
    nowMs: 1,
  };
  const place = {
    clusterRef: 'resource:default/prod',
    clusterTitle: 'Prod',
    applications: [SHOP],
    components: [ENTITY],
    platformDefault: threshold(5),
  };

  it('acts as the platform of each cluster suggests, where nobody says anything', () => {
    const quiet = { ...ENTITY, threshold: undefined };
    const { workloads } = viewThreshold({
      ...facts,
      entity: quiet,
      places: [
        {
          ...place,
          components: [quiet],
          platformDefault: { ...threshold(5), action: 'pause' },
        },
        { ...place, components: [quiet] },
      ],
    });
    expect(workloads.map(({ effective }) => effective.action)).toEqual([
      'pause',
      threshold(5).action,
    ]);
  });

  it('shows what holds, and who else claims the workload', () => {
    const { workloads, problems } = viewThreshold({
      ...facts,
      storedByRef: new Map([[RIVAL.ref, STORED]]),
      places: [{ ...place, components: [RIVAL, ENTITY] }],
    });
    expect(workloads[0].effective).toMatchObject({
      allowedInstances: 2,
      sourceName: RIVAL.ref,
    });
    expect(problems).toMatchObject([
      {
        code: 'workload-claimed-twice',
        text: expect.stringContaining(RIVAL.ref),
      },
    ]);
    expect(viewThreshold({ ...facts, places: [place] }).problems).toEqual([]);
  });

  it('counts instances that are not ready as failing while no upgrade runs', () => {
    const { workloads } = viewThreshold({ ...facts, places: [place] });
    expect(workloads).toMatchObject([
      {
        instances: { desired: 8, ready: 7, failing: 1 },
        effective: { source: 'component-annotation', allowedInstances: 3 },
      },
    ]);
  });

  it('takes the count of the judge while an upgrade runs', () => {
    const judged = {
      id: 'u-1',
      health: { 'shop/shop': { failing: [{}, {}] } },
    } as any;
    const { workloads } = viewThreshold({
      ...facts,
      places: [{ ...place, activeUpgrade: judged }],
    });
    expect(workloads[0]).toMatchObject({
      activeUpgradeId: 'u-1',
      instances: { failing: 2 },
    });
  });

  it.each([
    ['the cluster gives no answer', { unknown: 'No answer' }, 'No answer'],
    ['it runs no such workload', [], "Prod runs no workload 'shop/shop'."],
  ])('says why the count is unknown when %s', (_, applications, unknown) => {
    const { workloads } = viewThreshold({
      ...facts,
      places: [{ ...place, applications }],
    });
    expect(workloads[0]).toMatchObject({ unknown });
    expect(workloads[0].instances).toBeUndefined();
  });
});
