import { commandDestructive } from './command-destructive.ts';
import { commandRemoteScript } from './command-remote-script.ts';
import { commandReverseShell } from './command-reverse-shell.ts';
import { commandSecrets } from './command-secrets.ts';
import { pathAlias, pathEncoding, pathTooLong } from './path-encoding.ts';
import { pathSensitive } from './path-sensitive.ts';
import { pathTraversal } from './path-traversal.ts';
import { promptFlood, promptHidden, promptOverride } from './prompt-injection.ts';
import type { Inspector } from './rule.ts';
import { shellInjection, shellInjectionStrict } from './shell-injection.ts';
import { sqlDelay, sqlDestructive, sqlExecute, sqlFile, sqlSecrets } from './sql-dangers.ts';
import { sqlInjection, sqlInjectionStrict } from './sql-injection.ts';
import { sqlStacked } from './sql-stacked.ts';
import { ssrfAddress } from './ssrf-address.ts';
import { ssrfMetadata } from './ssrf-metadata.ts';
import { ssrfScheme } from './ssrf-scheme.ts';
import { bidiText, invisibleText } from './text-deception.ts';
import { homoglyphText } from './text-homoglyph.ts';

/** Every inspector, alone or with the others of its rule; the order is precedence: the first that finds something names the rule. */
export const registry = {
  // 1. Longer than the others read.
  pathTooLong,
  // 2. Where a path or URL leads.
  pathTraversal,
  pathSensitive,
  pathEncoding,
  pathAlias,
  ssrfMetadata,
  ssrfAddress,
  ssrfScheme,
  // 3. What a shell or a database would run.
  shellInjection,
  shellInjectionStrict,
  sqlInjection,
  sqlInjectionStrict,
  // 4. What a statement or a command does that stands where they may.
  sqlExecute,
  sqlFile,
  sqlDelay,
  sqlStacked,
  sqlDestructive,
  sqlSecrets,
  commandReverseShell,
  commandDestructive,
  commandRemoteScript,
  commandSecrets,
  // 5. Text that is not what it seems.
  bidiText,
  invisibleText,
  homoglyphText,
  // 6. What speaks to a model.
  promptOverride,
  promptHidden,
  promptFlood,
} as const satisfies { readonly [name: string]: Inspector | readonly Inspector[] };

/** All of them in this order. */
export const inspectors: readonly Inspector[] = Object.values(registry).flat();
