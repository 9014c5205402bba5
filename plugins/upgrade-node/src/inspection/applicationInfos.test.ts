import { buildWorkload } from '../testUtils/builders/objectBuilders';
import { applicationInfos } from './applicationInfos';

const names = {
  titleLabel: 'example/app',
  priorityAnnotation: 'example/priority',
  thresholdAnnotation: 'example/threshold',
};
const workload = (
  name: string,
  annotations: Record<string, string> = {},
  labels?: Record<string, string>,
) => buildWorkload('Deployment', name, { metadata: { annotations, labels } });

describe('applicationInfos', () => {
  it('tells what a workload is, by id', () => {
    const { applications } = applicationInfos([
      workload('web'),
      workload('db'),
    ]);
    expect(applications.map(({ id }) => id)).toEqual(['shop/db', 'shop/web']);
    expect(applications[0]).toEqual({
      id: 'shop/db',
      title: 'db',
      object: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: 'shop',
        name: 'db',
      },
      podLabels: { app: 'db' },
      priority: 'normal',
      desired: 3,
      ready: 3,
    });
  });

  it.each([
    ['the platform names it', names, 'example/threshold'],
    ['it names none', {}, 'cluster-upgrade.io/failure-threshold'],
  ])('reads the threshold from the annotation as %s', (_, given, name) => {
    const { applications } = applicationInfos(
      [
        workload('web', {
          'example/threshold': '2',
          'cluster-upgrade.io/failure-threshold': '2',
        }),
      ],
      given,
    );
    expect(applications[0].thresholdAnnotation).toEqual({ name, value: '2' });
  });

  it.each([
    ['critical', 'critical', []],
    [
      'vital',
      'normal',
      [
        'shop/web: annotation example/priority is "vital", which is none of critical, normal, non-critical; it counts as normal',
      ],
    ],
  ])('reads priority %s as %s', (text, priority, unknowns) => {
    const read = applicationInfos(
      [
        workload(
          'web',
          { 'example/priority': text },
          { 'example/app': 'Web shop' },
        ),
      ],
      names,
    );
    expect(read.applications).toMatchObject([{ priority, title: 'Web shop' }]);
    expect(read.unknowns).toEqual(unknowns);
  });
});
