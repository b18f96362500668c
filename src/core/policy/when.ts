import { isObject } from '../jsonrpc/json.ts';
import type { Rule } from '../rules.ts';

/** What a request comes with beside its message and its caller. */
export interface Situation {
  /** Numbers of the policy's networks that the client's address lies in, a blank on both sides of each. */
  readonly networks: string;
  /** In milliseconds since 1970. */
  readonly now: number;
  /** Minutes by which the machine's own time is ahead of UTC. */
  readonly offset: number;
  /** What nginx found of the client's certificate (`$ssl_client_verify`). */
  readonly certificate: string;
}

/** When a grant holds, all of it: of a tool, its server's worked in. Networks and times of both stand beside each other. */
export interface When {
  /** Of each of these the client's address lies in one network. */
  readonly nets?: readonly (readonly number[])[];
  /** Of each of these it is one of the times. */
  readonly times?: readonly Times[];
  /** The client showed a certificate that nginx trusts. */
  readonly cert?: true;
  /** What an argument must equal: `subject`, or `claim.` and the path of one. */
  readonly equal?: { readonly [argument: string]: string };
}

/** Times of the week, in UTC and in the machine's own time. */
export interface Times {
  readonly utc?: readonly Span[];
  readonly local?: readonly Span[];
}

/** Minutes since Monday 00:00, the last not included. */
export type Span = readonly [from: number, to: number];

/** What is known of a caller; core/identity/identity.ts has more of it. */
export interface Known {
  readonly subject?: string;
  readonly claims?: Readonly<Record<string, string>>;
}

const week = 10_080;
/** 1970 began on a Thursday. */
const firstMinute = 4320;

/** The first condition that a request does not meet, or undefined. What is not known meets none. */
export function findUnmet({ nets = [], times = [], cert, equal }: When, { networks, now, offset, certificate }: Situation, caller: Known, args: unknown): Rule | undefined {
  if (!nets.every((list) => list.some((net) => networks.includes(` ${net} `)))) return 'context.network';
  const minute = Math.floor(now / 60_000) + firstMinute;
  if (!times.every(({ utc, local }) => isIn(utc, minute) || isIn(local, minute + offset))) return 'context.time';
  if (cert && certificate !== 'SUCCESS') return 'context.certificate';
  for (const name in equal) if (!isOwn(args, name, valueOf(caller, equal[name] ?? ''))) return 'context.claim';
  return undefined;
}

function isIn(spans: readonly Span[] | undefined, minute: number): boolean {
  return spans?.some(([from, to]) => minute % week >= from && minute % week < to) ?? false;
}

function valueOf({ subject, claims = {} }: Known, source: string): string | undefined {
  if (source === 'subject') return subject;
  const path = source.slice('claim.'.length);
  return Object.hasOwn(claims, path) ? claims[path] : undefined;
}

/** Text alone, character for character: what a server makes of a number, a list or another spelling is its own affair. An empty value is nobody's. */
function isOwn(args: unknown, name: string, value: string | undefined): boolean {
  return value !== undefined && value !== '' && isObject(args) && Object.hasOwn(args, name) && args[name] === value;
}
