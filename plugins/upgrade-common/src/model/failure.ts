import { Message } from './message';
import { ObjectRef } from './objectRef';

/**
 * Why something can't go on.
 *
 * @public
 */
export interface Failure {
  /**
   * `measured`: the cluster is bad. `error`: it could not be measured or changed; needs a person, and
   * is never a reason to roll back by itself.
   */
  kind: 'measured' | 'error';
  cause: Message;
  object?: ObjectRef;
  remedy: string;
}
