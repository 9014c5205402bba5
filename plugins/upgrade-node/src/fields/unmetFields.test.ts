import { PatchSemantics, unmetFields } from './unmetFields';

const builtIn: PatchSemantics = { lists: 'by-key', isZeroDropped: true };
const custom: PatchSemantics = { lists: 'merge', isZeroDropped: false };

const containers = [
  {
    name: 'app',
    image: 'app:1',
    imagePullPolicy: 'IfNotPresent',
    env: [{ name: 'LOG_LEVEL', value: 'info' }, { name: 'EMPTY' }],
    ports: [{ containerPort: 80, protocol: 'TCP' }],
    resources: { limits: { cpu: '1', memory: '1Gi' } },
  },
  { name: 'sidecar', image: 'sidecar:1' },
];
const current = {
  spec: { replicas: 3, paused: true, template: { spec: { containers } } },
};
const inContainer = (container: object) => ({
  spec: { template: { spec: { containers: [container] } } },
});

describe('unmetFields', () => {
  it.each<[string, unknown, PatchSemantics, string[]]>([
    ['a value that is there', { spec: { replicas: 3 } }, builtIn, []],
    ['another value', { spec: { replicas: 4 } }, builtIn, ['/spec/replicas']],
    ['a field that is missing', { spec: { x: 1 } }, builtIn, ['/spec/x']],
    [
      'a removal still to do',
      { spec: { paused: null } },
      builtIn,
      ['/spec/paused'],
    ],
    ['a removal that is done', { spec: { x: null } }, builtIn, []],
    [
      'false where absent, stored without it',
      { spec: { hostPID: false } },
      builtIn,
      [],
    ],
    [
      'false where absent, of a custom kind',
      { spec: { stop: false } },
      custom,
      ['/spec/stop'],
    ],
    [
      'false where true',
      { spec: { paused: false } },
      builtIn,
      ['/spec/paused'],
    ],
    ['an empty object where absent', { spec: { strategy: {} } }, builtIn, []],
    [
      'an object where a value is',
      { spec: { replicas: { a: 1 } } },
      builtIn,
      ['/spec/replicas'],
    ],
    [
      'an image by container name',
      inContainer({ name: 'app', image: 'app:1' }),
      builtIn,
      [],
    ],
    [
      'another image by container name',
      inContainer({ name: 'app', image: 'app:2' }),
      builtIn,
      ['/spec/template/spec/containers/app/image'],
    ],
    [
      'a container that is missing',
      inContainer({ name: 'new', image: 'new:1' }),
      builtIn,
      ['/spec/template/spec/containers/new'],
    ],
    [
      'the removal of a variable that is there',
      inContainer({
        name: 'app',
        env: [{ name: 'LOG_LEVEL', $patch: 'delete' }],
      }),
      builtIn,
      ['/spec/template/spec/containers/app/env/LOG_LEVEL'],
    ],
    [
      'the removal of a variable that is gone',
      inContainer({ name: 'app', env: [{ name: 'GONE', $patch: 'delete' }] }),
      builtIn,
      [],
    ],
    [
      'an empty variable, stored without a value',
      inContainer({ name: 'app', env: [{ name: 'EMPTY', value: '' }] }),
      builtIn,
      [],
    ],
    [
      'a port by number, defaults left out',
      inContainer({ name: 'app', ports: [{ containerPort: 80 }] }),
      builtIn,
      [],
    ],
    [
      'a quantity in another form',
      inContainer({
        name: 'app',
        resources: { limits: { cpu: '1000m', memory: '1024Mi' } },
      }),
      builtIn,
      [],
    ],
    [
      'another quantity',
      inContainer({ name: 'app', resources: { limits: { cpu: '1500m' } } }),
      builtIn,
      ['/spec/template/spec/containers/app/resources/limits/cpu'],
    ],
    [
      'a list that a merge patch would shorten',
      inContainer({ name: 'app', image: 'app:1' }),
      custom,
      ['/spec/template/spec/containers'],
    ],
    [
      'a name with a slash',
      { metadata: { annotations: { 'a.io/b': 'x' } } },
      builtIn,
      ['/metadata/annotations/a.io~1b'],
    ],
  ])('judges %s', (_, wanted, semantics, expected) => {
    expect(unmetFields(current, wanted, semantics)).toEqual(expected);
  });
});
