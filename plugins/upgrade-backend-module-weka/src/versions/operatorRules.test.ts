import { isAtLeast, isNumbered } from './operatorRules';

describe('versions of the Weka operator', () => {
  it.each([
    ['v1.10.0', '1.7', true],
    ['1.7', '1.7', true],
    ['v1.7.0', '1.7', true],
    ['v1.6.9', '1.7', false],
    ['v1.9.3', '1.10', false],
    ['v2.0.0', '1.10', true],
    ['1', '1.7', false],
    ['v1.10.0-beta.3', '1.10', true],
    ['5.1.0.30-k8s.1', '5.1.0', true],
    ['5.0.9.30-k8s.1', '5.1.0', false],
    ['4.4', '4.4.1', false],
  ])('%s is at least %s: %s', (version, minimum, expected) => {
    expect(isAtLeast(version, minimum)).toBe(expected);
  });

  it.each([
    ['v1.10.0', true],
    ['1.7', true],
    ['latest', false],
    ['', false],
    ['1', false],
  ])('%s names a version: %s', (version, expected) => {
    expect(isNumbered(version)).toBe(expected);
  });
});
