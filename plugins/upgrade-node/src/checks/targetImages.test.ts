import { answerLines } from '../testUtils/builders/answerLines';
import { buildNode } from '../testUtils/builders/objectBuilders';
import { buildPlan } from '../testUtils/builders/planBuilders';
import { imageAnswers, pulledImages } from './targetImages';

const CONTROLLER = 'registry.example:5000/controller:1.1.0';
const AGENT = 'registry.example:5000/agent:1.1.0';

const planFor = (...images: string[]) =>
  buildPlan([], {
    toVersion: '1.1.0',
    changes: images.map(image => ({
      action: 'update',
      object: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'any' },
      fields: [{ kind: 'image', name: 'main', from: 'old:1', to: image }],
      reversibility: 'revert',
      disruption: { level: 'none', text: 'none' },
    })),
  });

describe('target-images', () => {
  it.each<[string, string[], string[], string[], string[]]>([
    ['none changes', [], [], [], ['pass: The plan changes no image']],
    [
      'all were pulled, also where nobody offers them',
      [CONTROLLER, AGENT, AGENT],
      [CONTROLLER, AGENT],
      [],
      [`pass: Nodes have pulled ${CONTROLLER}, ${AGENT} before`],
    ],
    [
      'the platform offers them',
      [CONTROLLER, AGENT],
      [AGENT],
      ['1.1.0'],
      [
        `warning not-pulled: The platform offers 1.1.0, but no node has pulled yet: ${CONTROLLER}`,
      ],
    ],
    [
      'the platform offers another version',
      [AGENT],
      [],
      ['1.2.0'],
      [`not-checked unknown: Nothing shows that these exist: ${AGENT}`],
    ],
    [
      'an image with a tag of its own',
      ['sidecar:7'],
      [],
      ['1.1.0'],
      ['not-checked unknown: Nothing shows that these exist: sidecar:7'],
    ],
    [
      'no image at all',
      ['not an image'],
      [],
      ['1.1.0'],
      ['hard-block not-an-image: No image names with a tag: not an image'],
    ],
  ])('%s', (_, images, pulled, offered, expected) => {
    const answers = imageAnswers(planFor(...images), {
      pulled: new Set(pulled),
      offered,
      correctRemedy: 'Correct it.',
    });
    expect(answerLines(answers)).toEqual(expected);
  });

  it('reads what nodes have pulled', () => {
    const puller = buildNode('w-1', {
      status: { images: [{ names: ['a:1', 'a@sha256:1'] }, {}] },
    });
    expect(pulledImages([puller, buildNode('w-2')])).toEqual(
      new Set(['a:1', 'a@sha256:1']),
    );
  });
});
