import { Inventory } from '@cluster-upgrade/plugin-upgrade-common';
import { answerLines } from '../testUtils/builders/answerLines';
import {
  buildInventory,
  buildNodeInfo,
} from '../testUtils/builders/inventoryBuilders';
import { versionAnswers } from './mixedVersions';

const PASS = 'pass: All parts that could be read run 1.0.0';
const silent = (name: string, isSpare = false) =>
  buildNodeInfo(name, { version: undefined, isSpare });

describe('mixed-versions', () => {
  it.each<[string, Partial<Inventory>, string[]]>([
    ['one version', {}, [PASS]],
    [
      'two versions',
      {
        versions: [
          { version: '1.0.0', parts: ['a', 'b', 'c', 'd', 'e', 'f'] },
          { version: '1.1.0', parts: ['g'] },
        ],
      },
      ['warning: 1.0.0: a, b, c, d, e and 1 more; 1.1.0: g'],
    ],
    [
      'none',
      { versions: [] },
      ['hard-block: No part runs, so that no version is known'],
    ],
    [
      'nodes without the part',
      { nodes: [silent('w-1'), buildNodeInfo('w-2'), silent('w-3')] },
      [PASS, 'warning agent: No agent runs on w-1, w-3'],
    ],
    ['a spare node needs none', { nodes: [silent('spare', true)] }, [PASS]],
    [
      'what could not be read never passes',
      { unknowns: ['budgets: no right', 'the record is not there'] },
      [
        PASS,
        'not-checked unknown-1: budgets: no right',
        'not-checked unknown-2: the record is not there',
      ],
    ],
  ])('%s', (_, change, expected) => {
    const answers = versionAnswers(buildInventory(change), 'agent');
    expect(answerLines(answers)).toEqual(expected);
  });
});
