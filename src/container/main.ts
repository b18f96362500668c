import * as os from 'os';
import * as std from 'std';
import { compilePolicy } from '../compiler/compile.ts';
import { parseResolvConf } from '../cli/start/resolv-conf.ts';
import type { PolicyDescription } from '../compiler/describe-policy.ts';
import { countProblems, formatProblems } from '../compiler/format-problems.ts';
import { besidePolicy, lockBeside } from '../compiler/lock/lock-file.ts';
import { chooseServers, type PlacedServer } from './choose-servers.ts';
import { readEndpoints } from './decisions.ts';
import { exists, readText, writeText } from './files.ts';
import { findLack } from './find-lack.ts';
import { findTarget } from './find-targets.ts';
import { renderGatewayConf, type Placed } from './gateway-conf.ts';
import { retargetServers } from './retarget-servers.ts';
import { readSettings } from './settings.ts';
import { readUpstreams } from './upstreams.ts';

const commands: Readonly<Record<string, (...args: readonly string[]) => void>> = { check, render };
const [, name = '', ...args] = scriptArgs;
(commands[name] ?? (() => fail('usage: check POLICY | render POLICY NGINX_CONF')))(...args);

/** Prints every problem of a policy. */
function check(policy = ''): void {
  readPolicy(policy);
  std.err.puts(`portcullis: ${policy} is sound\n`);
}

/** Writes the whole nginx configuration for a policy and this container's environment. */
function render(policy = '', output = ''): void {
  // 1. What is set.
  const upstreams = readUpstreams(std.getenv('MCP_UPSTREAM') ?? '');
  const hasIpv6 = (readText('/proc/net/if_inet6').text ?? '') !== '';
  const { settings, problems } = readSettings(std.getenv, hasIpv6);
  const wrong = [...problems, ...(upstreams.kind === 'wrong' ? [upstreams.problem] : [])];
  if (settings === undefined || upstreams.kind === 'wrong') return fail(...wrong);

  // 2. The policy, and where its servers are.
  const { conf, description } = readPolicy(policy, (value) => retargetServers(value, upstreams));
  const placed = chooseServers(description, upstreams);
  if (typeof placed === 'string') return fail(placed);
  const endpoints = readEndpoints(std.getenv('PORTCULLIS_DECISIONS') ?? '', [...new Set(description.servers.flatMap(({ decisions = [] }) => decisions))]);
  if (typeof endpoints === 'string') return fail(endpoints);

  // 3. nginx's configuration.
  const resolvConf = parseResolvConf(readText('/etc/resolv.conf').text ?? '');
  const hosts = readText('/etc/hosts').text ?? '';
  const place = <Server extends Omit<Placed, 'target'>>(server: Server): Server & Placed => {
    const target = findTarget(server.upstreamUrl.hostname, { hosts, resolvConf, isKnown });
    return typeof target === 'string' ? fail(target) : { ...server, target };
  };
  const servers = placed.map((server) => ({ ...place(server), paths: pathsOf(description, server) }));
  const decisionPoints = [...endpoints].map(([location, upstreamUrl], at) => place({ location, upstreamName: `portcullis_decision_${at}`, upstreamUrl }));
  const { fetches, keyHeader } = description;
  const lack = fetches && findLack(fetches, { resolvConf, getenv: std.getenv, unreadable: (path) => readText(path).problem });
  if (lack !== undefined) return fail(lack);
  const failed = writeText(output, renderGatewayConf({ settings, servers, decisionPoints, fetches, keyHeader, policy: conf, nameservers: resolvConf.nameservers, hasIpv6 }));
  if (failed !== undefined) fail(`cannot write ${output}: ${failed}`);
}

function readPolicy(path: string, adjust?: (value: unknown) => unknown): { readonly conf: string; readonly description: PolicyDescription } {
  const text = readOrFail('policy', path);
  const lockPath = lockBeside(path);
  const lock = exists(lockPath) ? { text: readOrFail('lock file', lockPath), file: lockPath } : undefined;
  const { problems, conf, description, sources } = compilePolicy(text, path, { ...(adjust && { adjust }), lock, read: (file) => readBeside(path, file) });
  if (problems.length > 0) std.err.puts(`${formatProblems(problems, sources)}\n${countProblems(problems)}\n`);
  return conf === undefined || description === undefined ? fail(`${path} has errors`) : { conf, description };
}

function readBeside(policy: string, file: string): string {
  const { text, problem } = readText(besidePolicy(policy, file));
  if (problem !== undefined) throw new Error(problem);
  return text;
}

function readOrFail(what: string, path: string): string {
  const { text, problem } = readText(path);
  return problem === undefined ? text : fail(`cannot read the ${what} ${path}: ${problem}`);
}

function pathsOf({ servers }: PolicyDescription, { name }: PlacedServer): readonly string[] {
  return servers.find((server) => server.name === name)?.paths ?? [];
}

function isKnown(fullName: string): boolean {
  const nowhere = os.open('/dev/null', os.O_WRONLY);
  return os.exec(['getent', 'hosts', fullName], { block: true, stdout: nowhere, stderr: nowhere }) === 0;
}

function fail(...problems: readonly string[]): never {
  for (const problem of problems) std.err.puts(`portcullis: ${problem}\n`);
  std.exit(1);
}
