import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { entityMessages } from './messages/entityMessages';
import { fleetMessages } from './messages/fleetMessages';
import { partsMessages } from './messages/partsMessages';
import { progressMessages } from './messages/progressMessages';
import { reportMessages } from './messages/reportMessages';
import { scaffolderMessages } from './messages/scaffolderMessages';
import { thresholdMessages } from './messages/thresholdMessages';
import { wizardMessages } from './messages/wizardMessages';

/** The English texts, by screen. */
export const upgradeMessages = {
  parts: partsMessages,
  entity: entityMessages,
  threshold: thresholdMessages,
  wizard: wizardMessages,
  progress: progressMessages,
  report: reportMessages,
  fleet: fleetMessages,
  scaffolder: scaffolderMessages,
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
