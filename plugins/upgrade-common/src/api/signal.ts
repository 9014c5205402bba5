/**
 * The channel of the signals plugin on which open pages are told that something happened. Messages carry ids only,
 * because anyone may listen.
 *
 * @public
 */
export const SIGNAL_CHANNEL = 'upgrade';
