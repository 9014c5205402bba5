import {
  buildPlan,
  buildStep,
  buildUndo,
} from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { libraryStep, stepLibrary } from '@cluster-upgrade/plugin-upgrade-node';
import { neededRights } from './neededRights';

const node = 'w-1';
const object = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'checkout',
};
const readNodes = { apiGroup: '', resource: 'nodes', verbs: ['list'] };

describe('neededRights', () => {
  it('asks for what only the way back needs too', () => {
    const step = buildStep('w-1/cordon', libraryStep('cordon-node', { node }));
    const undo = buildUndo(
      'checkout/restore',
      libraryStep('restore-object', { object }),
    );
    const rights = neededRights(
      buildPlan([{ ...step, undo: [undo] }]),
      [],
      stepLibrary,
    );
    expect(rights).toContainEqual(
      expect.objectContaining({ apiGroup: 'apps', resource: 'deployments' }),
    );
  });

  it('asks for each right once', () => {
    const steps = ['w-1', 'w-2'].map(name =>
      buildStep(`${name}/cordon`, libraryStep('cordon-node', { node: name })),
    );
    const rights = neededRights(
      buildPlan(steps),
      [readNodes, readNodes],
      stepLibrary,
    );
    const texts = rights.map(rule => JSON.stringify(rule));
    expect(texts).toContain(JSON.stringify(readNodes));
    expect(new Set(texts).size).toBe(texts.length);
  });
});
