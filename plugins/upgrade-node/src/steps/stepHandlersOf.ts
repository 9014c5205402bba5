import { ConflictError } from '@backstage/errors';
import { StepHandler } from '../step/StepHandler';
import { stepLibrary } from './stepLibrary';

/**
 * Every step that plans of a driver may use: the library's, and its own. The one place that puts them together,
 * so that a plan is judged by the handlers that run it.
 *
 * @param driver - undefined where none is installed for a platform
 * @public
 */
export function stepHandlersOf(
  driver: { readonly stepHandlers: readonly StepHandler[] } | undefined,
  library: readonly StepHandler[] = stepLibrary,
): readonly StepHandler[] {
  return [...library, ...(driver?.stepHandlers ?? [])];
}

/**
 * Refuses a driver that has two handlers of one kind, or one of a kind of the library: which of them ran would
 * depend on who asks.
 *
 * @throws ConflictError naming platform and kinds
 * @public
 */
export function requireDistinctKinds(
  driver: {
    readonly platform: string;
    readonly stepHandlers: readonly StepHandler[];
  },
  library: readonly StepHandler[] = stepLibrary,
): void {
  const kinds = stepHandlersOf(driver, library).map(({ kind }) => kind);
  const repeated = [
    ...new Set(kinds.filter((kind, index) => kinds.indexOf(kind) !== index)),
  ];
  if (repeated.length > 0) {
    throw new ConflictError(
      `The driver for platform '${driver.platform}' has steps of a kind that is taken: ${repeated.join(', ')}. Name them after the platform, such as '${driver.platform}-${repeated[0]}'.`,
    );
  }
}
