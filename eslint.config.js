import tseslint from 'typescript-eslint';

const noSystemTime = [
  { object: 'Date', property: 'now', message: 'Time is an argument: read the Clock in EventStore.decide or a sweep.' },
];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.safe-harbor/', 'coverage/'] },
  ...tseslint.configs.recommended,
  ...tseslint.configs.stylistic,
  {
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'max-lines': ['error', { max: 200, skipBlankLines: true }],
      'max-len': ['error', { code: 160, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true }],
    },
  },
  {
    files: ['apps/*/src/*/domain/**/*.ts', 'libs/contracts/**/*.ts'],
    rules: {
      'no-restricted-properties': ['error', ...noSystemTime],
      'no-restricted-syntax': ['error', { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time is an argument.' }],
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.int-spec.ts', '**/*.e2e-spec.ts', 'test/**'],
    rules: { 'max-lines': ['error', { max: 350, skipBlankLines: true }], 'no-console': 'off' },
  },
  { files: ['*.js', '*.mjs', '*.cjs', 'scripts/**', 'test/*.mjs', '.dependency-cruiser.cjs'], rules: { 'no-restricted-exports': 'off', 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off', 'no-undef': 'off' } },
);
