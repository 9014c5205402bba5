/** Every platform that the demo shows and `./dev simulate` can run: one line each. */
export { omnicloud } from './omnicloud';
export { weka } from './weka';
