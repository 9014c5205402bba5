import { ENGINE_ACTOR } from '../model/event';

/**
 * Names who acted, for people: `jane` for `user:default/jane`, `team-shop` for
 * `group:default/team-shop`. Other namespaces than `default` stay visible.
 *
 * @public
 */
export function whoText(actor: string): string {
  if (actor === ENGINE_ACTOR) {
    return 'the upgrade engine';
  }
  const match = /^[^:/]+:(?:default\/)?(.+)$/.exec(actor);
  return match ? match[1] : actor;
}
