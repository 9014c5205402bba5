// Defines tests on behalf of its callers, with their titles and bodies.
module.exports = {
  rules: {
    'jest/expect-expect': 'off',
    'jest/no-disabled-tests': 'off',
    'jest/no-export': 'off',
    'jest/valid-describe-callback': 'off',
    'jest/valid-title': 'off',
  },
};
