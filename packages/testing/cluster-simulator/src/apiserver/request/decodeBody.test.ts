import { decodeObject } from './decodeBody';

describe('decodeObject', () => {
  it('reads JSON and YAML', () => {
    const expected = { kind: 'ConfigMap', metadata: { name: 'a' } };
    const json = JSON.stringify(expected);
    expect(decodeObject(json, 'application/json; charset=utf-8')).toEqual(
      expected,
    );
    expect(
      decodeObject('kind: ConfigMap\nmetadata: {name: a}', 'application/yaml'),
    ).toEqual(expected);
  });

  it('tells who sends protobuf what to do instead', () => {
    expect(() =>
      decodeObject('k8s', 'application/vnd.kubernetes.protobuf'),
    ).toThrow(/--dry-run=client -o yaml .* kubectl apply -f -$/);
    expect(() => decodeObject('a', 'text/plain')).toThrow(
      /accepted media types include: application\/json, application\/yaml$/,
    );
  });
});
