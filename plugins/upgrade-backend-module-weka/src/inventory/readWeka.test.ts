import { wekaClient, wekaCluster } from '../__fixtures__/wekaObjects';
import { claim } from './readWeka';

const named = (targetCluster?: { name: string; namespace?: string }) =>
  wekaClient('trainers', { namespace: 'batch', spec: { targetCluster } });

describe('whose client a WekaClient is', () => {
  it.each([
    [
      'names the cluster in its namespace',
      { name: 'weka-prod', namespace: 'weka' },
      true,
    ],
    [
      'names one of that name in its own namespace',
      { name: 'weka-prod' },
      false,
    ],
    ['names another one', { name: 'weka-test', namespace: 'weka' }, false],
    ['names none, and joins by addresses', undefined, false],
    [
      'names an empty one, as the API stores it',
      { name: '', namespace: '' },
      false,
    ],
  ])('one that %s: %j', (_, target, isOurs) => {
    const client = named(target);
    expect(claim([client], wekaCluster())).toEqual(
      isOurs
        ? { clients: [client], otherClients: [] }
        : { clients: [], otherClients: [client] },
    );
  });

  it('is that of the clients here where there is no storage cluster', () => {
    const client = named();
    expect(claim([client], undefined).clients).toEqual([client]);
  });
});
