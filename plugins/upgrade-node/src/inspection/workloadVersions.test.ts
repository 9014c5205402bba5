import { buildPod, buildWorkload } from '../testUtils/builders/objectBuilders';
import {
  imageTag,
  runningVersion,
  runningVersions,
  withImageTag,
  workloadComponent,
} from './workloadVersions';

describe('image names', () => {
  it.each([
    ['omni/agent:v1.4.0', 'v1.4.0'],
    ['registry:5000/omni/agent:v1.4.0', 'v1.4.0'],
    ['omni/agent:v1.4.0@sha256:abc', 'v1.4.0'],
    ['registry:5000/omni/agent', undefined],
    ['omni/agent@sha256:abc', undefined],
    ['sha256:abc', undefined],
  ])('finds in %s the version %s', (image, version) => {
    expect(imageTag(image)).toBe(version);
  });

  it.each([
    ['omni/agent:v1.4.0', 'omni/agent:v2'],
    ['registry:5000/omni/agent', 'registry:5000/omni/agent:v2'],
    ['omni/agent:v1@sha256:abc', 'omni/agent:v2'],
  ])('gives %s another version as %s', (image, other) => {
    expect(withImageTag(image, 'v2')).toBe(other);
  });
});

describe('runningVersion', () => {
  const pod = (image: string, state: object = { running: {} }) =>
    buildPod('agent', {
      spec: {
        containers: [
          { name: 'proxy', image: 'mesh/proxy:v9' },
          { name: 'agent', image: 'omni/agent:v1.4.0' },
        ],
      },
      status: { containerStatuses: [{ name: 'agent', image, state }] },
    });

  it.each([
    ['what the node reports', pod('omni/agent:v1.3.0'), 'v1.3.0'],
    [
      'the wish of the pod where the node reports a digest',
      pod('omni/agent@sha256:abc'),
      'v1.4.0',
    ],
    ['nothing while it does not run', pod('', { waiting: {} }), undefined],
  ])('is %s', (_, seen, version) => {
    expect(runningVersion('agent', seen)).toBe(version);
  });
});

describe('runningVersions', () => {
  it('names each once', () => {
    const pod = (version: string) =>
      buildPod('web', {
        spec: { containers: [{ name: 'main', image: `web:${version}` }] },
        status: {
          containerStatuses: [
            { name: 'main', image: `web:${version}`, state: { running: {} } },
          ],
        },
      });
    expect(runningVersions('web', [pod('2'), pod('1'), pod('2')])).toEqual([
      '1',
      '2',
    ]);
  });
});

describe('workloadComponent', () => {
  const identity = {
    id: 'web',
    title: 'Web',
    object: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
  };

  it.each([
    [['1.0.0'], '1.0.0'],
    [['1.0.0', '1.1.0'], undefined],
    [[], undefined],
  ])('of %j has the version %s', (versions, version) => {
    const component = workloadComponent(
      identity,
      buildWorkload('Deployment', 'web'),
      versions,
    );
    expect(component).toEqual({
      ...identity,
      ...(version && { version }),
      images: { main: 'app:1' },
      desired: 3,
      ready: 3,
    });
  });
});
