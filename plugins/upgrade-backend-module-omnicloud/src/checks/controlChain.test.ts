import { answerLines } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { partPod } from '../__testUtils__/objects';
import { inventoryOf } from '../__testUtils__/planInput';
import { chainAnswer, leadershipAnswer } from './controlChain';

const nowMs = Date.UTC(2026, 0, 1);
const orchestrator = partPod('orchestrator', 'v1.4.0');
const { name } = orchestrator.metadata;

const lease = (holderIdentity: string, ageMs = 0) => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name: 'omni-orchestrator-leader' },
  spec: {
    holderIdentity,
    leaseDurationSeconds: 15,
    renewTime: new Date(nowMs - ageMs).toISOString(),
  },
});
const unreadable = {
  ...lease(name),
  spec: { holderIdentity: name, renewTime: 'yesterday' },
};

const LEADS = `pass leadership: ${name} leads`;
const NOT_RENEWED = `soft-block leadership: ${name} leads but has not renewed its Lease in time`;

describe('control-chain', () => {
  it.each([
    ['a leader that renews', lease(name), LEADS],
    ['a holder with a suffix', lease(`${name}_4711`), LEADS],
    ['a leader within the tolerance of clocks', lease(name, 40_000), LEADS],
    ['a lease that ran out', lease(name, 60_000), NOT_RENEWED],
    ['a lease whose time can not be read', unreadable, NOT_RENEWED],
    [
      'a holder that is gone',
      lease('somebody-else'),
      'soft-block leadership: Lease omni-orchestrator-leader is held by "somebody-else", which is no orchestrator',
    ],
    [
      'no holder',
      lease(''),
      'soft-block leadership: Lease omni-orchestrator-leader is held by "", which is no orchestrator',
    ],
    [
      'no lease',
      undefined,
      'soft-block leadership: Lease omni-orchestrator-leader is not there',
    ],
  ])('%s', (_, held, expected) => {
    const answer = leadershipAnswer(held, [orchestrator], nowMs);
    expect(answerLines(answer)).toEqual([expected]);
  });

  it('does not trust a leader that is not ready', () => {
    const unready = partPod('orchestrator', 'v1.4.0', { isReady: false });
    expect(
      answerLines(leadershipAnswer(lease(name), [unready], nowMs)),
    ).toEqual([`soft-block leadership: ${name} leads but is not ready`]);
  });

  it.each([
    [
      'somebody at each link',
      [],
      'pass chain: orchestrator 3, director 3, agent 2',
    ],
    [
      'a link without anybody',
      ['director'],
      'hard-block chain: No instance ready: director',
    ],
    [
      'two of them',
      ['orchestrator', 'agent'],
      'hard-block chain: No instance ready: orchestrator, agent',
    ],
  ])('%s', (_, missing, expected) => {
    const components = inventoryOf().components.filter(
      ({ id }) => !missing.includes(id),
    );
    expect(answerLines(chainAnswer(inventoryOf({ components })))).toEqual([
      expected,
    ]);
  });
});
