import {
  PlanChange,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  libraryStep,
  nodeAdmission,
  stepLibrary,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  samplePlan,
  sampleStep,
  sampleUndo,
} from '@cluster-upgrade/simulation/fixtures';
import { canonicalJson } from './canonicalJson';
import { planDrift } from './planDrift';

const CHECKOUT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'checkout',
} as const;

const change: PlanChange = {
  action: 'update',
  object: { ...CHECKOUT, namespace: 'omni', name: 'director' },
  fields: [{ kind: 'image', name: 'director', from: 'a:1', to: 'a:2' }],
  reversibility: 'revert',
  disruption: { level: 'brief', text: 'seconds' },
};

function lane(name: string, more: { ready?: number; pods?: number } = {}) {
  const of = { id: `node/${name}`, group: 'nodes' };
  return [
    sampleStep({
      id: `${name}/drain`,
      lane: of,
      ...libraryStep('drain-node', { node: name }),
      disruption: { level: 'moves-pods', text: `${more.pods ?? 3} pods move` },
      undo: [sampleUndo({ id: `${name}/back` })],
    }),
    sampleStep({
      id: `${name}/soak`,
      lane: of,
      ...libraryStep('soak', {
        durationMs: 1000,
        workloads: [{ object: CHECKOUT, ready: more.ready ?? 3 }],
        nodes: [name],
      }),
    }),
  ];
}

const avoid = (...nodes: string[]) =>
  sampleStep({ id: 'avoid', ...libraryStep('avoid-nodes', { nodes }) });

const PLAN: UpgradePlan = samplePlan(
  [avoid('w-1', 'w-2'), ...lane('w-1'), ...lane('w-2')],
  {
    changes: [change],
    thresholds: [
      {
        applicationId: 'shop/checkout',
        source: 'stored',
        sourceName: 'component:default/checkout',
        maxFailures: 25,
        unit: 'percent',
        mustLastMs: 5000,
        action: 'rollback',
        allowedInstances: 2,
      },
    ],
    snapshot: [{ object: change.object, pointers: ['/spec/template'] }],
    assumptions: [
      { object: CHECKOUT, name: 'replicas', value: '3' },
      { object: CHECKOUT, name: 'disruption budgets', value: 'none' },
    ],
  },
);

function textsOf(now: Partial<UpgradePlan>): string[] {
  return planDrift(PLAN, { ...PLAN, ...now }, stepLibrary).map(
    ({ text }) => text,
  );
}

function stepsWith(more: { id: string } & Record<string, unknown>) {
  return PLAN.steps.map(step =>
    step.id === more.id ? { ...step, ...more } : step,
  );
}

