import { lineGraphPolicy, LineGraphRules } from './lineGraphPolicy';

/**
 * Weka's permitted steps, by its documentation: one line at a time, long-term line to long-term line,
 * each with the oldest source from which it is permitted.
 *
 * @public
 */
export const wekaRules: LineGraphRules = {
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

/**
 * Weka's version rules.
 *
 * @public
 */
export const wekaPolicy = lineGraphPolicy(wekaRules);
