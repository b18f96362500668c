import { expect, test } from 'vitest';
import { findLayerViolations } from '../../../scripts/layers.mjs';

const violations = (from: string, to: string): string[] => findLayerViolations({ inputs: { [from]: { imports: [{ path: to }] } } });

test.each([
  ['src/core/text/ip.ts', 'src/core/text/url.ts'],
  ['src/core/mcp/era.ts', 'src/core/jsonrpc/json.ts'],
  ['src/core/policy/decide.ts', 'src/core/verdict.ts'],
  ['src/core/inspect/inspect.ts', 'src/core/policy/kind.ts'],
  ['src/core/request.ts', 'src/core/policy/decide.ts'],
  ['src/host/access.ts', 'src/core/request.ts'],
  ['src/index.ts', 'src/host/access.ts'],
  ['src/compiler/conf/map.ts', 'src/compiler/compile.ts'],
  ['src/compiler/compile.ts', 'src/core/policy/key.ts'],
  ['src/cli/main.ts', 'src/compiler/compile.ts'],
  ['src/cli/main.ts', 'node_modules/yaml/index.js'],
])('%s may import %s', (from, to) => {
  expect(violations(from, to)).toEqual([]);
});

test.each([
  ['src/core/text/ip.ts', 'src/core/jsonrpc/json.ts'],
  ['src/core/jsonrpc/json.ts', 'src/core/stream/sse.ts'],
  ['src/core/policy/decide.ts', 'src/core/inspect/inspect.ts'],
  ['src/core/inspect/inspect.ts', 'src/core/policy/decide.ts'],
  ['src/core/policy/decide.ts', 'src/core/request.ts'],
  ['src/core/request.ts', 'src/host/access.ts'],
  ['src/core/request.ts', 'src/compiler/compile.ts'],
  ['src/host/access.ts', 'src/cli/main.ts'],
  ['src/host/access.ts', 'src/index.ts'],
  ['src/compiler/compile.ts', 'src/host/access.ts'],
  ['src/cli/main.ts', 'src/host/access.ts'],
])('%s importing %s is named as a violation', (from, to) => {
  expect(violations(from, to)).toEqual([`${from} imports ${to}`]);
});
