import { JsonObject, JsonValue } from '@backstage/types';

/** A value that a JSON schema of our OpenAPI document accepts, as small as it can be. */
export function exampleOf(schema: JsonObject): JsonValue {
  if (Array.isArray(schema.enum)) {
    return schema.enum[0] as JsonValue;
  }
  if (typeof schema.pattern === 'string' && schema.pattern.includes('sha256')) {
    return `sha256:${'0'.repeat(64)}`;
  }
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        ((schema.required as string[] | undefined) ?? []).map(name => [
          name,
          exampleOf((schema.properties as Record<string, JsonObject>)[name]),
        ]),
      );
    case 'array':
      return Array.from({ length: Number(schema.minItems ?? 0) }, () =>
        exampleOf(schema.items as JsonObject),
      );
    case 'string':
      return 'x'.repeat(Number(schema.minLength ?? 1));
    case 'integer':
    case 'number':
      return Number(schema.minimum ?? 0);
    default:
      throw new Error(
        `The test can't make an example of ${JSON.stringify(schema)}`,
      );
  }
}
