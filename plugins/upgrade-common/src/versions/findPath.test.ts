import fc from 'fast-check';
import { findPath, VersionEdge } from './findPath';

const edge = (from: string, to: string): VersionEdge => ({ from, to });

describe('findPath', () => {
  it.each<[string, VersionEdge[], string[] | undefined]>([
    ['a direct edge', [edge('a', 'z')], ['z']],
    ['two steps', [edge('a', 'b'), edge('b', 'z')], ['b', 'z']],
    [
      'the way with fewer steps',
      [edge('a', 'b'), edge('b', 'z'), edge('a', 'z')],
      ['z'],
    ],
    [
      'the first of two ways of one length',
      [edge('a', 'c'), edge('a', 'b'), edge('b', 'z'), edge('c', 'z')],
      ['c', 'z'],
    ],
    ['no way', [edge('a', 'b'), edge('z', 'a')], undefined],
    [
      'no way out of a circle',
      [edge('a', 'b'), edge('b', 'a'), edge('y', 'z')],
      undefined,
    ],
  ])('finds %s', (_, edges, path) => {
    expect(findPath(edges, 'a', 'z')).toEqual(path);
  });

  it('has nothing to pass through where it already is', () => {
    expect(findPath([edge('a', 'b')], 'a', 'a')).toEqual([]);
  });

  const version = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
  const edges = fc.array(fc.record({ from: version, to: version }), {
    maxLength: 25,
  });

  it('ends at the target, over permitted edges only, never twice over one version', () => {
    fc.assert(
      fc.property(edges, version, version, (graph, from, to) => {
        const path = findPath(graph, from, to);
        const visited = [from, ...(path ?? [])];
        expect(visited.at(-1)).toBe(path ? to : from);
        expect(new Set(visited).size).toBe(visited.length);
        visited.slice(1).forEach((next, index) => {
          expect(graph).toContainEqual(edge(visited[index], next));
        });
      }),
    );
  });

  it('finds nothing only where nothing leads', () => {
    fc.assert(
      fc.property(edges, version, version, (graph, from, to) => {
        const reachable = new Set([from]);
        for (let round = 0; round < graph.length; round += 1) {
          graph
            .filter(candidate => reachable.has(candidate.from))
            .forEach(candidate => reachable.add(candidate.to));
        }
        expect(findPath(graph, from, to) !== undefined).toBe(reachable.has(to));
      }),
    );
  });
});
