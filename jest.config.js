/** Tests run as compiled ES modules (`npm run build`), so that they test what is shipped. */
export default {
  rootDir: 'dist',
  roots: ['<rootDir>/test'],
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  testEnvironment: 'node',
  transform: {},
  testMatch: ['**/*.test.js'],
  testTimeout: 60_000,
  // The systems of all test files share Temporal's task queues: at once, one's worker would take another's runs.
  maxWorkers: 1,
};
