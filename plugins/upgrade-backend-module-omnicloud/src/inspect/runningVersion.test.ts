import { partPod } from '../__testUtils__/objects';
import { imageVersion, runningVersion, withVersion } from './runningVersion';

describe('image names', () => {
  it.each([
    ['omni/agent:v1.4.0', 'v1.4.0'],
    ['registry:5000/omni/agent:v1.4.0', 'v1.4.0'],
    ['omni/agent:v1.4.0@sha256:abc', 'v1.4.0'],
    ['registry:5000/omni/agent', undefined],
    ['omni/agent@sha256:abc', undefined],
    ['sha256:abc', undefined],
  ])('finds in %s the version %s', (image, version) => {
    expect(imageVersion(image)).toBe(version);
  });

  it.each([
    ['omni/agent:v1.4.0', 'omni/agent:v2'],
    ['registry:5000/omni/agent', 'registry:5000/omni/agent:v2'],
    ['omni/agent:v1@sha256:abc', 'omni/agent:v2'],
  ])('gives %s another version as %s', (image, other) => {
    expect(withVersion(image, 'v2')).toBe(other);
  });
});

describe('runningVersion', () => {
  it('takes the wish of the pod where the node reports a digest', () => {
    const pod = partPod('agent', 'v1.4.0', {
      status: {
        containerStatuses: [
          {
            name: 'agent',
            image: 'omni/agent@sha256:abc',
            state: { running: {} },
          },
        ],
      },
    });
    expect(runningVersion('agent', pod)).toBe('v1.4.0');
  });
});
