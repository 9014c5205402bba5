import {
  Inventory,
  lineGraphPolicy,
} from '@cluster-upgrade/plugin-upgrade-common';
import { chooseReleases } from './chooseReleases';
import { parseReleases } from './parseReleases';
import { defaultWekaRules } from './wekaRules';

const policy = lineGraphPolicy(defaultWekaRules);
const offered = parseReleases(
  '4.4.2 2025-06-01, 4.4.5 2026-02-11, 5.0.1 2026-03-02, 4.3.9 2025-01-01',
);

function summary(
  inventory: Partial<Inventory>,
  available: ReturnType<typeof parseReleases> = offered,
) {
  return chooseReleases(
    { versions: [], components: [], ...inventory } as any,
    available,
    policy,
  ).map(option =>
    [
      option.version,
      option.isFinish ? 'finish' : '',
      option.isRecommended ? 'recommended' : '',
      ...option.blockedBy.map(({ code }) => code),
      ...option.risks.map(({ code }) => code),
    ]
      .filter(Boolean)
      .join(' '),
  );
}

const partWay = {
  toVersion: '4.4.5',
  reason: { code: 'weka-part-way', text: '' },
};
const shares = (...versions: string[]) =>
  versions.map(version => ({ version, parts: ['drive-0'] }));

describe('what a Weka cluster can be taken to', () => {
  it('is every newer version that one step leads to', () => {
    expect(summary({ version: '4.4.2' })).toEqual([
      '5.0.1 recommended',
      '4.4.5',
    ]);
  });

  it('goes by the day of publication where one is known', () => {
    const late = parseReleases('4.2.11 2025-05-01, 4.3.1 2024-05-01');
    expect(summary({ version: '4.2.11' }, late)).toEqual([]);
    const early = parseReleases('4.2.11 2024-05-01, 4.3.1 2025-05-01');
    expect(summary({ version: '4.2.11' }, early)).toEqual([
      '4.3.1 recommended',
    ]);
    expect(summary({ version: '4.2.11' }, parseReleases('4.3.1'))).toEqual([
      '4.3.1 recommended release-date-unknown',
    ]);
  });

  it('offers another packaging of the same software', () => {
    expect(
      summary({ version: '4.4.2.157-k8s.2' }, [{ version: '4.4.2.157-k8s.3' }]),
    ).toEqual(['4.4.2.157-k8s.3 recommended']);
  });

  it('is only the version that was begun, while an upgrade has stopped part-way', () => {
    expect(summary({ versions: shares('4.4.2', '4.4.5'), partWay })).toEqual([
      '5.0.1 weka-finish-first',
      '4.4.5 finish recommended',
    ]);
  });

  it('is the version that was begun also when nobody lists it, or no container runs it yet', () => {
    expect(summary({ versions: shares('4.4.2'), partWay }, [])).toEqual([
      '4.4.5 finish recommended',
    ]);
    expect(
      summary({ version: '4.4.2', versions: shares('4.4.2'), partWay }, []),
    ).toEqual(['4.4.5 finish recommended']);
  });

  it('is never a way back, whatever somebody asked for', () => {
    expect(
      summary({
        versions: shares('5.0.1', '4.4.5'),
        partWay,
      }),
    ).toEqual([
      '5.0.1 weka-finish-first',
      '4.4.5 finish older-than-some-parts',
    ]);
  });

  it('is the version that runs, where clients lag behind', () => {
    const client = (version: string) =>
      ({
        id: 'client-trainers',
        title: 'Client trainers',
        version,
        desired: 2,
      }) as any;
    expect(
      summary({ version: '4.4.5', components: [client('4.4.2')] }),
    ).toEqual(['5.0.1 recommended', '4.4.5 finish weka-clients-only']);
    expect(
      summary({ version: '5.0.1', components: [client('4.4.2')] }),
    ).toEqual(['5.0.1 finish recommended weka-clients-only']);
    expect(
      summary({ version: '5.0.1', components: [client('5.0.1')] }),
    ).toEqual([]);
  });
});
