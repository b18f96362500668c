import { expect, it } from 'vitest';
import { normalizeTarget } from '../../../../src/core/identity/dpop/target.ts';

it.each([
  ['https://a.example/mcp', 'https://a.example/mcp'],
  ['HTTPS://A.Example:443/mcp', 'https://a.example/mcp'],
  ['http://a.example:80', 'http://a.example/'],
  ['http://a.example:0080/', 'http://a.example/'],
  ['https://a.example:80/', 'https://a.example:80/'],
  ['http://a.example:443/', 'http://a.example:443/'],
  ['http://a.example:/', 'http://a.example/'],
  ['https://a.example?x', 'https://a.example/'],
  ['https://a.example/mcp?x#y', 'https://a.example/mcp'],
  ['https://a.example/mcp#?y', 'https://a.example/mcp'],
  ['https://a.example/%6d%63p', 'https://a.example/mcp'],
  ['https://a.example/a%2fb', 'https://a.example/a%2Fb'],
  ['https://a.example/./a/../mcp', 'https://a.example/mcp'],
  ['https://a.example/../../mcp', 'https://a.example/mcp'],
  ['https://a.example/a/..', 'https://a.example/'],
  ['https://a.example/a/b/..', 'https://a.example/a/'],
  ['https://a.example/a/.', 'https://a.example/a/'],
  ['https://a.example/a//b', 'https://a.example/a//b'],
  ['https://a.example/%2e%2e/mcp', 'https://a.example/mcp'],
  ['http://[::1]:8080/mcp', 'http://[::1]:8080/mcp'],
])('%s is %s', (url, target) => {
  expect(normalizeTarget(url)).toBe(target);
  expect(normalizeTarget(target)).toBe(target);
  // As the platform's own parser has it, which leaves escapes as they are.
  if (!url.includes('%')) expect(new URL(target).href).toBe(new URL(url).href.replace(/[?#].*/, ''));
});

it.each(['', '/mcp', 'mcp', '//a.example/', 'ftp://a.example/', 'https:a.example', 'https:/a.example', 'https:///mcp', 'https://a@b.example/', 'https://a.example:x/', 'https://a.example:123456/', 'https://a.example\\mcp', 'https://a.example/ä', 'https://a.example/ b', ' https://a.example/', `https://a.example/${'x'.repeat(2048)}`])('%s is none', (url) => {
  expect(normalizeTarget(url)).toBeUndefined();
});
