import { LineGraphRules } from '@cluster-upgrade/plugin-upgrade-common';

/**
 * Weka's permitted steps, by the documentation of 4.x: one line at a time, long-term line to long-term
 * line, each with the oldest source from which it is permitted. Newer editions count lines by the first
 * number: `upgrade.weka.rules` replaces these.
 *
 * @public
 */
export const defaultWekaRules: LineGraphRules = {
  numbersOfLine: 2,
  edges: [
    { fromLine: '4.0', toLine: '4.1', minimumSource: '4.0.2' },
    { fromLine: '4.1', toLine: '4.2', minimumSource: '4.1.2' },
    { fromLine: '4.2', toLine: '4.3', minimumSource: '4.2.1' },
    { fromLine: '4.2', toLine: '4.4', minimumSource: '4.2.6' },
    { fromLine: '4.3', toLine: '4.4' },
    { fromLine: '4.4', toLine: '5.0' },
    { fromLine: '5.0', toLine: '5.1' },
  ],
};
