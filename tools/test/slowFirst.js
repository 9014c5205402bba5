const Sequencer = require('@jest/test-sequencer').default;

/** Files that take minutes, the longest first: real control planes, killed backends, browsers. */
const SLOW = [
  /\/contract\.controlPlane\.test\./,
  /\/crash\/.*\.test\./,
  /\/browser\/.*\.test\./,
  /\/contract\.simulator\.test\./,
  /\/upgrade-backend\/src\/plugin\.test\./,
  /\.controlPlane\.test\./,
];

/**
 * Begins with the slow files, so that none of them is left running alone at the end. A fresh checkout has
 * no timings of earlier runs, by which Jest would do the same.
 */
class SlowFirst extends Sequencer {
  sort(tests) {
    const rankOf = ({ path }) => {
      const at = SLOW.findIndex(pattern => pattern.test(path));
      return at < 0 ? SLOW.length : at;
    };
    return super
      .sort(tests)
      .map((test, order) => ({ test, order, rank: rankOf(test) }))
      .sort((a, b) => a.rank - b.rank || a.order - b.order)
      .map(({ test }) => test);
  }
}

module.exports = SlowFirst;
