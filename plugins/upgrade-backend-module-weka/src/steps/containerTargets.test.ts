import { NEW, OLD, wekaContainer } from '../__fixtures__/wekaObjects';
import { targetsOf } from './containerTargets';

const told = { image: NEW, applied: OLD };
const pod = (name: string, reason: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'weka', name },
  status: { containerStatuses: [{ state: { waiting: { reason } } }] },
});

describe('where containers are on their way to an image', () => {
  it.each([
    ['runs it', { image: NEW }, 'done', '4.4.5.120-k8s.1', undefined],
    ['was not told yet', {}, 'pending', '4.4.2.157-k8s.2', undefined],
    [
      'is being replaced',
      { ...told, status: 'PodTerminating' },
      'working',
      '4.4.2.157-k8s.2',
      'PodTerminating',
    ],
    [
      'runs it and has not joined again',
      { image: NEW, status: 'Unhealthy' },
      'working',
      '4.4.5.120-k8s.1',
      'Unhealthy',
    ],
    [
      'is mounted through',
      {
        ...told,
        activeMounts: 2,
        conditions: [{ type: 'ContainerImageUpdated', status: 'False' }],
      },
      'held',
      '4.4.2.157-k8s.2',
      'drive-0 still has active mounts: 2',
    ],
    [
      'reports Error',
      { ...told, status: 'Error' },
      'held',
      '4.4.2.157-k8s.2',
      'drive-0 reports Error, and the Weka operator tries again',
    ],
  ])('one that %s', (_, options, status, version, note) => {
    const { 'drive/weka/drive-0': progress } = targetsOf(
      [wekaContainer('drive-0', options)],
      [],
      NEW,
    );
    expect([progress.status, progress.version, progress.note?.text]).toEqual([
      status,
      version,
      note,
    ]);
  });

  it('names what its pod says', () => {
    expect(
      targetsOf(
        [wekaContainer('drive-0', told)],
        [pod('drive-0', 'ErrImagePull')],
        NEW,
      )['drive/weka/drive-0'],
    ).toMatchObject({
      status: 'held',
      note: { text: "the image of drive-0 can't be pulled: ErrImagePull" },
    });
  });

  it('says nothing of one that is going away', () => {
    expect(
      targetsOf([wekaContainer('drive-0', { state: 'destroying' })], [], NEW),
    ).toEqual({});
  });
});
