import type { VerificationKey } from '../../core/identity/jwt/jwk.ts';
import type { Finding, Report } from '../problem.ts';
import type { IssuerSource } from './issuer-source.ts';
import { readPinnedKeys } from './read-key-set.ts';

/** The file of an issuer's keys, and what is said of it. */
export interface KeySetFile {
  /** The issuer's place in the policy. */
  readonly at: number;
  readonly file: string;
  readonly text: string;
  readonly keys: readonly VerificationKey[] | undefined;
  readonly findings: readonly Finding[];
}

/** Reads the files of keys that issuers of a policy have; `report` hears of those that cannot be read. */
export function readKeySets(issuers: readonly IssuerSource[] | undefined, read: (path: string) => string, report: Report): readonly KeySetFile[] {
  return (issuers ?? []).flatMap(({ keys_file: file, algorithms }, at) => {
    if (file === undefined) return [];
    try {
      const text = read(file);
      const findings: Finding[] = [];
      return [{ at, file, text, keys: readPinnedKeys(text, algorithms, (finding) => findings.push(finding)), findings }];
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown fault';
      report({ severity: 'error', path: ['identity', 'jwt', at, 'keys_file'], message: `cannot read the keys in ${file}: ${reason}`, hint: "save what the issuer has at its `jwks_uri` there, beside the policy" });
      return [];
    }
  });
}
