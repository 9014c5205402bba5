/**
 * On every object that an upgrade changed: the upgrade that changed it last.
 *
 * @public
 */
export const ANNOTATION_UPGRADE_ID = 'cluster-upgrade.io/upgrade-id';

/**
 * On every object that an upgrade changed: the fencing epoch of the worker that wrote, so that the
 * write of a worker that had lost its lease can be told.
 *
 * @public
 */
export const ANNOTATION_EPOCH = 'cluster-upgrade.io/epoch';

/**
 * On a node: the upgrade that cordoned it. A cordoned node without it was cordoned by someone else and
 * stays so.
 *
 * @public
 */
export const ANNOTATION_CORDONED_BY = 'cluster-upgrade.io/cordoned-by';

/**
 * On an object through which an operator of the platform is told to pause: the upgrade that did. A pause
 * without it was asked for by someone else and stays.
 *
 * @public
 */
export const ANNOTATION_PAUSED_BY = 'cluster-upgrade.io/paused-by';

/**
 * Field manager of an upgrade's writes where a step names no other.
 *
 * @public
 */
export const FIELD_MANAGER = 'cluster-upgrade';
