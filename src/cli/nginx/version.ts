/**
 * The oldest versions the gateway accepts: before njs 1.0.1 a rejected js_access handler let the request through
 * (CVE-2026-18329); before nginx 1.30.4 a regex map could overflow (CVE-2026-42533).
 */
export const needed = { nginx: '1.30.4', njs: '1.0.1' } as const;

/** Whether a dotted version is the wanted one or newer; text that is no version is not. */
export function isAtLeast(version: string, wanted: string): boolean {
  const have = numbers(version);
  if (have === undefined) return false;
  const want = numbers(wanted) ?? [];
  for (const [index, part] of want.entries()) {
    const own = have[index] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
}

function numbers(version: string): readonly number[] | undefined {
  const found = /^\d{1,9}(?:\.\d{1,9}){0,3}/.exec(version);
  return found === null ? undefined : found[0].split('.').map(Number);
}

/** Says what is too old about an nginx and its njs, or undefined when both will do. */
export function explainTooOld(nginx: string, njs: string): string | undefined {
  const problems = [
    ...(isAtLeast(nginx, needed.nginx) ? [] : [`nginx ${nginx} found, ${needed.nginx} or newer needed`]),
    ...(isAtLeast(njs, needed.njs) ? [] : [`njs ${njs} found, ${needed.njs} or newer needed`]),
  ];
  return problems.length === 0 ? undefined : problems.join('; ');
}
