import { pathEncoding } from './path-encoding.ts';
import { pathSensitive } from './path-sensitive.ts';
import { pathTraversal } from './path-traversal.ts';
import type { Inspector } from './rule.ts';
import { ssrfAddress } from './ssrf-address.ts';
import { ssrfMetadata } from './ssrf-metadata.ts';
import { ssrfScheme } from './ssrf-scheme.ts';

/** Every inspector; the order is precedence: the first that finds something names the rule. */
export const inspectors: readonly Inspector[] = [
  // 1. Where a path or URL leads.
  pathTraversal,
  pathSensitive,
  pathEncoding,
  ...ssrfMetadata,
  ...ssrfAddress,
  ...ssrfScheme,
];
