import { commandDestructiveTriggers } from './command-destructive.ts';
import { commandRemoteScriptTriggers } from './command-remote-script.ts';
import { commandReverseShellTriggers } from './command-reverse-shell.ts';
import { commandSecretsTriggers } from './command-secrets.ts';
import { pathAliasTrigger, pathEncodingTrigger, pathTooLongTrigger } from './path-encoding.ts';
import { pathSensitiveTrigger } from './path-sensitive.ts';
import { pathTraversalTrigger } from './path-traversal.ts';
import { promptFloodTrigger, promptHiddenTrigger, promptOverrideTrigger } from './prompt-injection.ts';
import { registry } from './registry.ts';
import type { Inspector } from './rule.ts';
import { shellInjectionTrigger, shellInjectionStrictTrigger } from './shell-injection.ts';
import { sqlDelayTrigger, sqlDestructiveTrigger, sqlExecuteTrigger, sqlFileTrigger, sqlSecretsTrigger } from './sql-dangers.ts';
import { sqlInjectionTrigger, sqlInjectionStrictTrigger } from './sql-injection.ts';
import { sqlStackedTrigger } from './sql-stacked.ts';
import { ssrfSchemeTriggers } from './ssrf-scheme.ts';
import { targetTriggers } from './ssrf-target.ts';
import { bidiTextTrigger, invisibleTextTriggers } from './text-deception.ts';
import { homoglyphTextTrigger } from './text-homoglyph.ts';
import type { Trigger } from './trigger.ts';

/*
 * Each inspector's trigger, by the names of the registry, so that none can be forgotten. For what makes nginx's maps, and for tests:
 * the bundle nginx runs must not import this file.
 */

type Registry = typeof registry;
type TriggersOf<Inspectors> = Inspectors extends readonly Inspector[] ? { readonly [at in keyof Inspectors]: Trigger } : Trigger;

const triggers: { readonly [name in keyof Registry]: TriggersOf<Registry[name]> } = {
  pathTooLong: pathTooLongTrigger(),
  pathTraversal: pathTraversalTrigger(),
  pathSensitive: pathSensitiveTrigger(),
  pathEncoding: pathEncodingTrigger(),
  pathAlias: pathAliasTrigger(),
  ssrfMetadata: targetTriggers(),
  ssrfAddress: targetTriggers(),
  ssrfScheme: ssrfSchemeTriggers(),
  shellInjection: shellInjectionTrigger(),
  shellInjectionStrict: shellInjectionStrictTrigger(),
  sqlInjection: sqlInjectionTrigger(),
  sqlInjectionStrict: sqlInjectionStrictTrigger(),
  sqlExecute: sqlExecuteTrigger(),
  sqlFile: sqlFileTrigger(),
  sqlDelay: sqlDelayTrigger(),
  sqlStacked: sqlStackedTrigger(),
  sqlDestructive: sqlDestructiveTrigger(),
  sqlSecrets: sqlSecretsTrigger(),
  commandReverseShell: commandReverseShellTriggers(),
  commandDestructive: commandDestructiveTriggers(),
  commandRemoteScript: commandRemoteScriptTriggers(),
  commandSecrets: commandSecretsTriggers(),
  bidiText: bidiTextTrigger(),
  invisibleText: invisibleTextTriggers(),
  homoglyphText: homoglyphTextTrigger(),
  promptOverride: promptOverrideTrigger(),
  promptHidden: promptHiddenTrigger(),
  promptFlood: promptFloodTrigger(),
};

const names = Object.keys(registry) as (keyof Registry)[];

/** An inspector with its trigger. */
export type Triggered = readonly [inspector: Inspector, trigger: Trigger];

/** All inspectors with their triggers, in the order of the registry. */
export const triggered: readonly Triggered[] = names.flatMap((name) => pair([registry[name]].flat(), [triggers[name]].flat()));

function pair(some: readonly Inspector[], theirs: readonly Trigger[]): readonly Triggered[] {
  return some.map((inspector, at) => {
    const trigger = theirs[at];
    if (trigger === undefined) throw new Error(`no trigger for an inspector of ${inspector.rule}`);
    return [inspector, trigger];
  });
}
