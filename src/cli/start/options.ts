import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { Failure, describeError } from '../failure.ts';
import { packageRoot } from '../folders.ts';

/** The options of `portcullis start` as commander hands them over. */
export interface StartFlags {
  readonly upstream?: string;
  readonly server?: string;
  readonly decisions?: string;
  readonly policy?: string;
  readonly listen: string;
  readonly tls?: true;
  readonly cert?: string;
  readonly key?: string;
  readonly nginx?: string;
  readonly workers: string;
}

/** The same, checked. */
export interface StartOptions {
  /** Undefined: the demonstration server is started. */
  readonly upstream: URL | undefined;
  readonly server: string | undefined;
  /** The endpoint of the external decision point. */
  readonly decisions: URL | undefined;
  readonly policy: string;
  /** Whether the policy is the shipped example. */
  readonly isExample: boolean;
  readonly listen: Address;
  readonly tls: boolean;
  readonly certificate: Certificate | undefined;
  readonly nginx: string | undefined;
  readonly workers: number;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A certificate chain and its key, as PEM text. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Checks the options; fails with what is wrong with the first that will not do. */
export function readOptions(flags: StartFlags): StartOptions {
  return {
    upstream: flags.upstream === undefined ? undefined : readUrl('--upstream', 'an MCP server', flags.upstream),
    server: flags.server,
    decisions: flags.decisions === undefined ? undefined : readEndpoint(flags.decisions),
    policy: flags.policy ?? join(packageRoot(), 'examples/start/policy.yaml'),
    isExample: flags.policy === undefined,
    listen: readAddress(flags.listen),
    tls: flags.tls === true || flags.cert !== undefined,
    certificate: readCertificate(flags),
    nginx: flags.nginx,
    workers: readWorkers(flags.workers),
  };
}

function readUrl(option: string, of: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw new Failure(`${option}: ${JSON.stringify(text)} is not an http:// or https:// URL`);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new Failure(`${option}: a user name, query or fragment has no place in the URL of ${of}`);
  }
  // It is written into nginx's configuration, where these would mean something else.
  if (!/^[\w.:[\]-]+$/.test(url.host)) throw new Failure(`${option}: the host ${url.host} has characters nginx cannot take here`);
  if (!/^[\w./~%-]*$/.test(url.pathname)) throw new Failure(`${option}: the path ${url.pathname} has characters nginx cannot take here`);
  return url;
}

function readEndpoint(text: string): URL {
  const url = readUrl('--decisions', 'a decision point', text);
  if (url.pathname === '/') throw new Failure('--decisions: the URL needs the path of the endpoint, as in http://127.0.0.1:3592/access/v1/evaluation');
  return url;
}

/** Reads `ADDR:PORT`, `[IPv6]:PORT` or `PORT`. */
export function readAddress(text: string): Address {
  const found = /^(?:(\[[\da-f:.]+\]|[\w.-]+):)?(\d{1,5})$/i.exec(text);
  const host = found?.[1] ?? '127.0.0.1';
  const port = Number(found?.[2]);
  const bracketed = host.startsWith('[');
  if (found === null || port < 1 || port > 65535 || (bracketed && !isIPv6(host.slice(1, -1)))) {
    throw new Failure(`--listen: ${JSON.stringify(text)} is not ADDR:PORT, as in 127.0.0.1:8080`);
  }
  return { host, port };
}

function readCertificate({ cert, key }: StartFlags): Certificate | undefined {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) throw new Failure('--cert and --key go together');
  return { cert: readPem('--cert', cert), key: readPem('--key', key) };
}

function readPem(option: string, path: string): string {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.includes('-----BEGIN ')) return text;
  } catch (error) {
    throw new Failure(`${option}: cannot read ${path}: ${describeError(error)}`);
  }
  throw new Failure(`${option}: ${path} is not a PEM file`);
}

function readWorkers(text: string): number {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (count < 1) throw new Failure(`--workers: ${JSON.stringify(text)} is not a number from 1 to 999`);
  return count;
}
