import { parse, stringify } from 'yaml';

type Section = Record<string, unknown>;

/** Adds the keys of one YAML document to another, at all depths; lists are replaced. */
export function mergeYaml(text: string, addition: string): string {
  return stringify(merge(parse(text), parse(addition)));
}

function merge(base: unknown, addition: unknown): unknown {
  if (!isSection(base) || !isSection(addition)) {
    return addition;
  }
  return Object.entries(addition).reduce<Section>(
    (all, [key, value]) => ({ ...all, [key]: merge(all[key], value) }),
    base,
  );
}

function isSection(value: unknown): value is Section {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
