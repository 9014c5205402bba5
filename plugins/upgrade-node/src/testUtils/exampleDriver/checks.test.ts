import { answerLines } from '../builders/answerLines';
import { buildInventory } from '../builders/inventoryBuilders';
import { replicaAnswers } from './checks';
import { CONTROLLER } from './resources';

const withInstances = (desired: number) =>
  buildInventory({
    components: [
      {
        id: 'controller',
        title: 'Controller',
        object: CONTROLLER,
        images: {},
        desired,
        ready: desired,
      },
    ],
  });

describe('controller-replicas', () => {
  it.each([
    [2, 'pass: The controller has several instances'],
    [1, 'soft-block: The controller has 1 instances'],
  ])('%i instances', (desired, expected) => {
    expect(answerLines(replicaAnswers(withInstances(desired)))).toEqual([
      expected,
    ]);
  });
});
