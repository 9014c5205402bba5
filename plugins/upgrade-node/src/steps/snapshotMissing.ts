import {
  Failure,
  ObjectRef,
  objectText,
} from '@cluster-upgrade/plugin-upgrade-common';

/**
 * The failure of a restoring step whose object was not saved.
 *
 * @internal
 */
export function snapshotMissing(object: ObjectRef, pointer?: string): Failure {
  const what = pointer
    ? `${pointer} of ${objectText(object)}`
    : objectText(object);
  return {
    kind: 'error',
    object,
    cause: {
      code: 'snapshot-missing',
      text: `The snapshot does not hold ${what}, so its old state is not known`,
    },
    remedy: `Restore it by hand; the driver's plan must name ${what} in its snapshot`,
  };
}
