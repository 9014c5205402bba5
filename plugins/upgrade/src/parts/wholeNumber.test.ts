import { parseWholeNumber } from './wholeNumber';

it.each([
  ['0', 0],
  [' 12 ', 12],
  ['20', 20],
  ['21', undefined],
  ['-3', undefined],
  ['1.5', undefined],
  ['', undefined],
  ['two', undefined],
  ['9999999999', undefined],
])('reads "%s" as %s and changes nothing silently', (text, value) => {
  expect(parseWholeNumber(text, { min: 0, max: 20 })).toBe(value);
});
