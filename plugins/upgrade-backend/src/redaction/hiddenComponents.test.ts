import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { withoutComponents, withoutHiddenComponents } from './hiddenComponents';

const SHOP = 'component:default/shop';
const MERGER = 'component:default/merger';
const HIDDEN = 'a Component that is not shown to you';

const findEntities = jest.fn(async (refs: readonly string[]) => {
  const seen = refs.filter(ref => ref.startsWith(SHOP));
  return new Map(seen.map(ref => [ref, {} as Entity]));
});

function shown(text: string, asked?: string[]): Promise<string> {
  return withoutHiddenComponents(text, {
    catalog: { findEntities },
    credentials: mockCredentials.user(),
    asked,
  });
}

describe('withoutHiddenComponents', () => {
  beforeEach(() => findEntities.mockClear());

  it.each([
    [`0 allowed by ${MERGER}`, `0 allowed by ${HIDDEN}`],
    [`0 allowed by ${SHOP}`, `0 allowed by ${SHOP}`],
    [`${MERGER}-2, ${SHOP}.`, `${HIDDEN}, ${SHOP}.`],
    [`It is ${MERGER}.`, `It is ${HIDDEN}.`],
    ['Component:Default/Merger', HIDDEN],
    [
      `claimed by ${MERGER} of group:default/acquirers and ${SHOP} of group:default/shop`,
      `claimed by ${HIDDEN} and ${SHOP} of group:default/shop`,
    ],
    [`${MERGER} of nobody`, HIDDEN],
    ['of group:default/acquirers', 'of group:default/acquirers'],
  ])('shows %j as %j', async (text, expected) => {
    expect(await shown(text)).toBe(expected);
  });

  it('leaves JSON as it is apart from names, also behind an escape', async () => {
    const json = (name: string) =>
      JSON.stringify({ a: `x\n${name}`, b: [name, `"${name}"`], [name]: 1 });
    expect(await shown(json(MERGER))).toBe(json(HIDDEN));
  });

  it('asks the catalog once for all, and not for what the request names', async () => {
    await shown(`${SHOP} ${MERGER} ${MERGER}`);
    expect(findEntities.mock.calls.map(([refs]) => refs)).toEqual([
      [SHOP, MERGER],
    ]);
    expect(await shown(`There is no ${MERGER}`, [MERGER])).toContain(MERGER);
    await shown('{"nothing":"named"}');
    expect(findEntities).toHaveBeenCalledTimes(1);
  });
});

it('names no Component to several people at once', () => {
  expect(withoutComponents(`0 allowed by ${SHOP} of user:default/mia`)).toBe(
    '0 allowed by a Component',
  );
});
