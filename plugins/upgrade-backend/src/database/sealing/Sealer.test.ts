import { Cell, Sealer } from './Sealer';

const OLD = 'the secret of last year, long enough';
const NEW = 'the secret of this year, long enough';
const CELL: Cell = { table: 'plans', column: 'body', id: 'p-1' };
const TEXT = JSON.stringify({ env: [{ name: 'DSN', value: 'hunter2 ✓' }] });

const sealerOf = (...secrets: string[]) => Sealer.create({ secrets });

describe('Sealer', () => {
  it('gives back what it sealed, and shows nothing of it', () => {
    const sealed = sealerOf(NEW).seal(TEXT, CELL);
    expect(sealed).not.toContain('hunter2');
    expect(Buffer.from(sealed, 'base64').toString()).not.toContain('hunter2');
    expect(sealerOf(NEW).open(sealed, CELL)).toBe(TEXT);
  });

  it('never seals the same text to the same characters', () => {
    const sealer = sealerOf(NEW);
    expect(sealer.seal(TEXT, CELL)).not.toBe(sealer.seal(TEXT, CELL));
  });

  it('gives a name the same pseudonym with the same first secret, and tells nobody else what it stands for', () => {
    const name = 'component:default/merger';
    const pseudonym = sealerOf(NEW).pseudonymOf(name);
    expect(pseudonym).toMatch(/^[0-9a-f]{8}$/);
    expect(sealerOf(NEW, OLD).pseudonymOf(name)).toBe(pseudonym);
    expect(sealerOf(NEW).pseudonymOf(`${name}-2`)).not.toBe(pseudonym);
    expect(sealerOf(OLD).pseudonymOf(name)).not.toBe(pseudonym);
  });

  it('opens with an earlier secret, and seals with the first', () => {
    const sealed = sealerOf(OLD).seal(TEXT, CELL);
    const both = sealerOf(NEW, OLD);
    expect(both.open(sealed, CELL)).toBe(TEXT);
    expect(sealerOf(NEW).open(both.seal(TEXT, CELL), CELL)).toBe(TEXT);
  });

  it('says which key lacks, and what to do', () => {
    const sealed = sealerOf(OLD).seal(TEXT, CELL);
    const keyId = sealed.split(':')[2];
    expect(() => sealerOf(NEW).open(sealed, CELL)).toThrow(
      new RegExp(`body of p-1 in plans.*${keyId}.*upgrade.encryption.secrets`),
    );
    expect(sealerOf(NEW).canOpen(sealed)).toBe(false);
    expect(sealerOf(NEW, OLD).canOpen(sealed)).toBe(true);
  });

  it.each([
    ['row', { ...CELL, id: 'p-2' }],
    ['column', { ...CELL, column: 'verification' }],
    ['table', { ...CELL, table: 'upgrade_plans' }],
  ])('does not open in another %s', (_, cell) => {
    const sealer = sealerOf(NEW);
    expect(() => sealer.open(sealer.seal(TEXT, CELL), cell)).toThrow(
      /not what was sealed there/,
    );
  });

  it('does not open when one character was changed', () => {
    const sealer = sealerOf(NEW);
    const sealed = sealer.seal(TEXT, CELL);
    const at = sealed.length - 30;
    const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
    expect(() => sealer.open(changed, CELL)).toThrow(/not what was sealed/);
    expect(() =>
      sealer.open(sealed.slice(0, sealer.currentPrefix.length + 8), CELL),
    ).toThrow(/not what was sealed/);
  });

  it('takes what was stored before anything was sealed as it is', () => {
    expect(sealerOf(NEW).open(TEXT, CELL)).toBe(TEXT);
  });
});
