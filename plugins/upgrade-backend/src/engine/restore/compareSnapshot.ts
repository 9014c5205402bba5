import {
  RestoreDifference,
  RestoreProof,
  Snapshot,
  SnapshotObject,
} from '@cluster-upgrade/plugin-upgrade-common';
import { JsonValue } from '@backstage/types';
import {
  isSameJson,
  KubeObject,
  readPointer,
  withoutFreeValues,
} from '@cluster-upgrade/plugin-upgrade-node';

import { differingKeys } from './differingKeys';

/** Characters of a value that are shown to people. */
const MAX_SHOWN = 200;

/** Keys that are named where values are not shown. */
const MAX_KEYS = 5;

/**
 * The proof that a rollback restored what was saved, or what it left behind. Only saved parts are
 * compared: what the cluster itself adds and counts is not the upgrade's to restore.
 *
 * @param found - objects as they are now, in the order of the snapshot; undefined: not there
 */
export function compareSnapshot(
  snapshot: Snapshot,
  found: ReadonlyArray<KubeObject | undefined>,
  nowMs: number,
): RestoreProof {
  const perObject = snapshot.objects.map((saved, index) =>
    compareObject(saved, found[index]),
  );
  return {
    comparedAtMs: nowMs,
    total: perObject.length,
    restored: perObject.filter(differences => differences.length === 0).length,
    differences: perObject.flat(),
  };
}

function compareObject(
  saved: SnapshotObject,
  found: KubeObject | undefined,
): RestoreDifference[] {
  const { object } = saved;
  if (!saved.existed || !found) {
    return saved.existed === (found !== undefined)
      ? []
      : [
          {
            object,
            pointer: '',
            expected: saved.existed ? 'present' : 'absent',
            found: found ? 'present' : 'absent',
          },
        ];
  }
  return Object.entries(saved.values).flatMap(([pointer, expected]) => {
    // A snapshot keeps absence as null.
    const value = readPointer(found, pointer) ?? null;
    return isSameJson(value, expected)
      ? []
      : [{ object, pointer, ...shownApart(expected, value, pointer) }];
  });
}

/** What differs in places that are not shown, or not so far, is at least named. */
function shownApart(
  expected: JsonValue,
  found: JsonValue,
  pointer: string,
): Pick<RestoreDifference, 'expected' | 'found'> {
  const texts = {
    expected: shown(expected, pointer),
    found: shown(found, pointer),
  };
  const [keys, shownKeys] = [
    differingKeys(expected, found),
    differingKeys(withheld(expected, pointer), withheld(found, pointer)),
  ];
  const unseen =
    texts.expected === texts.found
      ? keys
      : keys.filter(key => !shownKeys.includes(key));
  const named = unseen.filter(key => key !== '');
  if (named.length === 0) {
    return texts;
  }
  const more = named.length - MAX_KEYS;
  const list = [
    ...named.slice(0, MAX_KEYS),
    ...(more > 0 ? [`${more} more`] : []),
  ].join(', ');
  return { ...texts, found: `${texts.found}, another value of ${list}` };
}

/** Everybody who may read the upgrade sees it, so what people configured is left out. */
function shown(value: JsonValue, pointer: string): string {
  const text =
    value === null ? 'absent' : JSON.stringify(withheld(value, pointer));
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

function withheld(value: JsonValue, pointer: string): JsonValue {
  return withoutFreeValues(value, pointer.split('/').slice(1));
}
