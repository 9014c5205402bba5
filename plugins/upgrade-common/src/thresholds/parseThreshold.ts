import {
  ANNOTATION_FAILURE_ACTION,
  ANNOTATION_FAILURE_MUST_LAST,
  ANNOTATION_FAILURE_THRESHOLD,
} from '../annotations';
import { Message } from '../model/message';
import { Threshold, ThresholdAction } from '../model/threshold';

/**
 * What a source says about a threshold; what it leaves open comes from the platform's default.
 *
 * @public
 */
export type ThresholdSettings = Pick<Threshold, 'maxFailures' | 'unit'> &
  Partial<Pick<Threshold, 'mustLastMs' | 'action'>>;

/**
 * A value, or what is wrong with its text.
 *
 * @public
 */
export type Parsed<T> = { value: T } | { problem: Message };

/**
 * Where a text was found, for the message that says what is wrong with it.
 *
 * @public
 */
export interface AnnotationPlace {
  /** Entity ref, or `<namespace>/<name>` of a workload. */
  object: string;
  annotation: string;
}

/** Longer than any soak: a breach that must last a day can't act within an upgrade. */
const MAX_MUST_LAST_MS = 24 * 60 * 60 * 1000;

const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

const ACTIONS: readonly ThresholdAction[] = ['rollback', 'pause', 'warn'];

/**
 * Reads `2` (instances) or `25%` (of the instances desired at the start).
 *
 * @public
 */
export function parseFailureThreshold(
  text: string,
  place: AnnotationPlace,
): Parsed<ThresholdSettings> {
  const match = /^(\d{1,6})(%?)$/.exec(text.trim());
  const maxFailures = Number(match?.[1]);
  const unit = match?.[2] ? 'percent' : 'count';
  if (!match || (unit === 'percent' && maxFailures > 100)) {
    return invalid(
      text,
      place,
      'Write a whole number of instances such as "2", or a percentage from "0%" to "100%"',
    );
  }
  return { value: { maxFailures, unit } };
}

/**
 * Reads `30s`, `2m`, `1h` or `500ms`, as milliseconds.
 *
 * @public
 */
export function parseMustLast(
  text: string,
  place: AnnotationPlace,
): Parsed<number> {
  const match = /^(\d{1,9})(ms|s|m|h)$/.exec(text.trim());
  const durationMs =
    match && Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS];
  if (durationMs === null || durationMs > MAX_MUST_LAST_MS) {
    return invalid(
      text,
      place,
      'Write a duration of at most 24h, such as "30s", "2m" or "1h"',
    );
  }
  return { value: durationMs };
}

/**
 * Reads `rollback`, `pause` or `warn`.
 *
 * @public
 */
export function parseThresholdAction(
  text: string,
  place: AnnotationPlace,
): Parsed<ThresholdAction> {
  const action = ACTIONS.find(candidate => candidate === text.trim());
  return action
    ? { value: action }
    : invalid(text, place, `Write one of ${ACTIONS.join(', ')}`);
}

/**
 * The threshold that a Component entity's annotations declare. A value that can't be read leaves the
 * whole declaration out, and is named in `problems`, so that nobody relies on half of it unknowingly.
 *
 * @public
 */
export function readComponentThreshold(
  entityRef: string,
  annotations: Record<string, string>,
): { settings?: ThresholdSettings; problems: Message[] } {
  const problems: Message[] = [];
  const read = <T>(
    annotation: string,
    parse: (text: string, place: AnnotationPlace) => Parsed<T>,
  ): T | undefined => {
    const text = annotations[annotation];
    if (text === undefined) {
      return undefined;
    }
    const parsed = parse(text, { object: entityRef, annotation });
    if ('problem' in parsed) {
      problems.push(parsed.problem);
      return undefined;
    }
    return parsed.value;
  };

  const limit = read(ANNOTATION_FAILURE_THRESHOLD, parseFailureThreshold);
  const mustLastMs = read(ANNOTATION_FAILURE_MUST_LAST, parseMustLast);
  const action = read(ANNOTATION_FAILURE_ACTION, parseThresholdAction);
  if (annotations[ANNOTATION_FAILURE_THRESHOLD] === undefined) {
    for (const annotation of [
      ANNOTATION_FAILURE_MUST_LAST,
      ANNOTATION_FAILURE_ACTION,
    ]) {
      if (annotations[annotation] !== undefined) {
        problems.push(withoutLimit({ object: entityRef, annotation }));
      }
    }
  }
  if (!limit || problems.length > 0) {
    return { problems };
  }
  return {
    settings: {
      ...limit,
      ...(mustLastMs === undefined ? {} : { mustLastMs }),
      ...(action === undefined ? {} : { action }),
    },
    problems,
  };
}

function invalid(
  text: string,
  { object, annotation }: AnnotationPlace,
  remedy: string,
): { problem: Message } {
  return {
    problem: {
      code: 'annotation-not-valid',
      params: { object, annotation, value: text },
      text: `Annotation ${annotation} of ${object} has the value "${text}", which can't be read. ${remedy}.`,
    },
  };
}

function withoutLimit({ object, annotation }: AnnotationPlace): Message {
  return {
    code: 'annotation-without-limit',
    params: { object, annotation },
    text: `Annotation ${annotation} of ${object} has no effect alone. Add ${ANNOTATION_FAILURE_THRESHOLD}, such as "2" or "25%".`,
  };
}