describe('planDrift', () => {
  it('is empty for a plan that says the same', () => {
    expect(textsOf(JSON.parse(JSON.stringify(PLAN)))).toEqual([]);
  });

  it('does not quote what people configured', () => {
    const withField = (name: string, from: string): PlanChange => ({
      ...change,
      fields: [{ kind: 'env', name, from, to: 's3cr3t-new' }],
    });
    const planned = { ...PLAN, changes: [withField('agent: DSN', 's3cr3t-a')] };
    const now = { ...PLAN, changes: [withField('agent: DSN', 's3cr3t-b')] };
    const messages = planDrift(planned, now, stepLibrary);
    expect(messages).toHaveLength(1);
    expect(messages[0].text).toContain('agent: DSN');
    expect(JSON.stringify(messages)).not.toContain('s3cr3t');
  });

  it('says nothing of pods that come and go, of readiness, and of an order made from them', () => {
    const steps = [
      avoid('w-2', 'w-1'),
      ...lane('w-2', { pods: 4, ready: 2 }),
      ...lane('w-1', { pods: 0 }).map(step => ({
        ...step,
        dependsOn: ['w-2/soak'],
      })),
    ];
    const object = { ...CHECKOUT, name: 'new' };
    expect(
      textsOf({
        steps,
        assumptions: [
          ...PLAN.assumptions!,
          { object, name: 'replicas', value: '1' },
        ],
        snapshot: [...PLAN.snapshot, { object, pointers: ['/spec/replicas'] }],
        thresholds: [
          { ...PLAN.thresholds[0], allowedInstances: 3 },
          { ...PLAN.thresholds[0], applicationId: 'shop/new' },
        ],
      }),
    ).toEqual([]);
  });

  it.each<[string, Partial<UpgradePlan>, string]>([
    [
      'a way over other versions',
      { path: ['1.5.0', '2.0.0'] },
      'Versions: 2.0.0 when planned, 1.5.0, 2.0.0 now.',
    ],
    [
      'a field that would be written for the first time',
      {
        changes: [
          { ...change, fields: [{ ...change.fields[0], from: undefined }] },
        ],
      },
      'Deployment omni/director, director: from a:1 to a:2 when planned, from nothing to a:2 now.',
    ],
    [
      'a field that would be removed',
      {
        changes: [
          { ...change, fields: [{ ...change.fields[0], to: undefined }] },
        ],
      },
      'Deployment omni/director, director: from a:1 to a:2 when planned, from a:1 to nothing now.',
    ],
    [
      'whether it can be taken back',
      { changes: [{ ...change, reversibility: 'forward-only' }] },
      'Deployment omni/director, change: update, revert when planned, update, forward-only now.',
    ],
    [
      'something that it relies on and that is gone',
      { assumptions: [PLAN.assumptions![1]] },
      'Deployment shop/checkout, replicas: 3 when planned, not there now.',
    ],
    [
      'a rule that counts instances',
      { thresholds: [{ ...PLAN.thresholds[0], unit: 'count' }] },
      'The threshold of shop/checkout: at most 25 % for 5000 ms, then rollback when planned, at most 25 for 5000 ms, then rollback now.',
    ],
    [
      'what is saved of an object',
      { snapshot: [{ object: change.object, pointers: ['/spec', '/a'] }] },
      'Deployment omni/director, saved for the way back: /spec/template when planned, /a, /spec now.',
    ],
    [
      'the strategy',
      { strategy: { ...PLAN.strategy, spareNodes: 1 } },
      `The plan, strategy: ${canonicalJson(PLAN.strategy)} when planned, ${canonicalJson({ ...PLAN.strategy, spareNodes: 1 })} now.`,
    ],
    [
      'how many may be out of service',
      { admission: { nodes: nodeAdmission(1) } },
      `The plan, admission: not there when planned, ${canonicalJson({ nodes: nodeAdmission(1) })} now.`,
    ],
    [
      'what a step is',
      {
        steps: stepsWith({
          id: 'avoid',
          ...libraryStep('stop-avoiding-nodes', { nodes: ['w-1', 'w-2'] }),
        }),
      },
      'Step "Do avoid": would do something else now.',
    ],
    [
      'a pause',
      {
        steps: stepsWith({
          id: 'avoid',
          pausing: { kind: 'finished-first', why: 'whole' },
        }),
      },
      'Step "Do avoid": would be held differently by a pause now.',
    ],
    [
      'that it can be taken back at all',
      { steps: stepsWith({ id: 'avoid', reversibility: 'forward-only' }) },
      'Step "Do avoid": could be taken back differently now.',
    ],
    ...(
      [
        ['id', 'w-1/other'],
        ['phaseId', 'elsewhere'],
        ['when', 'always'],
        ['input', { other: true }],
        ['kind', 'another'],
        ['lane', { id: 'node/w-9', group: 'nodes' }],
      ] as const
    ).map(([field, value]): [string, Partial<UpgradePlan>, string] => [
      `the ${field} of a step back`,
      {
        steps: stepsWith({
          id: 'w-1/drain',
          undo: [{ ...sampleUndo({ id: 'w-1/back' }), [field]: value }],
        }),
      },
      'Step "Do w-1/drain": could be taken back differently now.',
    ]),
    [
      'a step that is needed besides',
      { steps: [...PLAN.steps, sampleStep({ id: 'more' })] },
      'Step "Do more": needed now, and not in the plan.',
    ],
    [
      'a step of a node',
      { steps: PLAN.steps.filter(({ id }) => id !== 'w-1/soak') },
      'Step "Do w-1/soak": in the plan, and not needed now.',
    ],
    ['a version', { fromVersion: 'v0' }, 'The cluster runs v0, not 1.0.0.'],
    [
      'what a field is before',
      {
        changes: [
          { ...change, fields: [{ ...change.fields[0], from: 'a:0' }] },
        ],
      },
      'Deployment omni/director, director: from a:1 to a:2 when planned, from a:0 to a:2 now.',
    ],
    [
      'an object that would be changed too',
      { changes: [change, { ...change, object: CHECKOUT, fields: [] }] },
      'Deployment shop/checkout, change: not there when planned, update, revert now.',
    ],
    [
      'a size that it relies on',
      {
        assumptions: [
          { ...PLAN.assumptions![0], value: '5' },
          PLAN.assumptions![1],
        ],
      },
      'Deployment shop/checkout, replicas: 3 when planned, 5 now.',
    ],
    [
      'a budget that came',
      {
        assumptions: [
          PLAN.assumptions![0],
          { ...PLAN.assumptions![1], value: 'shop/checkout (minAvailable 3)' },
        ],
      },
      'Deployment shop/checkout, disruption budgets: none when planned, shop/checkout (minAvailable 3) now.',
    ],
    [
      'an application that is gone',
      { thresholds: [] },
      'The threshold of shop/checkout: at most 25 % for 5000 ms, then rollback when planned, not there now.',
    ],
    [
      'a share of fewer instances',
      { thresholds: [{ ...PLAN.thresholds[0], allowedInstances: 1 }] },
      'The threshold of shop/checkout, instances allowed to fail: 2 when planned, 1 now.',
    ],
    [
      'an object that could not be restored',
      { snapshot: [] },
      'Deployment omni/director, saved for the way back: /spec/template when planned, not there now.',
    ],
    [
      'a limit',
      { laneLimits: { nodes: 9 } },
      'The plan, laneLimits: {"nodes":1} when planned, {"nodes":9} now.',
    ],
    [
      'a node that came',
      { steps: [...PLAN.steps, ...lane('w-3')] },
      'node/w-3 is to be upgraded now, and the plan leaves it out.',
    ],
    [
      'a node that left',
      { steps: PLAN.steps.slice(0, 3) },
      'node/w-2 is in the plan, and is gone or needs no upgrade now.',
    ],
    [
      'an input',
      { steps: stepsWith({ id: 'avoid', input: { nodes: ['w-1'] } }) },
      'Step "Do avoid": would do something else now.',
    ],
    [
      'a way back',
      { steps: stepsWith({ id: 'w-1/drain', undo: [] }) },
      'Step "Do w-1/drain": could be taken back differently now.',
    ],
    [
      'pods that would be lost',
      {
        steps: stepsWith({
          id: 'w-1/drain',
          disruption: { level: 'outage', text: 'lost for good: shop/shell' },
        }),
      },
      'Step "Do w-1/drain": disturbs more than planned: lost for good: shop/shell.',
    ],
    [
      'a step that is not needed',
      { steps: PLAN.steps.slice(1) },
      'Step "Do avoid": in the plan, and not needed now.',
    ],
  ])('says exactly what is different: %s', (_, now, text) => {
    expect(textsOf(now)).toEqual([text]);
  });

  it('names by code what is different, and of what', () => {
    const paramsOf = (now: Partial<UpgradePlan>) =>
      planDrift(PLAN, { ...PLAN, ...now }, stepLibrary).map(
        ({ code, params }) => ({ code, ...params }),
      );
    expect(paramsOf({ fromVersion: 'v0' })).toEqual([
      { code: 'version-drifted', planned: '1.0.0', now: 'v0' },
    ]);
    expect(paramsOf({ path: ['9'] })).toEqual([
      {
        code: 'path-drifted',
        subject: 'Versions',
        field: '',
        planned: '2.0.0',
        now: '9',
      },
    ]);
    const codesOf = (now: Partial<UpgradePlan>) =>
      paramsOf(now).map(({ code }) => code);
    expect(codesOf({ changes: [], assumptions: [], thresholds: [] })).toEqual([
      ...['changes-drifted', 'changes-drifted'],
      ...['assumptions-drifted', 'assumptions-drifted'],
      'thresholds-drifted',
    ]);
    expect(codesOf({ snapshot: [], laneLimits: {} })).toEqual([
      'snapshot-drifted',
      'laneLimits-drifted',
    ]);
    expect(paramsOf({ steps: PLAN.steps.slice(1) })).toEqual([
      {
        code: 'steps-drifted',
        step: 'avoid',
        how: 'in the plan, and not needed now',
      },
    ]);
    expect(paramsOf({ steps: PLAN.steps.slice(0, 3) })).toEqual([
      { code: 'lanes-drifted', lane: 'node/w-2' },
    ]);
    expect(paramsOf({ steps: [...PLAN.steps, ...lane('w-3')] })).toEqual([
      { code: 'lanes-drifted', lane: 'node/w-3' },
    ]);
  });

  it('compares the inputs of steps whose handler is not known as they are', () => {
    const odd = (input: object) => ({
      ...PLAN,
      steps: [
        sampleStep({ id: 'odd', kind: 'unheard-of', input: input as {} }),
      ],
    });
    const drift = (one: object, other: object) =>
      planDrift(odd(one), odd(other), stepLibrary);
    expect(drift({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([]);
    expect(drift({ a: 1 }, { a: 2 })).toHaveLength(1);
  });

  it('says nothing of a change that would be none', () => {
    const none: PlanChange = {
      ...change,
      action: 'unchanged',
      object: CHECKOUT,
      fields: [],
    };
    expect(textsOf({ changes: [change, none] })).toEqual([]);
  });

  it('is quiet about pods that would have been lost and are gone', () => {
    const planned = stepsWith({
      id: 'w-1/drain',
      disruption: { level: 'outage', text: 'lost for good: shop/shell' },
    });
    expect(planDrift({ ...PLAN, steps: planned }, PLAN, stepLibrary)).toEqual(
      [],
    );
  });

  it('counts what it does not spell out', () => {
    const steps = [
      ...PLAN.steps,
      ...['3', '4', '5', '6', '7'].flatMap(id => lane(id)),
    ];
    const texts = textsOf({ steps });
    expect(texts).toHaveLength(4);
    expect(texts[3]).toBe('And 2 more like these.');
    const oneLess = PLAN.steps.concat(
      ['3', '4', '5', '6'].flatMap(id => lane(id)),
    );
    expect(textsOf({ steps: oneLess })[3]).toBe('And 1 more like this.');
    const [, , , more] = planDrift(PLAN, { ...PLAN, steps }, stepLibrary);
    expect(more).toMatchObject({ code: 'lanes-drifted', params: { more: 2 } });
    const three = PLAN.steps.concat(['3', '4', '5'].flatMap(id => lane(id)));
    expect(textsOf({ steps: three })).toHaveLength(3);
  });
});
