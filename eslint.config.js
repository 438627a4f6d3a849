import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Node's own modules and the ambient clock, environment and randomness are banned in workflow code. */
const nondeterministic = [
  { name: 'process', message: 'Workflow code may not read the environment: pass it in the input.' },
  { name: 'fetch', message: 'Workflow code may not do I/O: call an activity.' },
  { name: 'Buffer', message: 'Not available in the workflow sandbox.' },
  { name: 'require', message: 'Workflow code is bundled: use import.' },
];

export default tseslint.config(
  { ignores: ['dist/', 'dist-*/', 'node_modules/', '.sourcesense/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      'no-console': 'error',
    },
  },
  {
    files: ['workflows/**/*.ts', 'contracts/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...nondeterministic],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['node:*', 'fs', 'path', 'crypto', 'os', 'child_process', 'net'],
              message: 'Workflow code may not use Node built-ins.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['workflows/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Use uuid4 from @temporalio/workflow.' },
        { object: 'performance', property: 'now', message: 'Use Date.now, which Temporal replays.' },
      ],
    },
  },
  {
    files: ['**/*.mjs', '**/*.js', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        module: 'writable',
      },
    },
  },
);
