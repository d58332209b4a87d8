/** `npm run test:mutation`: changes the code in many small ways, and reports the changes that no test notices. */
import jestConfig from './jest.config.js';

// Stryker takes no projects: the suites of the unit project are those that test lib/webhook and lib/protocol.
const unit = jestConfig.projects.find(({ displayName }) => displayName === 'unit');

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'jest',
  jest: { configFile: undefined, config: unit },
  coverageAnalysis: 'perTest',
  // Not the tables of rules, whose tests compare them with their sources.
  mutate: ['lib/{webhook,protocol}/**/*.ts', '!lib/protocol/generated/**', '!lib/protocol/**/*-schemas.ts'],
  // A change of what runs when a module loads would take all tests.
  ignoreStatic: true,
  incremental: true,
  incrementalFile: 'reports/mutation/incremental.json',
  concurrency: 2,
  reporters: ['progress', 'clear-text', 'json', 'html'],
  thresholds: { high: 95, low: 90, break: 88 },
};
