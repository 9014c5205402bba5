import { readFileSync, writeFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  apiRoutes,
  responseSchemas,
} from '@cluster-upgrade/plugin-upgrade-common';
import { parse, stringify } from 'yaml';
import { buildOpenApiDocument } from './openapi';

const FILE = resolvePackagePath(
  '@cluster-upgrade/plugin-upgrade-backend',
  'openapi.yaml',
);

describe('buildOpenApiDocument', () => {
  it('is what openapi.yaml says; UPDATE_GOLDEN=1 renews the file', () => {
    const document = JSON.parse(JSON.stringify(buildOpenApiDocument()));
    if (process.env.UPDATE_GOLDEN) {
      writeFileSync(
        FILE,
        stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 }),
      );
    }
    expect(parse(readFileSync(FILE, 'utf8'))).toEqual(document);
  });

  it('has one operation per route, under a name of its own', () => {
    const operations = Object.values(
      buildOpenApiDocument().paths as Record<string, object>,
    ).flatMap(methods => Object.values(methods));
    expect(operations).toHaveLength(apiRoutes.length);
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it('describes every answer and nothing that is no answer', () => {
    const given = apiRoutes.flatMap(route => Object.values(route.responses));
    expect([...new Set(given)].sort()).toEqual(
      Object.keys(responseSchemas).sort(),
    );
  });

  it('says that a share of the instances is at most all of them', () => {
    const { paths } = buildOpenApiDocument() as any;
    const bodyOf = ({ requestBody }: any) =>
      requestBody.content['application/json'].schema;
    const own = bodyOf(
      paths['/v1/applications/{kind}/{namespace}/{name}/threshold'].put,
    );
    const planned = bodyOf(
      paths['/v1/clusters/{kind}/{namespace}/{name}/plans'].post,
    ).properties.thresholds.items;
    for (const schema of [own, planned]) {
      expect(schema).toMatchObject({
        properties: { maxFailures: { maximum: 100_000 } },
        if: { properties: { unit: { const: 'percent' } } },
        then: { properties: { maxFailures: { maximum: 100 } } },
      });
    }
  });

  it('refers to nothing that is not in it', () => {
    const document = buildOpenApiDocument();
    const text = JSON.stringify(document);
    const refs = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, ref]) =>
      ref.split('/'),
    );
    expect(refs.length).toBeGreaterThan(50);
    const broken = refs.filter(
      path =>
        path.reduce<any>((value, key) => value?.[key], document) === undefined,
    );
    expect(broken).toEqual([]);
  });
});
