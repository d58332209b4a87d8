/** The options of `npm run test:mutation` that are the same for every folder. */
import jestConfig from './jest.config.js';

// The settings of one project, since Stryker would run the same suites in each.
// All suites that test lib/webhook and lib/protocol are in the unit project.
const unit = jestConfig.projects.find(({ displayName }) => displayName === 'unit');

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'jest',
  // The suite left out compares the generated validators with their schemas. Stryker changes neither, and the suite is slow.
  jest: {
    configFile: undefined,
    config: {
      ...unit,
      projects: [],
      testPathIgnorePatterns: ['generated-validators'],
      // Many mutants leave a promise that never settles. Jest notices it sooner than Stryker, whose process has to start again.
      testTimeout: 2000,
    },
  },
  coverageAnalysis: 'perTest',
  // A mutant in code that runs when a module loads would need all tests.
  ignoreStatic: true,
  concurrency: 2,
  reporters: ['progress-append-only'],
};
