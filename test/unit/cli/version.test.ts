import { expect, test } from 'vitest';
import { explainTooOld, isAtLeast } from '../../../src/cli/nginx/version.ts';

test.each([
  ['1.30.4', '1.30.4'],
  ['1.30.10', '1.30.4'],
  ['1.31', '1.30.4'],
  ['2.0.0', '1.30.4'],
  ['1.0.1-dev', '1.0.1'],
])('%s is at least %s', (version, wanted) => {
  expect(isAtLeast(version, wanted)).toBe(true);
});

test.each([
  ['1.30.3', '1.30.4'],
  ['1.30', '1.30.4'],
  ['1.9.99', '1.30.4'],
  ['0.9.9', '1.0.1'],
  ['', '1.0.1'],
  ['version', '1.0.1'],
])('%j is not at least %s', (version, wanted) => {
  expect(isAtLeast(version, wanted)).toBe(false);
});

test('what is too old is named with what is needed', () => {
  expect(explainTooOld('1.22.1', '1.0.2')).toBe('nginx 1.22.1 found, 1.30.4 or newer needed');
  expect(explainTooOld('1.30.6', '0.9.9')).toBe('njs 0.9.9 found, 1.0.1 or newer needed');
  expect(explainTooOld('1.30.6', '1.0.2')).toBeUndefined();
});
