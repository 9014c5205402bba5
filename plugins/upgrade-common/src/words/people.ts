import { ENGINE_ACTOR } from '../model/event';
import { Unblocker } from '../model/wait';

/**
 * Names who acted, for people: `jane` for `user:default/jane`, `team-shop` for
 * `group:default/team-shop`. Other namespaces than `default` stay visible.
 *
 * @public
 */
export function whoText(actor: string): string {
  return actor === ENGINE_ACTOR ? 'the upgrade engine' : entityText(actor);
}

/**
 * Names a catalog entity, for people: `prod` for `resource:default/prod`.
 *
 * @public
 */
export function entityText(entityRef: string): string {
  const match = /^[^:/]+:(?:default\/)?(.+)$/.exec(entityRef);
  return match ? match[1] : entityRef;
}

/**
 * Says who can help when something waits, as a sentence.
 *
 * @public
 */
export function unblockerText({ kind, ref }: Unblocker): string {
  switch (kind) {
    case 'nobody-needed':
      return 'Nobody needs to act.';
    case 'application-owner':
      return ref && /^(group|user):/.test(ref)
        ? `Can unblock: ${entityText(ref)}.`
        : `Can unblock: the owner of ${ref ? entityText(ref) : 'the application'}.`;
    case 'operator':
      return 'Can unblock: an operator of this upgrade.';
    default:
      return `Can unblock: ${ref ? entityText(ref) : 'the platform team'}.`;
  }
}
