import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  { ignores: ['dist', 'coverage', '.consumers'] },
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
    },
  },
  { files: ['**/*.{js,cjs,mjs}'], ...tseslint.configs.disableTypeChecked },
  {
    // The emulator's page runs in a browser, as it is.
    files: ['lib/emulator/page/**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        'document location sessionStorage fetch setTimeout clearTimeout URL FormData EventSource performance IntersectionObserver ResizeObserver requestAnimationFrame'
          .split(' ')
          .map((name) => [name, 'readonly']),
      ),
    },
  },
  { files: ['*.{js,cjs}'], languageOptions: { globals: { module: 'writable', require: 'readonly' } } },
);
