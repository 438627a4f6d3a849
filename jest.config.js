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
  // Test processes share no server (test/support/engines.ts). More than two wait for each other on a machine with two cores.
  maxWorkers: 2,
};
