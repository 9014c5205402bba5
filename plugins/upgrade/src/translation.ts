import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { entityMessages } from './messages/entityMessages';
import { partsMessages } from './messages/partsMessages';
import { progressMessages } from './messages/progressMessages';

/** The English texts, by screen. */
export const upgradeMessages = {
  parts: partsMessages,
  entity: entityMessages,
  progress: progressMessages,
} as const;

/**
 * Every text of the screens that is not a sentence of the engine (those come with a code and
 * parameters from the backend).
 *
 * @public
 */
export const upgradeTranslationRef = createTranslationRef({
  id: 'plugin.upgrade',
  messages: upgradeMessages,
});
