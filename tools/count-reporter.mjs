import { writeFileSync } from 'node:fs';

/**
 * A jest reporter that writes how many tests passed, failed and were skipped to the file that JEST_COUNTS_FILE names. A
 * file of tests that could not even be loaded counts as one failed test.
 */
export default class CountReporter {
  onRunComplete(_contexts, results) {
    const counts = {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    writeFileSync(process.env.JEST_COUNTS_FILE, JSON.stringify(counts));
  }
}
