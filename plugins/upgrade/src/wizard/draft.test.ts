import {
  Draft,
  EMPTY_DRAFT,
  fingerprint,
  plannedId,
  planRequest,
  reachableStep,
} from './draft';

const draft: Draft = { ...EMPTY_DRAFT, toVersion: '4.2.0' };

it('asks for what was chosen and leaves the rest to the platform', () => {
  expect(planRequest(draft)).toEqual({ toVersion: '4.2.0' });
  const threshold = {
    maxFailures: 1,
    unit: 'count' as const,
    mustLastMs: 0,
    action: 'warn' as const,
  };
  expect(
    planRequest({
      ...draft,
      strategy: { kind: 'hybrid' },
      thresholds: { 'a/b': threshold },
    }),
  ).toEqual({
    toVersion: '4.2.0',
    strategy: { kind: 'hybrid' },
    thresholds: [{ applicationId: 'a/b', ...threshold }],
  });
});

it('keeps a plan for as long as the choices are those it was made for', () => {
  const planned = { ...draft, planId: 'p', plannedFor: fingerprint(draft) };
  expect(plannedId(planned)).toBe('p');
  expect(plannedId({ ...planned, savedAtMs: 1 })).toBe('p');
  expect(plannedId({ ...planned, toVersion: '4.3.0' })).toBeUndefined();
  expect(plannedId(draft)).toBeUndefined();
});

it.each([
  ['plan', draft, 'plan'],
  ['nonsense', draft, 'version'],
  [null, draft, 'version'],
  ['plan', EMPTY_DRAFT, 'version'],
])('leads a link to %s no further than the choices go', (wanted, of, step) => {
  expect(reachableStep(wanted, of)).toBe(step);
});
