import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Entity } from '@backstage/catalog-model';
import { CatalogProcessorResult } from '@backstage/plugin-catalog-node';
import { parse } from 'yaml';
import { TemplateProcessor } from './TemplateProcessor';

const EXAMPLE = resolve(__dirname, '../../../../examples/request-upgrade.yaml');
const template = parse(readFileSync(EXAMPLE, 'utf8')) as Entity;
const processor = new TemplateProcessor();

describe('TemplateProcessor', () => {
  it('takes the template of the demo in', async () => {
    expect(await processor.validateEntityKind(template)).toBe(true);
  });

  it('leaves other kinds to others', async () => {
    const component = { ...template, kind: 'Component' };
    expect(await processor.validateEntityKind(component)).toBe(false);
  });

  it('refuses a template without steps, and says so', async () => {
    const empty = { ...template, spec: { type: 'service' } };
    await expect(processor.validateEntityKind(empty)).rejects.toThrow(/steps/);
  });

  it('tells who owns a template, both ways', async () => {
    const emitted: CatalogProcessorResult[] = [];
    await processor.postProcessEntity(template, undefined, result =>
      emitted.push(result),
    );
    const team = {
      kind: 'group',
      namespace: 'default',
      name: 'platform-operators',
    };
    expect(emitted).toMatchObject([
      { relation: { type: 'ownedBy', target: team } },
      { relation: { type: 'ownerOf', source: team } },
    ]);
  });
});
