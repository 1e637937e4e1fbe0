import prettier from 'eslint-config-prettier';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Imports go one way: routes → features → the pure core. See CONTRIBUTING.md. */
const forbid = (files, ...groups) => ({
  files,
  // A command, not the core: it reads arguments and prints.
  ignores: ['server/methods/cli.ts'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { patterns: groups.map(([regex, message]) => ({ regex, message, allowTypeImports: false })) },
    ],
  },
});

export default defineConfig(
  { ignores: ['dist', 'coverage', 'test-results', '**/*.d.ts'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: [] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // Numbers print the same everywhere; spelling String(n) out in each message only hides it.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['components/**/*.ts', 'test/components/**/*.ts'],
    extends: [lit['flat/recommended'], wc['flat/best-practice']],
    plugins: { 'lit-a11y': litA11y },
    rules: {
      ...litA11y.configs.recommended.rules,
      // `import { type X }` would keep the module in the bundle for its side effects.
      '@typescript-eslint/no-import-type-side-effects': 'error',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // node:test collects what these return by itself.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'test', 'suite'] },
          ],
        },
      ],
    },
  },
  {
    files: ['test/components/**/*.ts'],
    rules: {
      // chai's assertions are property reads.
      '@typescript-eslint/no-unused-expressions': 'off',
      // semantic-dom-diff's types say that `equal` returns a promise; it doesn't.
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: ['Equal'] }],
    },
  },
  forbid(
    ['server/**/*.ts'],
    [
      '/(demo|components|test)/',
      'The server stands alone: no demo, components or test code in it.',
    ],
  ),
  forbid(
    ['server/money/**/*.ts', 'server/methods/**/*.ts', 'server/errors.ts'],
    ['^(?!\\.)', 'The pure core imports nothing but itself.'],
    ['\\.\\./(?!money/|methods/|errors\\.ts)', 'The pure core imports nothing but itself.'],
  ),
  forbid(
    ['server/payments/{alarms,changes,facts,fields,from-stripe,state}.ts'],
    [
      '^(?!\\./(alarms|changes|facts|fields|from-stripe|state)\\.ts$|\\.\\./(money/|errors\\.ts$))',
      'The pure core imports nothing but itself.',
    ],
  ),
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
  prettier,
);
