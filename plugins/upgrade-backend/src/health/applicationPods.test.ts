import { ApplicationPods } from './applicationPods';
import { sampleApplication, SamplePod, samplePod } from './samplePods';

const namesOf = (
  pods: SamplePod[],
  application: Partial<ReturnType<typeof sampleApplication>> = {},
) =>
  new ApplicationPods(pods.map(samplePod))
    .of({ ...sampleApplication(), ...application })
    .map(({ metadata }) => metadata.name);

const object = (kind: string, name = 'checkout') => ({
  ...sampleApplication().object,
  kind,
  name,
});

describe('ApplicationPods', () => {
  it.each<[string, SamplePod['owner']]>([
    ['a Job', { kind: 'Job', name: 'checkout-migrate' }],
    [
      'a StatefulSet of the same name',
      { kind: 'StatefulSet', name: 'checkout' },
    ],
    [
      'another Deployment',
      { kind: 'ReplicaSet', name: 'checkout-canary-7f46' },
    ],
    [
      'a ReplicaSet that no Deployment made',
      { kind: 'ReplicaSet', name: 'checkout' },
    ],
  ])('leaves out the pods of %s that carry the same labels', (_, owner) => {
    expect(namesOf([{ name: 'own' }, { name: 'foreign', owner }])).toEqual([
      'own',
    ]);
  });

  it.each(['StatefulSet', 'DaemonSet', 'ReplicaSet'])(
    'finds the pods that a %s controls itself',
    kind => {
      const pods = [
        { name: 'own', owner: { kind, name: 'checkout' } },
        { name: 'foreign' },
      ];
      expect(namesOf(pods, { object: object(kind) })).toEqual(['own']);
    },
  );

  it('tells pods of kinds that are not built in by their labels', () => {
    const owner = { kind: 'ReplicaSet', name: 'checkout-rollout-1' };
    const pods = [
      { name: 'own', owner },
      { name: 'foreign', owner, labels: { app: 'other' } },
    ];
    expect(namesOf(pods, { object: object('Rollout') })).toEqual(['own']);
    const elsewhere = { ...object('Rollout'), namespace: 'elsewhere' };
    expect(namesOf(pods, { object: elsewhere })).toEqual([]);
  });

  it('counts no pod that nothing controls', () => {
    const alone = samplePod({ name: 'alone' });
    delete alone.metadata.ownerReferences;
    const pods = new ApplicationPods([alone, samplePod({ name: 'own' })]);
    expect(
      pods.of(sampleApplication()).map(({ metadata }) => metadata.name),
    ).toEqual(['own']);
  });

  it('knows no pods of an application of another namespace', () => {
    const elsewhere = { ...object('Deployment'), namespace: 'elsewhere' };
    expect(namesOf([{ name: 'own' }], { object: elsewhere })).toEqual([]);
  });
});
