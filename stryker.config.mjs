/** The options of `npm run test:mutation` that are the same for every folder. */
import jestConfig from './jest.config.js';

// Without projects, since Stryker would give each of them the same suites.
// The unit project has those that test lib/webhook and lib/protocol.
const unit = jestConfig.projects.find(({ displayName }) => displayName === 'unit');

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'jest',
  // The left-out suite compares the generated validators with their schemas. Neither is changed, and it takes long.
  jest: {
    configFile: undefined,
    config: { ...unit, projects: [], testPathIgnorePatterns: ['generated-validators'] },
  },
  coverageAnalysis: 'perTest',
  // A change of what runs when a module loads would take all tests.
  ignoreStatic: true,
  // The tests of a folder take seconds, and many changes leave a promise that never settles.
  timeoutMS: 2500,
  concurrency: 2,
  reporters: ['progress-append-only'],
};
