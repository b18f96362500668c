import { matchesGlob } from '../../core/text/glob.ts';
import { normalizeUri } from '../../core/policy/resources-uri.ts';
import type { Path, Report } from '../problem.ts';
import type { RoleGraph } from '../roles.ts';
import { checkRoles } from './check-roles.ts';

interface Grant {
  readonly uri: string;
  readonly roles: readonly string[];
}

/** Checks resource patterns: that they can match at all, and that none is hidden behind another. */
export function checkResources(grants: readonly Grant[], path: Path, roles: RoleGraph, report: Report): void {
  for (const [index, grant] of grants.entries()) {
    const at = [...path, index];
    checkRoles(grant.roles, [...at, 'roles'], roles, report);
    const fault = explainUri(grant.uri);
    if (fault !== undefined) {
      report({ severity: 'error', path: [...at, 'uri'], message: `\`${grant.uri}\` ${fault.message}`, hint: fault.hint });
      continue;
    }
    const may = roles.expand(grant.roles);
    const other = grants.slice(0, index).find(({ uri }) => covers(uri, grant.uri));
    if (other === undefined) continue;
    const shadowed = may.every((role) => roles.expand(other.roles).includes(role));
    const message = shadowed ? `\`${other.uri}\` grants this already` : `overlaps with \`${other.uri}\`: the roles of both may read it`;
    const hint = shadowed ? 'remove one of the two' : 'grants add up; make sure that is meant';
    report({ severity: 'warning', path: [...at, 'uri'], message, hint });
  }
}

function explainUri(uri: string): { readonly message: string; readonly hint: string } | undefined {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(uri)) return { message: 'is not a URI', hint: 'begin with the scheme: `file:///srv/data/**`' };
  if (uri.indexOf('**') !== -1 && uri.indexOf('**') !== uri.length - 2) return { message: 'has `**` before its end', hint: '`**` may stand only at the end' };
  if (!/^[a-z][a-z0-9+.-]*:(?:\/\/[^*]*(?:\/|$)|[^/*])/i.test(uri)) return { message: 'has a `*` in its host', hint: 'name the host; `*` may stand in the path' };
  const normal = normalizeUri(uri);
  if (normal === undefined) return { message: 'is not in a form that every reader takes alike', hint: 'no blanks, backslashes, `user@`, nor escapes of `/`, `\\` or `%`' };
  return normal === uri ? undefined : { message: 'is not in normal form, so nothing would match', hint: `write \`${normal}\`` };
}

/** Whether whatever the one pattern matches is surely matched by the other: its text, `*` read as a character, is. */
function covers(pattern: string, other: string): boolean {
  return matchesGlob(other, pattern) && (pattern.endsWith('**') || !other.endsWith('**'));
}
