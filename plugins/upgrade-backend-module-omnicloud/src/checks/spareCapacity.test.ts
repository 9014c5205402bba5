import { answerLines } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { spareAnswer } from './spareCapacity';

describe('spare-capacity', () => {
  it.each([
    [
      'a record, and directors that follow it',
      true,
      3,
      'pass: ConfigMap omni-system/omni-capacity is there, 3 directors ready',
    ],
    [
      'a record that nobody follows',
      true,
      0,
      'hard-block: No director is ready',
    ],
    [
      'no record',
      false,
      3,
      'hard-block: ConfigMap omni-system/omni-capacity is not there',
    ],
  ])('%s', (_, hasRecord, ready, expected) => {
    expect(answerLines(spareAnswer(hasRecord, ready))).toEqual([expected]);
  });
});
