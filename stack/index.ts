/** The embedded stack: real engines on the loopback address, for `npm start` and for the tests. */
export { findRunningStack } from './addresses.js';
export { inspectEngines } from './inspect-engines.js';
export { lineReporter, silentReporter, type StackReporter } from './progress.js';
export { resetDataFolder } from './reset-data-folder.js';
export { startStack, type Stack } from './start-stack.js';
