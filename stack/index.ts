/** The embedded stack: real engines on the loopback address, for `npm start` and for the tests. */
export { findRunningStack, type StackAddresses, type StackPorts } from './addresses.js';
export { inspectEngines, type EngineFinding } from './inspect-engines.js';
export type { RunningPostgres } from './postgres.js';
export { lineReporter, silentReporter, type StackReporter, type StackStep } from './progress.js';
export { resetDataFolder } from './reset-data-folder.js';
export type { RunningS3 } from './s3.js';
export { startStack, type Stack, type StackOptions } from './start-stack.js';
export type { RunningTemporal } from './temporal.js';
