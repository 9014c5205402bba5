import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  EffectiveThreshold,
  Inventory,
  ReleaseOption,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  DriverContext,
  libraryStep,
  stepLibrary,
  UpgradeDriver,
} from '@cluster-upgrade/plugin-upgrade-node';
import { samplePlan, sampleStep } from '@cluster-upgrade/simulation/fixtures';
import { buildPlan, requireKnownApplications } from './buildPlan';
import { planHash } from './planHash';

const inventory = {
  clusterRef: 'resource:default/prod',
  platform: 'sample',
  version: '1.0.0',
  applications: [{ id: 'shop/checkout' }, { id: 'blog/web' }],
} as unknown as Inventory;

const option = (
  version: string,
  more: Partial<ReleaseOption> = {},
): ReleaseOption => ({
  version,
  path: [version],
  blockedBy: [],
  isRecommended: false,
  risks: [],
  ...more,
});

const because = (text: string) => ({ code: 'no', text });

const SOUND = samplePlan([
  sampleStep({
    id: 'soak',
    ...libraryStep('soak', { durationMs: 1, workloads: [], nodes: ['w-1'] }),
    reversibility: 'nothing-to-revert',
  }),
]);

/** A driver that offers these releases and compiles this plan, from what it is given. */
function driverOf(
  releases: ReleaseOption[],
  plan: UpgradePlan = SOUND,
): UpgradeDriver {
  return {
    defaultStrategy: SOUND.strategy,
    listReleases: async () => releases,
    describeTarget: async (_: unknown, __: unknown, version: string) => ({
      version,
      components: [],
    }),
    readPlanFacts: async (_: unknown, __: unknown, target: object) => ({
      of: target,
    }),
    compilePlan: ({ target, path, strategy, thresholds, facts }: any) => ({
      ...plan,
      toVersion: target.version,
      path,
      strategy,
      thresholds,
      assumptions: facts.of.components,
    }),
  } as unknown as UpgradeDriver;
}

const build = (
  driver: UpgradeDriver,
  toVersion = '2.0.0',
  thresholds: EffectiveThreshold[] = [],
) =>
  buildPlan(
    { toVersion, strategy: { maxUnavailableNodes: 3 } },
    {
      driver,
      context: {} as DriverContext,
      inventory,
      thresholds,
      configuredStrategy: { nodeSoakMs: 7 },
      handlers: stepLibrary,
    },
  );

describe('buildPlan', () => {
  it('gives what the driver compiles for the version, its path, the strategy and the thresholds, with its hash', async () => {
    const path = ['1.5.0', '2.0.0'];
    const thresholds = [{ applicationId: 'shop/checkout' }] as any;
    const driver = driverOf([option('2.0.0', { path }), option('1.5.0')]);
    const { plan, hash } = await build(driver, '2.0.0', thresholds);
    expect(plan).toEqual({
      ...SOUND,
      toVersion: '2.0.0',
      path,
      strategy: { ...SOUND.strategy, maxUnavailableNodes: 3, nodeSoakMs: 7 },
      thresholds,
      assumptions: [],
    });
    expect(hash).toBe(planHash(plan));
  });

  it.each<[string, ReleaseOption[], string]>([
    [
      'those that can be chosen',
      [
        option('1.9.0'),
        option('1.8.0', { blockedBy: [because('x')] }),
        option('1.7.0'),
      ],
      'Choose one of 1.9.0, 1.7.0.',
    ],
    ['that there is none', [], 'Choose none: there is no newer version.'],
  ])(
    'names, of a version that is not offered, %s',
    async (_, releases, text) => {
      const planned = build(driverOf(releases));
      await expect(planned).rejects.toThrow(NotFoundError);
      await expect(planned).rejects.toThrow(
        "resource:default/prod can't go to version 2.0.0: platform sample offers no such version above 1.0.0. " +
          `${text}`,
      );
    },
  );

  it('tells every reason why a version can’t be chosen now', async () => {
    const blockedBy = [because('A is old.'), because('B is down.')];
    const planned = build(driverOf([option('2.0.0', { blockedBy })]));
    await expect(planned).rejects.toThrow(ConflictError);
    await expect(planned).rejects.toThrow(
      "resource:default/prod can't go to version 2.0.0 now. A is old. B is down.",
    );
  });

  it('lets no plan with an error get as far as a person, and names each rule', async () => {
    const broken = samplePlan(
      SOUND.steps.map(step => ({ ...step, phaseId: 'later', limitMs: 0 })),
    );
    await expect(build(driverOf([option('2.0.0')], broken))).rejects.toThrow(
      "The driver of platform sample made a plan that must not run: Its phase 'later' is not in the plan (phase-unknown); It has a limit of 0 ms, so it would fail at once (limit-missing). Report it to whoever maintains the driver.",
    );
  });

  it('takes a plan of which the linter only warns', async () => {
    const phases = [...SOUND.phases, { id: 'empty', title: 'Empty' }];
    const warned = { ...SOUND, phases };
    const { plan } = await build(driverOf([option('2.0.0')], warned));
    expect(plan.phases).toHaveLength(2);
  });
});

describe('requireKnownApplications', () => {
  const threshold = (applicationId: string) => ({ applicationId }) as any;

  it('takes thresholds of applications that the cluster runs, and none', () => {
    expect(() =>
      requireKnownApplications(inventory, [threshold('shop/checkout')]),
    ).not.toThrow();
    expect(() => requireKnownApplications(inventory, undefined)).not.toThrow();
  });

  it('names those that it doesn’t run, and those that it does', () => {
    const named = ['shop/checkout', 'shop/gone', 'shop/typo'].map(threshold);
    const check = () => requireKnownApplications(inventory, named);
    expect(check).toThrow(InputError);
    expect(check).toThrow(
      "thresholds names 'shop/gone', 'shop/typo', which resource:default/prod doesn't run. Known are blog/web, shop/checkout.",
    );
    expect(() =>
      requireKnownApplications({ ...inventory, applications: [] }, named),
    ).toThrow('Known are none.');
  });
});
