import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const RESTRICTED_SYNTAX = [
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Export by name, so that it is called the same everywhere.',
  },
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals, or an object with "as const".' },
  { selector: 'TSModuleDeclaration[kind="global"]', message: 'Export it: no global augmentation.' },
];

export default defineConfig(
  { ignores: ['dist', 'coverage', 'api', 'reports', '.stryker-tmp', '.consumers', 'lib/protocol/generated'] },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // Fields of Viber's and of the environment are read by index: the compiler checks nothing of them.
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
      // Express tells an error handler by its four parameters.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'typeLike', format: ['PascalCase'] },
        { selector: 'interface', format: ['PascalCase'], custom: { regex: '^I[A-Z]', match: false } },
        { selector: ['function', 'classMethod', 'accessor'], format: ['camelCase'] },
        // In snake_case where a variable becomes a field of Viber's.
        { selector: 'variable', format: ['camelCase', 'UPPER_CASE', 'PascalCase', 'snake_case'] },
      ],
      // A module of Nest is an empty class with a decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      'no-restricted-syntax': ['error', ...RESTRICTED_SYNTAX],
    },
  },
  {
    files: ['lib/index.ts', 'lib/emulator/index.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...RESTRICTED_SYNTAX,
        {
          selector: 'Program > :not(ExportNamedDeclaration[source], ExportAllDeclaration)',
          message: 'An entry point only re-exports.',
        },
      ],
    },
  },
  {
    files: ['lib/protocol/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        {
          name: 'process',
          message: 'The protocol is pure: it neither reads nor changes the state of the process.',
        },
      ],
    },
  },
  // They declare what packages without types look like.
  { files: ['**/*.d.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['**/*.{js,cjs,mjs}'], ...tseslint.configs.disableTypeChecked },
  // Their tools load the default export.
  { files: ['*.config.mjs'], rules: { 'no-restricted-syntax': 'off' } },
  {
    // The emulator's page runs in a browser, as it is.
    files: ['lib/emulator/page/**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        'document location navigator sessionStorage fetch setTimeout clearTimeout URL FormData Node HTMLInputElement HTMLTextAreaElement EventSource performance IntersectionObserver ResizeObserver requestAnimationFrame'
          .split(' ')
          .map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    // Programs of consumers, in CommonJS too.
    files: ['scripts/matrix/programs/*'],
    languageOptions: {
      globals: Object.fromEntries(
        ['Buffer', 'fetch', 'process', 'require', 'it', 'expect', 'jest'].map((name) => [name, 'readonly']),
      ),
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  { files: ['*.{js,cjs}'], languageOptions: { globals: { module: 'writable', require: 'readonly' } } },
);
