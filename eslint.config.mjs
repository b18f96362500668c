import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.cache/', 'examples/'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { project: ['./tsconfig.core.json', './tsconfig.njs.json', './tsconfig.node.json', './tsconfig.host-test.json', './tsconfig.qjs.json'] },
    },
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': 'error',
      'regexp/no-super-linear-move': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  { files: ['**/*.mjs'], ...tseslint.configs.disableTypeChecked },
  {
    // Detection patterns look for control and invisible characters on purpose.
    files: ['src/core/**', 'test/**'],
    rules: { 'no-control-regex': 'off', 'no-misleading-character-class': 'off' },
  },
);
