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
} from '@cluster-upgrade/plugin-upgrade-node';

import { withoutFreeValues } from '../../redaction/redactJson';

/** Characters of a value that are shown to people. */
const MAX_SHOWN = 200;

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
    const show = (value: JsonValue) => shown(value, pointer);
    // A snapshot keeps absence as null.
    const value = readPointer(found, pointer) ?? null;
    return isSameJson(value, expected)
      ? []
      : [{ object, pointer, expected: show(expected), found: show(value) }];
  });
}

/** Everybody who may read the upgrade sees it, so what people configured is left out. */
function shown(value: JsonValue, pointer: string): string {
  const path = pointer.split('/').slice(1);
  const text =
    value === null ? 'absent' : JSON.stringify(withoutFreeValues(value, path));
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
