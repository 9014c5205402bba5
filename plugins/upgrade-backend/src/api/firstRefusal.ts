import { ActionAvailability } from '@cluster-upgrade/plugin-upgrade-common';

/** Available when every answer says so; else the first reason why not. */
export function firstRefusal(
  ...answers: ActionAvailability[]
): ActionAvailability {
  return answers.find(answer => !answer.available) ?? { available: true };
}
