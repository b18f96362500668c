import { factsOf } from '../../core/identity/jwt/algorithms.ts';
import { parseClaimPath } from '../../core/identity/jwt/claim-path.ts';
import { readDuration } from '../duration.ts';
import type { Path, Report } from '../problem.ts';
import type { RoleGraph } from '../roles.ts';
import { hintAt } from '../suggest.ts';
import { timesOf } from './issuer-entries.ts';
import { issuersSchema } from './issuer-schema.ts';
import type { IssuerSource } from './issuer-source.ts';

/** https, or http to this machine: whoever can change the answer decides who is let in. No name or password within. */
export const keyAddress = /^(?:https:\/\/(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])|http:\/\/(?:127\.[0-9]+\.[0-9]+\.[0-9]+|localhost|\[::1\]))(?::[0-9]{1,5})?(?:\/[!"$-~]*)?$/;
const [minute, hour] = [60_000, 3_600_000];

/** Checks what the JSON Schema cannot say of issuers. */
export function checkIssuers(issuers: readonly IssuerSource[], roles: RoleGraph, report: Report): void {
  for (const [index, issuer] of issuers.entries()) {
    const path = ['identity', 'jwt', index];
    if (issuers.findIndex((other) => other.issuer === issuer.issuer) < index) fail(report, [...path, 'issuer'], 'this issuer is there twice', 'join both: it may have several `audiences`');
    checkKeySource(issuer, path, report);
    checkAlgorithms(issuer, path, report);
    checkTimes(issuer, path, report);
    checkClaims(issuer, path, report);
    checkRoles(issuer, path, roles, report);
  }
}

function checkKeySource({ jwks, keys_file: file }: IssuerSource, path: Path, report: Report): void {
  if ((jwks === undefined) === (file === undefined)) {
    fail(report, path, jwks === undefined ? 'nothing says where the keys of this issuer are' : 'keys are to come from `jwks` and from `keys_file`', 'give `jwks`, the `jwks_uri` in its metadata, or `keys_file`');
  }
  if (jwks !== undefined && !keyAddress.test(jwks)) fail(report, [...path, 'jwks'], 'keys come over https, or http from this machine', 'write `https://HOST/PATH`, or save the keys and name `keys_file`');
}

/** Says so where all depends on an algorithm that nginx may not have (docs/jwt.md#the-engine). */
function checkAlgorithms({ algorithms }: IssuerSource, path: Path, report: Report): void {
  if (algorithms?.every((name) => factsOf(name).crv === 'Ed25519')) {
    report({ severity: 'warning', path: [...path, 'algorithms'], message: "nginx's module of njs 1.0.2 has no Ed25519, so none of these tokens counts", hint: 'have the issuer sign with ES256, or try yours: docs/jwt.md#the-engine' });
  }
}

function checkTimes(issuer: IssuerSource, path: Path, report: Report): void {
  const { skew = issuersSchema.items.properties.skew.default, keys_file: file } = issuer;
  const { refresh, remember } = timesOf(issuer);
  if ((readDuration(skew) ?? 0) > 300) fail(report, [...path, 'skew'], '`skew` is longer than 5 minutes', 'set the clocks right: for so long each token lives on');
  if (file !== undefined && issuer.refresh !== undefined) fail(report, [...path, 'refresh'], '`refresh` has no meaning with `keys_file`', 'remove it: keys of a file change with the policy');
  else if (refresh < minute || refresh > 12 * hour) fail(report, [...path, 'refresh'], '`refresh` is not from 1 minute to 12 hours', '`10m` is usual');
  if (remember > (file === undefined ? refresh : hour)) {
    fail(report, [...path, 'remember'], file === undefined ? '`remember` is longer than `refresh`' : '`remember` is longer than an hour', 'what was proven by a key is not to outlive it');
  }
}

/** Checks where claims are said to stand. */
export function checkClaims({ claims = {} }: Pick<IssuerSource, 'claims'>, path: Path, report: Report): void {
  for (const [name, claim] of Object.entries(claims)) {
    if (parseClaimPath(claim) === undefined) fail(report, [...path, 'claims', name], `\`${claim}\` is no path to a claim`, 'write `name`, `object.name`, or `https://example\\.com/name` where a dot is part of a name');
  }
}

/** Checks which values are said to mean roles. */
export function checkRoles({ roles: named = [], default_role: otherwise }: Pick<IssuerSource, 'roles' | 'default_role'>, path: Path, roles: RoleGraph, report: Report): void {
  const given: readonly (readonly [string | number, string])[] = Object.entries(named);
  // An object has its numbers first, whatever order they were written in.
  if (!(named instanceof Array) && given.length > 1 && given.some(([value]) => /^(?:0|[1-9][0-9]*)$/.test(String(value)))) {
    fail(report, [...path, 'roles'], 'values that are numbers have no order', 'have the issuer send names');
  }
  for (const [value, role] of [...given.map(([value, role]) => [['roles', named instanceof Array ? Number(value) : value], role] as const), ...(otherwise === undefined ? [] : [[['default_role'], otherwise] as const])]) {
    if (!roles.names.includes(role)) fail(report, [...path, ...value], `there is no role \`${role}\``, hintAt(role, roles.names, 'roles'));
  }
}

function fail(report: Report, path: Path, message: string, hint: string): void {
  report({ severity: 'error', path, message, hint });
}
