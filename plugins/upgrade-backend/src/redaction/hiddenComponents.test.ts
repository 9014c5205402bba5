import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { Sealer } from '../database/sealing/Sealer';
import { withoutComponents, withoutHiddenComponents } from './hiddenComponents';

const SHOP = 'component:default/shop';
const MERGER = 'component:default/merger';

const sealer = Sealer.create({ secrets: ['a secret of the portal, long'] });

function hidden(ref: string): string {
  return `a Component that is not shown to you (${sealer.pseudonymOf(ref)})`;
}

const findEntities = jest.fn(async (refs: readonly string[]) => {
  const seen = refs.filter(ref => ref.startsWith(SHOP));
  return new Map(seen.map(ref => [ref, {} as Entity]));
});

function shown(text: string, asked?: string[]): Promise<string> {
  return withoutHiddenComponents(text, {
    catalog: { findEntities },
    credentials: mockCredentials.user(),
    pseudonymOf: ref => sealer.pseudonymOf(ref),
    asked,
  });
}

describe('withoutHiddenComponents', () => {
  beforeEach(() => findEntities.mockClear());

  it.each([
    [`0 allowed by ${MERGER}`, `0 allowed by ${hidden(MERGER)}`],
    [`0 allowed by ${SHOP}`, `0 allowed by ${SHOP}`],
    [`${MERGER}-2, ${SHOP}.`, `${hidden(`${MERGER}-2`)}, ${SHOP}.`],
    [`It is ${MERGER}.`, `It is ${hidden(MERGER)}.`],
    ['Component:Default/Merger', hidden(MERGER)],
    [
      `claimed by ${MERGER} of group:default/acquirers and ${SHOP} of group:default/shop`,
      `claimed by ${hidden(MERGER)} and ${SHOP} of group:default/shop`,
    ],
    [`${MERGER} of nobody`, hidden(MERGER)],
    ['of group:default/acquirers', 'of group:default/acquirers'],
  ])('shows %j as %j', async (text, expected) => {
    expect(await shown(text)).toBe(expected);
  });

  it('leaves JSON as it is apart from names, also behind an escape', async () => {
    const json = (name: string) =>
      JSON.stringify({ a: `x\n${name}`, b: [name, `"${name}"`], [name]: 1 });
    expect(await shown(json(MERGER))).toBe(json(hidden(MERGER)));
  });

  it('keeps two apart that are hidden, so that one that fails stays to be seen beside one that does not', async () => {
    const health = JSON.stringify({
      [MERGER]: { verdict: 'breach' },
      'component:default/takeover': { verdict: 'good' },
    });
    const entries = Object.entries<any>(JSON.parse(await shown(health)));
    expect(entries.map(([, { verdict }]) => verdict)).toEqual([
      'breach',
      'good',
    ]);
    // What a later answer says of one of them is about that same one.
    const event = await shown(`${MERGER} recovered`);
    expect(event).toBe(`${entries[0][0]} recovered`);
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
