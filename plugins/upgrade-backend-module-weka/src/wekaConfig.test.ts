import { mockServices } from '@backstage/backend-test-utils';
import { readWekaConfig } from './wekaConfig';

const read = (weka: object) =>
  readWekaConfig(mockServices.rootConfig({ data: { upgrade: { weka } } }));

describe('upgrade.weka', () => {
  it('may be left out', () => {
    expect(readWekaConfig(mockServices.rootConfig())).toEqual({ releases: [] });
  });

  it('names versions, with or without what is known of them', () => {
    expect(
      read({
        versions: ['4.4.5', '5.0.1 2026-03-02'],
        releases: [
          {
            version: '4.4.5',
            releasedAt: '2026-02-11',
            supportEndsAt: '2028-02-11',
            notesUrl: 'https://example.com/4.4.5',
          },
        ],
      }),
    ).toEqual({
      releases: [
        {
          version: '4.4.5',
          releasedAtMs: Date.parse('2026-02-11'),
          supportEndsAtMs: Date.parse('2028-02-11'),
          notesUrl: 'https://example.com/4.4.5',
        },
        { version: '5.0.1', releasedAtMs: Date.parse('2026-03-02') },
      ],
    });
  });

  it('refuses a date that is none, naming its key', () => {
    expect(() =>
      read({ releases: [{ version: '4.4.5', releasedAt: 'last week' }] }),
    ).toThrow("upgrade.weka.releases[0].releasedAt is 'last week'");
  });

  it('takes the permitted steps of another edition', () => {
    expect(
      read({
        rules: {
          numbersOfLine: 1,
          steps: [{ from: '4', to: '5', minimumSource: '4.4' }],
        },
      }).rules,
    ).toEqual({
      numbersOfLine: 1,
      edges: [{ fromLine: '4', toLine: '5', minimumSource: '4.4' }],
    });
  });

  it('takes the versions of operator and Weka that belong together', () => {
    expect(
      read({
        operator: [
          { mode: 's3', minimumOperator: '1.8', minimumVersion: '5.0' },
          { mode: 'smbw' },
        ],
      }).operatorRules,
    ).toEqual([
      { mode: 's3', minimumOperator: '1.8', minimumVersion: '5.0' },
      { mode: 'smbw' },
    ]);
  });
});
