import { existsSync, readFileSync } from 'node:fs';
import { isObject } from '../../core/jsonrpc/json.ts';
import { lockBeside } from '../../compiler/lock/lock-file.ts';
import { readYaml } from '../../compiler/read-yaml.ts';
import { hintAt } from '../../compiler/suggest.ts';
import { Failure, describeError } from '../failure.ts';
import type { ServerAddress } from './read-server.ts';

/** As given on the command line. */
export interface SnapshotFlags {
  readonly server?: string;
  readonly policy?: string;
  readonly lock?: string;
  readonly header?: readonly string[];
  readonly timeout: string;
  readonly acceptHidden?: true;
  readonly diff?: true;
  readonly json?: true;
}

/** What a snapshot is of, and where it goes. */
export interface SnapshotOptions {
  readonly address: ServerAddress;
  /** The server's name in the policy. */
  readonly server: string;
  readonly lock: string;
}

const nameShape = /^[A-Za-z0-9_.-]{1,64}$/;

/** Reads the command line, and the policy for its servers' names. */
export function readOptions(url: string, flags: SnapshotFlags): SnapshotOptions {
  const policy = flags.policy ?? 'policy.yaml';
  const names = flags.policy !== undefined || existsSync(policy) ? readServerNames(policy) : undefined;
  return { address: { url: readUrl(url), headers: readHeaders(flags.header ?? []), seconds: readSeconds(flags.timeout) }, server: chooseName(flags.server, policy, names), lock: flags.lock ?? lockBeside(policy) };
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw new Failure(`${JSON.stringify(text)} is not the URL of a server: write it as http://127.0.0.1:3000/mcp`);
  if (url.username !== '' || url.password !== '') throw new Failure("the URL holds a password: give it as --header 'Authorization: Basic ...'");
  return url;
}

function readHeaders(lines: readonly string[]): Headers {
  const headers = new Headers();
  for (const line of lines) {
    const colon = line.indexOf(':');
    try {
      headers.append(line.slice(0, Math.max(colon, 0)), line.slice(colon + 1).trim());
    } catch {
      // The value may be a secret, so only the name is told.
      throw new Failure(`--header ${JSON.stringify(colon > 0 ? line.slice(0, colon) : '')}: write it as 'Name: value'`);
    }
  }
  return headers;
}

function readSeconds(text: string): number {
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (seconds === 0) throw new Failure(`--timeout ${JSON.stringify(text)} is not a number of seconds`);
  return seconds;
}

function chooseName(given: string | undefined, policy: string, names: readonly string[] | undefined): string {
  if (names === undefined) {
    if (given === undefined) throw new Failure(`there is no ${policy} to tell the server's name: give --server NAME or --policy FILE`);
    if (!nameShape.test(given)) throw new Failure(`${JSON.stringify(given)} cannot be a server's name: use 1 to 64 letters, digits, _ . or -`);
    return given;
  }
  const [first] = names;
  if (given === undefined && (first === undefined || names.length > 1)) throw new Failure(`${policy} has ${names.length} servers, choose one with --server: ${names.join(', ')}`);
  const name = given ?? first ?? '';
  if (!names.includes(name)) throw new Failure(`${policy} has no server ${JSON.stringify(name)}: ${hintAt(name, names, 'servers')}`);
  return name;
}

/** The policy may have errors: some need the lock file that is about to be made. */
function readServerNames(path: string): readonly string[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Failure(`cannot read the policy ${path}: ${describeError(error)}`);
  }
  const { value } = readYaml(text);
  const servers = isObject(value) ? value['servers'] : undefined;
  if (!isObject(servers)) throw new Failure(`${path} names no servers: portcullis check ${path} says what is wrong`);
  return Object.keys(servers);
}
