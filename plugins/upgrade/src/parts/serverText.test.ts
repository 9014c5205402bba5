import { withEntityNames } from './serverText';

describe('withEntityNames', () => {
  it.each([
    ['1 allowed by component:default/cart', '1 allowed by cart'],
    ['Ask group:default/platform-operators.', 'Ask platform-operators.'],
    ['user:default/mia, of group:shops/team.a', 'mia, of shops/team.a'],
  ])('of "%s" makes "%s"', (text, named) => {
    expect(withEntityNames(text)).toBe(named);
  });

  it('leaves what only looks like one', () => {
    for (const text of [
      'omni/agent:v1.5.0',
      'mycomponent:default/cart',
      'shop/shop',
    ]) {
      expect(withEntityNames(text)).toBe(text);
    }
  });
});
