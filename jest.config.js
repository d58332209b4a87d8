/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__', '<rootDir>/examples'],
  testMatch: ['**/*.test.ts'],
  // Types are checked once for the whole tree by `npm run typecheck`, so that each test file need not repeat it.
  transform: { '\\.ts$': ['ts-jest', { diagnostics: false }] },
  moduleNameMapper: {
    '^express-viber$': '<rootDir>/lib/index.ts',
    '^express-viber/testing$': '<rootDir>/lib/testing.ts',
    '^express-viber/emulator$': '<rootDir>/lib/emulator/index.ts',
  },
  collectCoverageFrom: ['lib/**/*.ts'],
  coverageThreshold: { global: { lines: 98, branches: 95 } },
};
