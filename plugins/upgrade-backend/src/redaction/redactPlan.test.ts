import {
  FieldChange,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { samplePlan, sampleStep } from '@cluster-upgrade/simulation/fixtures';
import { compareSnapshot } from '../engine/restore/compareSnapshot';
import { planWithoutValues, planWithValues } from './redactPlan';

const SECRETS = /s3cr3t/;

const FIELDS: FieldChange[] = [
  { kind: 'image', name: 'agent', from: 'omni/agent:v1', to: 'omni/agent:v2' },
  { kind: 'env', name: 'agent: LOG_LEVEL', from: 'info', to: 'debug' },
  { kind: 'env', name: 'agent: DB_PASSWORD', from: 's3cr3t-1', to: 's3cr3t-2' },
  { kind: 'env', name: 'agent: UPSTREAM', to: 'postgres://u:s3cr3t@db/x' },
  {
    kind: 'flag',
    name: 'agent: arguments',
    from: '--registry-token=s3cr3t --v=1',
    to: '--registry-token s3cr3t --v=2',
  },
  { kind: 'data', name: 'settings', to: 'password: s3cr3t' },
];

const object = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'omni',
  name: 'agent',
};

const input = {
  object,
  patch: {
    metadata: { annotations: { note: 'reviewed', 'x/token': 's3cr3t' } },
    spec: {
      containers: [
        {
          name: 'agent',
          env: [
            { name: 'LOG_LEVEL', value: 'debug' },
            { name: 'DB_PASSWORD', value: 's3cr3t-2' },
          ],
          args: ['--registry-token', 's3cr3t', '--v=2', '--api-key=s3cr3t'],
        },
      ],
    },
  },
  data: { dsn: 's3cr3t', url: 'redis://:s3cr3t@cache', size: '3' },
};

function plan(): UpgradePlan {
  const step = sampleStep({ id: 'a' });
  return {
    ...samplePlan([
      {
        ...step,
        input,
        undo: [{ ...step, input, when: 'rollback', phaseId: 'back' }],
      },
    ] as never),
    changes: [
      {
        action: 'update',
        object,
        fields: FIELDS,
        reversibility: 'revert',
        disruption: { level: 'none', text: '' },
      },
    ],
  };
}

describe('a plan for those who may only read', () => {
  const shown = planWithoutValues(plan());

  it('has no value that people configured, but says what changes', () => {
    expect(shown.changes[0].fields).toEqual([
      FIELDS[0],
      { ...FIELDS[1], from: '(not shown)', to: '(not shown)' },
      { ...FIELDS[2], from: '(not shown)', to: '(not shown)' },
      { ...FIELDS[3], to: '(not shown)' },
      { ...FIELDS[4], from: '(not shown)', to: '(not shown)' },
      { ...FIELDS[5], to: '(not shown)' },
    ]);
    expect(JSON.stringify(shown)).not.toMatch(SECRETS);
    expect(JSON.stringify(shown)).not.toContain('debug');
  });

  it('has no inputs of steps, nor of what takes them back', () => {
    expect(shown.steps[0].input).toEqual({});
    expect(shown.steps[0].undo[0].input).toEqual({});
  });
});

describe('a plan for those who may start it', () => {
  const shown = planWithValues(plan());

  it('has values, but nothing that looks like a credential', () => {
    expect(JSON.stringify(shown)).not.toMatch(SECRETS);
    expect(shown.changes[0].fields[1]).toEqual(FIELDS[1]);
    expect(shown.changes[0].fields[4].to).toBe(
      '--registry-token (not shown) --v=2',
    );
    expect(shown.steps[0].input).toEqual({
      object,
      patch: {
        metadata: {
          annotations: { note: 'reviewed', 'x/token': '(not shown)' },
        },
        spec: {
          containers: [
            {
              name: 'agent',
              env: [
                { name: 'LOG_LEVEL', value: 'debug' },
                { name: 'DB_PASSWORD', value: '(not shown)' },
              ],
              args: [
                '--registry-token',
                '(not shown)',
                '--v=2',
                '--api-key=(not shown)',
              ],
            },
          ],
        },
      },
      data: {
        dsn: '(not shown)',
        url: 'redis://(not shown)@cache',
        size: '3',
      },
    });
  });

  it('changes nothing of the plan itself', () => {
    const before = plan();
    const text = JSON.stringify(before);
    planWithValues(before);
    planWithoutValues(before);
    expect(JSON.stringify(before)).toBe(text);
  });
});

it('compares with the snapshot without quoting what people configured', () => {
  const template = (value: string) => ({
    spec: {
      containers: [
        {
          image: `agent:${value}`,
          env: [{ name: 'UPSTREAM', value: `s3cr3t-${value}` }],
        },
      ],
    },
  });
  const proof = compareSnapshot(
    {
      takenAtMs: 0,
      objects: [
        {
          object,
          existed: true,
          values: { '/spec/template': template('1'), '/data/size': 's3cr3t' },
        },
      ],
    },
    [
      {
        ...object,
        metadata: { name: 'agent' },
        spec: { template: template('2') },
        data: { size: '4' },
      } as never,
    ],
    0,
  );
  expect(proof.differences).toHaveLength(2);
  expect(JSON.stringify(proof)).not.toMatch(SECRETS);
  expect(proof.differences[0].found).toContain('agent:2');
  expect(proof.differences[0].found).toMatch(
    /, another value of spec\.containers\[0\]\.env\[UPSTREAM\]\.value$/,
  );
  expect(proof.differences[1]).toMatchObject({
    expected: '"(not shown)"',
    found: '"(not shown)"',
  });
});
