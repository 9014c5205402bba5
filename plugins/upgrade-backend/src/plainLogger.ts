import { LoggerService } from '@backstage/backend-plugin-api';
import { plainLine } from '@cluster-upgrade/plugin-upgrade-common';

/**
 * A logger whose messages are one line each: versions, reasons and answers of clusters are in them, and
 * none of these may look like an entry of its own.
 */
export function plainLogger(logger: LoggerService): LoggerService {
  return {
    error: (message, meta) => logger.error(plainLine(message), meta),
    warn: (message, meta) => logger.warn(plainLine(message), meta),
    info: (message, meta) => logger.info(plainLine(message), meta),
    debug: (message, meta) => logger.debug(plainLine(message), meta),
    child: meta => plainLogger(logger.child(meta)),
  };
}
