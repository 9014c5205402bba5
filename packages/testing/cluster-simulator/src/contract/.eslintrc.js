// These files define tests on behalf of their callers: rules about where and how a test may be
// written don't fit, and waiting for a cluster takes the machine's own time.
module.exports = {
  rules: {
    'jest/expect-expect': 'off',
    'jest/no-export': 'off',
    'jest/no-standalone-expect': 'off',
    'jest/valid-describe-callback': 'off',
    'jest/valid-title': 'off',
  },
};
