import { isOneOf } from '../../core/policy/json-schema-equal.ts';
import { explainPattern } from '../linear-pattern.ts';
import type { ArgumentSource, Table } from '../policy-source.ts';
import type { Path, Report } from '../problem.ts';
import { readSize } from '../size.ts';
import { checkHost } from './check-network.ts';

/** Checks the arguments of a tool or prompt: that each rule makes sense for the argument's kind. */
export function checkArguments(table: Table<ArgumentSource>, path: Path, limits: { readonly body: number }, report: Report): void {
  for (const [name, argument] of Object.entries(table)) checkArgument(argument, [...path, name], limits, report);
}

function checkArgument(argument: ArgumentSource, path: Path, limits: { readonly body: number }, report: Report): void {
  const say = (severity: 'error' | 'warning', steps: Path, message: string, hint: string): void => {
    report({ severity, path: [...path, ...steps], message, hint });
  };
  const { kind = 'any', within, hosts, pattern, string } = argument;
  if (within !== undefined && kind !== 'path') say('error', ['within'], `\`within\` has no meaning for kind \`${kind}\``, 'write `kind: path`');
  if (hosts !== undefined && kind !== 'url') say('error', ['hosts'], `\`hosts\` has no meaning for kind \`${kind}\``, 'write `kind: url`');
  for (const [index, root] of (within ?? []).entries()) checkRoot(root, [...path, 'within', index], report);
  for (const [index, host] of (hosts ?? []).entries()) checkHost(host, [...path, 'hosts', index], report);
  const reason = pattern === undefined ? undefined : explainPattern(pattern);
  if (reason !== undefined) say('error', ['pattern'], `the pattern cannot be used: ${reason}`, 'write it so that each character can be matched in one way only');
  else if (pattern !== undefined && !(pattern.startsWith('^') && pattern.endsWith('$'))) {
    say('warning', ['pattern'], 'the pattern may match any part of the value', 'anchor it with `^` and `$`');
  }
  if (string !== undefined && readSize(string) > limits.body) say('error', ['string'], '`string` is larger than `limits.body`', 'raise `limits.body` or lower this');
  checkEnum(argument.enum ?? [], [...path, 'enum'], report);
}

function checkRoot(root: string, path: Path, report: Report): void {
  const absolute = root.startsWith('/') || /^[A-Za-z]:[\\/]/.test(root);
  if (!absolute) report({ severity: 'error', path, message: `\`${root}\` is not an absolute path`, hint: 'begin with `/`: what a relative path means depends on the server' });
  else if (/[\\/]\.{1,2}(?:[\\/]|$)/.test(root) || /[%\p{Cc}]/u.test(root)) {
    report({ severity: 'error', path, message: `\`${root}\` is not in normal form`, hint: 'write the path without `.`, `..`, `%` and control characters' });
  } else if (root === '/') {
    report({ severity: 'warning', path, message: '`/` allows every path', hint: 'name the folder that is needed' });
  }
}

function checkEnum(values: readonly unknown[], path: Path, report: Report): void {
  for (const [index, value] of values.entries()) {
    if (!isOneOf(value, values.slice(0, index))) continue;
    report({ severity: 'warning', path: [...path, index], message: 'the value is listed twice', hint: 'remove one of them' });
  }
}
