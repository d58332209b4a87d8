/** Settings that each project needs for itself. */
const shared = {
  testEnvironment: 'node',
  // With lib, coverage counts the files that no test loads.
  roots: ['<rootDir>/lib', '<rootDir>/__tests__', '<rootDir>/examples'],
  // `npm run typecheck` checks the types of the whole tree once, so the tests only transpile.
  transform: { '\\.ts$': ['ts-jest', { diagnostics: false }] },
  moduleNameMapper: {
    '^express-viber$': '<rootDir>/lib/index.ts',
    '^express-viber/testing$': '<rootDir>/lib/testing.ts',
    '^express-viber/emulator$': '<rootDir>/lib/emulator/index.ts',
  },
};

/** Suites that drive Chromium. */
const browser = ['**/__tests__/emulator/page*.test.ts', '**/__tests__/emulator/page/**/*.test.ts'];

/** Suites that run whole programs or other processes. The emulator counts as one: its suites run bots against it. */
const integration = [
  '**/__tests__/{integration,emulator}/**/*.test.ts',
  '**/__tests__/cli/main.test.ts',
  '**/__tests__/cli/commands/{demo,doctor,emulator,send-terminal}.test.ts',
  '**/__tests__/cli/doctor/{applications,behind-nginx}.test.ts',
  '**/examples/**/*.test.ts',
];

const except = (patterns) => patterns.map((pattern) => `!${pattern}`);

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['**/*.test.ts', ...except([...integration, ...browser])],
    },
    { ...shared, displayName: 'integration', testMatch: [...integration, ...except(browser)] },
    { ...shared, displayName: 'browser', testMatch: browser },
  ],
  // Jest leaves one processor free by default, but many suites wait for other processes.
  maxWorkers: '100%',
  // main.ts only runs in processes of its own, which are not measured. Of generated code, the generator has the tests.
  collectCoverageFrom: ['lib/**/*.ts', '!lib/cli/main.ts', '!lib/protocol/generated/**'],
  // For the whole run: a single project does not reach them.
  coverageThreshold: { global: { lines: 98, branches: 95 } },
};
