import { SnapshotObject } from '@cluster-upgrade/plugin-upgrade-common';
import { buildNode } from '../../testUtils/builders/objectBuilders';
import { deepFreeze } from '../../testUtils/deepFreeze';
import { decisionFacts } from '../../testUtils/builders/decisionFacts';
import { decisionText } from '../../testUtils/builders/decisionText';
import { decideRestoreCordon, restoreCordon } from './restoreCordon';

function saved(unschedulable: boolean | null | undefined): SnapshotObject {
  return {
    object: { apiVersion: 'v1', kind: 'Node', name: 'w-1' },
    existed: true,
    values:
      unschedulable === undefined
        ? {}
        : { '/spec/unschedulable': unschedulable },
  };
}

function node(isCordoned: boolean, cordonedBy?: string) {
  return buildNode('w-1', {
    isCordoned,
    metadata: cordonedBy
      ? { annotations: { 'cluster-upgrade.io/cordoned-by': cordonedBy } }
      : {},
  });
}

describe('restore-cordon', () => {
  it.each([
    [
      'uncordons what it cordoned',
      node(true, 'u-1'),
      saved(null),
      'act uncordon-node',
    ],
    [
      'is done when that happened',
      node(false),
      saved(null),
      'finish cordon-restored',
    ],
    [
      'takes false as not cordoned',
      node(true, 'u-1'),
      saved(false),
      'act uncordon-node',
    ],
    [
      'leaves what was cordoned before',
      node(true),
      saved(true),
      'finish cordon-restored',
    ],
    [
      'uncordons what it cordoned after its owner had uncordoned it',
      node(true, 'u-1'),
      saved(true),
      'act uncordon-node',
    ],
    [
      'leaves what its owner uncordoned meanwhile',
      node(false),
      saved(true),
      'finish uncordoned-by-another',
    ],
    [
      'leaves what was uncordoned and then cordoned by another upgrade',
      node(true, 'u-2'),
      saved(true),
      'finish cordon-restored',
    ],
    [
      'leaves what someone else cordoned meanwhile',
      node(true),
      saved(null),
      'finish cordoned-by-another',
    ],
    [
      'leaves what another upgrade cordoned',
      node(true, 'u-2'),
      saved(null),
      'finish cordoned-by-another',
    ],
    [
      'removes its mark where someone uncordoned',
      node(false, 'u-1'),
      saved(null),
      'act uncordon-node',
    ],
    [
      'is done with a node that left',
      undefined,
      saved(null),
      'finish node-gone',
    ],
    [
      'does not guess without a snapshot',
      node(true, 'u-1'),
      undefined,
      'fail error snapshot-missing',
    ],
    [
      'does not guess without the saved part',
      node(true, 'u-1'),
      saved(undefined),
      'fail error snapshot-missing',
    ],
    [
      'uncordons a node that joined later',
      node(true, 'u-1'),
      { ...saved(undefined), existed: false },
      'act uncordon-node',
    ],
  ])('%s', (_, seenNode, seenSaved, expected) => {
    const decision = decideRestoreCordon(
      deepFreeze({ node: seenNode, saved: seenSaved, upgradeId: 'u-1' }),
      decisionFacts(restoreCordon, { node: 'w-1' }),
    );
    expect(decisionText(decision)).toBe(expected);
  });

  describe('of a node that pods avoid', () => {
    const avoided = (isCordoned: boolean, by?: string) => {
      const seen = node(isCordoned, by);
      const taints = [
        { key: 'mine', effect: 'NoSchedule' },
        {
          key: 'cluster-upgrade.io/to-be-upgraded',
          value: 'u-1',
          effect: 'PreferNoSchedule',
        },
      ];
      return { ...seen, spec: { ...seen.spec, taints } };
    };

    it.each([
      ['uncordons it', avoided(true, 'u-1'), false],
      ['leaves it open', avoided(false), false],
      ['leaves it to who cordoned it meanwhile', avoided(true), true],
      [
        'leaves it to who uncordoned it meanwhile',
        avoided(false),
        false,
        saved(true),
      ],
      ['leaves it cordoned as it was before', avoided(true), true, saved(true)],
    ])(
      '%s, and has pods come again',
      (_, seen, isCordoned, before = saved(null)) => {
        expect(
          decideRestoreCordon(
            deepFreeze({ node: seen, saved: before, upgradeId: 'u-1' }),
            decisionFacts(restoreCordon, { node: 'w-1' }),
          ),
        ).toMatchObject({
          do: 'act',
          action: {
            isCordoned,
            taints: {
              metadata: { resourceVersion: expect.anything() },
              spec: { taints: [{ key: 'mine', effect: 'NoSchedule' }] },
            },
          },
        });
      },
    );
  });
});
