import { fitsPattern, isPattern, type NameKind } from '../../core/identity/mtls/name-pattern.ts';
import { nameOf } from '../identity-entries.ts';
import type { CertificateNameSource, IdentitySource } from '../policy-source.ts';
import type { Path, Report } from '../problem.ts';
import type { RoleGraph } from '../roles.ts';
import { hintAt } from '../suggest.ts';

/** Checks what gives certificates and users their roles. */
export function checkCallers({ mtls, basic }: IdentitySource, roles: RoleGraph, report: Report): void {
  const names = mtls?.names ?? [];
  for (const [at, source] of names.entries()) {
    const path = ['identity', 'mtls', 'names', at];
    checkRole(source.role, [...path, 'role'], roles, report);
    checkName(source, path, names.slice(0, at), report);
  }
  for (const [user, role] of Object.entries(basic?.users ?? {})) {
    checkRole(role, ['identity', 'basic', 'users', user], roles, report);
    if (!/^[^\p{C},:\uFFFD]{1,256}$/u.test(user)) {
      report({ severity: 'error', path: ['identity', 'basic', 'users', user], atKey: true, message: `${JSON.stringify(user)} cannot be a user`, hint: 'a user has no comma, no colon and no control characters' });
    }
  }
}

function checkRole(role: string, path: Path, roles: RoleGraph, report: Report): void {
  if (!roles.names.includes(role)) report({ severity: 'error', path, message: `there is no role \`${role}\``, hint: hintAt(role, roles.names, 'roles') });
}

function checkName(source: CertificateNameSource, path: Path, before: readonly CertificateNameSource[], report: Report): void {
  const named = nameOf(source);
  if (named === undefined || Object.keys(source).length !== 2) {
    report({ severity: 'error', path, message: 'a line of `names` has one of `uri`, `dns` and `subject`', hint: 'write a line for each' });
    return;
  }
  const { kind, name } = named;
  const fault = faultOf(kind, name);
  if (fault !== undefined) report({ severity: 'error', path: [...path, kind], ...fault });
  const earlier = before.map(nameOf).find((one) => one?.kind === kind && (one.name === name || (isPattern(kind, one.name) && fitsPattern(kind, one.name, name))));
  if (earlier !== undefined) {
    report({ severity: 'error', path: [...path, kind], message: `\`${earlier.name}\` stands before and counts instead`, hint: 'put what is more exact first, or remove it' });
  }
}

/** A host and a path whose segments are whole. */
const uriForm = /^[a-z][a-z0-9+.-]*:[^*]*(?:\/\*(?=\/|$)[^*]*)*(?:\/\*\*)?$/;
const dnsForm = /^(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/;

function faultOf(kind: NameKind, name: string): { readonly message: string; readonly hint: string } | undefined {
  if (kind === 'dns' && !dnsForm.test(name)) return { message: `\`${name}\` is no DNS name`, hint: 'write `agent.example.org`, or `*.example.org` for any one label' };
  if (kind === 'uri' && (/[\s"<>\\^`{|}]/.test(name) || !uriForm.test(name) || /^[^/]*\/\/[^/]*\*/.test(name))) {
    return { message: `\`${name}\` is no URI with a scheme whose \`*\` are whole segments of the path`, hint: 'write `spiffe://example.org/ns/agents/*`; `**` only at the end' };
  }
  if (kind === 'subject' && !/^[A-Za-z0-9.]+=/.test(name)) {
    return { message: `\`${name}\` is no subject as nginx writes it`, hint: 'take what `openssl x509 -noout -subject -nameopt RFC2253` prints, without `subject=`' };
  }
  return undefined;
}
