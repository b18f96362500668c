import { pathAlias, pathEncoding, pathTooLong } from './path-encoding.ts';
import { pathSensitive } from './path-sensitive.ts';
import { pathTraversal } from './path-traversal.ts';
import type { Inspector } from './rule.ts';
import { shellInjection, shellInjectionStrict } from './shell-injection.ts';
import { sqlInjection } from './sql-injection.ts';
import { ssrfAddress } from './ssrf-address.ts';
import { ssrfMetadata } from './ssrf-metadata.ts';
import { ssrfScheme } from './ssrf-scheme.ts';
import { bidiText, invisibleText } from './text-deception.ts';
import { homoglyphText } from './text-homoglyph.ts';

/** Every inspector; the order is precedence: the first that finds something names the rule. */
export const inspectors: readonly Inspector[] = [
  // 1. Longer than the others read.
  pathTooLong,
  // 2. Where a path or URL leads.
  pathTraversal,
  pathSensitive,
  pathEncoding,
  pathAlias,
  ...ssrfMetadata,
  ...ssrfAddress,
  ...ssrfScheme,
  // 3. What a shell or a database would run.
  shellInjection,
  shellInjectionStrict,
  sqlInjection,
  // 4. Text that is not what it seems.
  bidiText,
  invisibleText,
  homoglyphText,
];
