import {
  ANNOTATION_FAILURE_ACTION,
  ANNOTATION_FAILURE_MUST_LAST,
  ANNOTATION_FAILURE_THRESHOLD,
} from '../annotations';
import {
  parseFailureThreshold,
  parseMustLast,
  parseThresholdAction,
  readComponentThreshold,
} from './parseThreshold';

const place = {
  object: 'component:default/shop',
  annotation: ANNOTATION_FAILURE_THRESHOLD,
};

describe('threshold texts', () => {
  it.each([
    ['0', { maxFailures: 0, unit: 'count' }],
    ['2', { maxFailures: 2, unit: 'count' }],
    [' 3 ', { maxFailures: 3, unit: 'count' }],
    ['25%', { maxFailures: 25, unit: 'percent' }],
    ['100%', { maxFailures: 100, unit: 'percent' }],
  ])('reads the limit %j', (text, value) => {
    expect(parseFailureThreshold(text, place)).toEqual({ value });
  });

  it.each(['', '-1', '1.5', 'two', '101%', '%', '1e3', '2 %', '12345678'])(
    'refuses the limit %j, naming entity, annotation, value and remedy',
    text => {
      expect(parseFailureThreshold(text, place)).toEqual({
        problem: {
          code: 'annotation-not-valid',
          params: { ...place, value: text },
          text: `Annotation cluster-upgrade.io/failure-threshold of component:default/shop has the value "${text}", which can't be read. Write a whole number of instances such as "2", or a percentage from "0%" to "100%".`,
        },
      });
    },
  );

  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['2m', 120_000],
    ['24h', 86_400_000],
    ['0s', 0],
  ])('reads the duration %j', (text, value) => {
    expect(parseMustLast(text, place)).toEqual({ value });
  });

  it.each(['', '30', 's', '-1s', '25h', '1d', '1m30s', 'PT30S'])(
    'refuses the duration %j',
    text => {
      expect(parseMustLast(text, place)).toMatchObject({
        problem: { code: 'annotation-not-valid', params: { value: text } },
      });
    },
  );

  it('reads an action and refuses any other word with the choices', () => {
    expect(parseThresholdAction('pause', place)).toEqual({ value: 'pause' });
    expect(parseThresholdAction('ignore', place)).toMatchObject({
      problem: { text: expect.stringContaining('rollback, pause, warn') },
    });
  });
});

describe('readComponentThreshold', () => {
  const read = (annotations: Record<string, string>) =>
    readComponentThreshold('component:default/shop', annotations);

  it('reads all three annotations', () => {
    expect(
      read({
        [ANNOTATION_FAILURE_THRESHOLD]: '25%',
        [ANNOTATION_FAILURE_MUST_LAST]: '1m',
        [ANNOTATION_FAILURE_ACTION]: 'warn',
      }),
    ).toEqual({
      settings: {
        maxFailures: 25,
        unit: 'percent',
        mustLastMs: 60_000,
        action: 'warn',
      },
      problems: [],
    });
  });

  it('leaves open what is not declared', () => {
    expect(read({ [ANNOTATION_FAILURE_THRESHOLD]: '1' })).toEqual({
      settings: { maxFailures: 1, unit: 'count' },
      problems: [],
    });
    expect(read({})).toEqual({ problems: [] });
  });

  it('uses nothing of a declaration that is partly unreadable', () => {
    const { settings, problems } = read({
      [ANNOTATION_FAILURE_THRESHOLD]: '1',
      [ANNOTATION_FAILURE_ACTION]: 'explode',
    });
    expect(settings).toBeUndefined();
    expect(problems).toHaveLength(1);
  });

  it('says that an action without a limit has no effect', () => {
    const { settings, problems } = read({
      [ANNOTATION_FAILURE_ACTION]: 'warn',
    });
    expect(settings).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'annotation-without-limit' }]);
  });
});
