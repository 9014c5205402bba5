import { changedTargets, TargetState, withTargets } from './target';

const working = { status: 'working' } as const;

describe('changedTargets', () => {
  const known: Record<string, TargetState> = {
    d1: { plan: 'upgrade', ...working, version: '4.4', sinceMs: 1 },
  };

  it('finds no news in what was known', () => {
    const seen = { d1: { ...working, version: '4.4' } };
    expect(changedTargets(known, 'upgrade', seen)).toBeUndefined();
  });

  it.each([
    ['another status', { status: 'held', version: '4.4' }],
    ['another version', { ...working, version: '4.5' }],
    [
      'another note',
      { ...working, version: '4.4', note: { code: 'n', text: 'pod starts' } },
    ],
  ] as const)('finds %s, and names no other target', (_, d1) => {
    const seen = { d1, d2: working };
    const both = { ...known, d2: { ...known.d1, version: undefined } };
    expect(changedTargets(both, 'upgrade', seen)).toEqual({ d1 });
  });

  it('finds a target that nobody has seen', () => {
    expect(changedTargets(undefined, 'upgrade', { d1: working })).toEqual({
      d1: working,
    });
  });

  it('takes what was seen on the way there for nothing on the way back', () => {
    const seen = { d1: { ...working, version: '4.4' } };
    expect(changedTargets(known, 'rollback', seen)).toEqual(seen);
  });
});

describe('withTargets', () => {
  it('keeps since when a target is where it is, and when work on it began', () => {
    const first = withTargets(undefined, 'upgrade', { d1: working }, 10);
    const moved = withTargets(
      first,
      'upgrade',
      { d1: { ...working, version: '4.5' } },
      20,
    );
    const done = withTargets(moved, 'upgrade', { d1: { status: 'done' } }, 30);
    expect(moved.d1).toMatchObject({ sinceMs: 10, startedAtMs: 10 });
    expect(done.d1).toEqual({
      plan: 'upgrade',
      status: 'done',
      sinceMs: 30,
      startedAtMs: 10,
    });
  });

  it('begins anew on the way back', () => {
    const there = withTargets(undefined, 'upgrade', { d1: working }, 10);
    const back = withTargets(there, 'rollback', { d1: working }, 50);
    expect(back.d1).toMatchObject({ sinceMs: 50, startedAtMs: 50 });
  });

  it('says of no target to come that work on it began', () => {
    const { d1 } = withTargets(
      undefined,
      'upgrade',
      { d1: { status: 'pending' } },
      10,
    );
    expect(d1.startedAtMs).toBeUndefined();
  });
});
