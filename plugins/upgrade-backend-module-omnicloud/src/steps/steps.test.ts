import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { nodeObject, partPod } from '../__testUtils__/objects';
import { withPatience } from './drainBack';
import { leaderAmong } from './leader';
import { decideLeaderLast } from './leaderLast';
import { decideVersion, SeenPart, seenParts } from './verifyVersion';
import { decideLeader } from './waitLeader';

const orchestrator = partPod('orchestrator', 'v1.4.0');

describe('leaderAmong', () => {
  const lease = (holderIdentity?: string): KubeObject => ({
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: 'omni-orchestrator-leader' },
    spec: { holderIdentity },
  });

  it.each([
    ['its name', orchestrator.metadata.name, true],
    ['its name with a suffix', `${orchestrator.metadata.name}_1`, true],
    ['a longer name', `${orchestrator.metadata.name}1`, false],
    ['nobody', undefined, false],
  ])('finds the pod whose Lease names %s: %s', (_, holder, isFound) => {
    const found = leaderAmong([orchestrator], lease(holder));
    expect(found).toBe(isFound ? orchestrator : undefined);
  });
});

describe('omnicloud-leader-last', () => {
  it('marks the leader once, so that the roll takes it last', () => {
    expect(decideLeaderLast(orchestrator)).toMatchObject({
      do: 'act',
      action: {
        name: orchestrator.metadata.name,
        uid: orchestrator.metadata.uid,
      },
    });
    const marked = partPod('orchestrator', 'v1.4.0', {
      annotations: { 'controller.kubernetes.io/pod-deletion-cost': '1000' },
    });
    expect(decideLeaderLast(marked).do).toBe('finish');
  });

  it('has nothing to mark where nobody leads', () => {
    expect(decideLeaderLast(undefined)).toMatchObject({
      do: 'finish',
      result: { code: 'no-leader' },
    });
  });
});

describe('omnicloud-wait-leader', () => {
  const seen = { holder: 'o-1', renewTime: 't1', leader: orchestrator };
  const facts = (nowMs: number, memo?: any, watchedSinceMs = 0) => ({
    input: { stableMs: 1_000 },
    nowMs,
    startedAtMs: 0,
    idleMs: 0,
    watchedSinceMs,
    isPausing: false,
    memo,
  });
  const memo = { holder: 'o-1', renewTime: 't0', sinceMs: 0 };

  it('begins to count when it first sees a leader, and anew with each other one', () => {
    const expected = {
      do: 'wait',
      memo: { holder: 'o-1', renewTime: 't1', sinceMs: 5 },
      recheckAfterMs: 1_000,
    };
    expect(decideLeader(seen, facts(5))).toMatchObject(expected);
    const ofOther = { ...memo, holder: 'o-2' };
    expect(decideLeader(seen, facts(5, ofOther))).toMatchObject(expected);
  });

  it('waits until the same one has led for long enough', () => {
    expect(decideLeader(seen, facts(999, memo))).toMatchObject({
      do: 'wait',
      recheckAfterMs: 1,
    });
    expect(decideLeader(seen, facts(1_000, memo)).do).toBe('finish');
  });

  it('does not take silence for stability', () => {
    const silent = { ...seen, renewTime: 't0' };
    expect(decideLeader(silent, facts(9_000, memo))).toMatchObject({
      do: 'wait',
      wait: { why: { code: 'lease-not-renewed' } },
    });
  });

  it('names who holds the Lease without serving', () => {
    const unready = { ...seen, leader: undefined };
    expect(decideLeader(unready, facts(9_000, memo))).toMatchObject({
      do: 'wait',
      wait: { why: { text: 'o-1 holds the Lease but is not ready' } },
    });
    const nobody = { holder: '', renewTime: '', leader: undefined };
    expect(decideLeader(nobody, facts(0))).toMatchObject({
      wait: { why: { text: 'Nobody holds the Lease' } },
    });
  });
});

describe('omnicloud-verify-version', () => {
  const part = (name: string, version?: string): SeenPart => ({
    object: { apiVersion: 'v1', kind: 'Pod', name },
    name,
    version,
  });
  const decide = (parts: SeenPart[], version?: string) =>
    decideVersion(parts, {
      input: { version },
      nowMs: 0,
      startedAtMs: 0,
      idleMs: 0,
      watchedSinceMs: 0,
      isPausing: false,
      memo: undefined,
    });

  it('is done when every part runs the version', () => {
    expect(decide([part('a', 'v2'), part('b', 'v2')], 'v2').do).toBe('finish');
  });

  it('names the parts that run something else or not at all', () => {
    const parts = [part('a', 'v2'), part('b', 'v1'), part('c')];
    expect(decide(parts, 'v2')).toMatchObject({
      do: 'wait',
      wait: {
        object: { name: 'b' },
        why: { text: '2 of 3 do not: b (v1), c (does not run)' },
      },
    });
  });

  it('counts neither temporary nodes nor pods whose node is gone', () => {
    const nodes = [
      nodeObject('omni-node-1'),
      nodeObject('omni-spare-1', {
        metadata: { labels: { 'omni.cloud/spare': 'true' } },
      }),
    ];
    const pods = ['omni-node-1', 'omni-spare-1', 'omni-spare-2'].map(node =>
      partPod('agent', 'v1.4.0', { node }),
    );
    expect(seenParts(nodes, pods, undefined).map(({ name }) => name)).toEqual([
      'agent on omni-node-1',
      'the version record',
    ]);
  });

  it('only asks that parts run where they ran several versions before', () => {
    expect(decide([part('a', 'v2'), part('b', 'v1')]).do).toBe('finish');
    expect(decide([part('a', 'v2'), part('b')]).do).toBe('wait');
  });
});

describe('omnicloud-drain-back', () => {
  const held = {
    status: 'waiting',
    wait: {
      kind: 'budget',
      condition: { code: 'c', text: 'c' },
      why: { code: 'w', text: 'Budget shop/shop lets none go' },
      unblocks: { kind: 'application-owner' },
      atLimit: 'fail-step',
    },
  } as const;
  const input = { node: 'n-1', patienceMs: 1_000 };

  it('waits for budgets from the moment they hold it, and no longer than it has patience', () => {
    expect(withPatience(held, undefined, 50, input)).toMatchObject({
      status: 'waiting',
      memo: { heldSinceMs: 50 },
      recheckAfterMs: 1_000,
    });
    const memo = { heldSinceMs: 50 };
    expect(withPatience(held, memo, 1_049, input).status).toBe('waiting');
    expect(withPatience(held, memo, 1_050, input)).toMatchObject({
      status: 'done',
      result: {
        text: 'Node n-1 is drained as far as disruption budgets allow. Budget shop/shop lets none go',
      },
    });
  });

  it('leaves every other outcome as it is, and begins to count anew after it', () => {
    const ending = {
      ...held,
      wait: { ...held.wait, kind: 'pod-termination' as const },
    };
    expect(withPatience(ending, { heldSinceMs: 0 }, 9_000, input)).toBe(ending);
    const done = { status: 'done', result: { code: 'd', text: 'd' } } as const;
    expect(withPatience(done, undefined, 0, input)).toBe(done);
  });
});
