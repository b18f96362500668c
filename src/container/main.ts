import * as os from 'os';
import * as std from 'std';
import { retargetPolicy } from '../cli/start/retarget-policy.ts';
import { compilePolicy } from '../compiler/compile.ts';
import type { PolicyDescription } from '../compiler/describe-policy.ts';
import { countProblems, formatProblems } from '../compiler/format-problems.ts';
import { chooseServers, type PlacedServer } from './choose-servers.ts';
import { readText, writeText } from './files.ts';
import { findTarget } from './find-targets.ts';
import { renderGatewayConf, type ContainerServer } from './gateway-conf.ts';
import { parseResolvConf } from './names.ts';
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
  const { source, description } = readPolicy(policy);
  const placed = chooseServers(description, upstreams);
  if (typeof placed === 'string') return fail(placed);
  const retargeted = placed.reduce((text, server) => retargetPolicy(text, server.name, server.upstreamUrl), source);
  const compiled = compilePolicy(retargeted, policy);
  if (compiled.conf === undefined) return fail(`the policy does not take this MCP_UPSTREAM: ${compiled.problems[0]?.message ?? ''}`);

  // 3. nginx's configuration.
  const resolvConf = parseResolvConf(readText('/etc/resolv.conf').text ?? '');
  const hosts = readText('/etc/hosts').text ?? '';
  const servers = placed.map((server): ContainerServer => {
    const target = findTarget(server.upstreamUrl.hostname, { hosts, resolvConf, isKnown });
    return typeof target === 'string' ? fail(target) : { ...server, target, paths: pathsOf(description, server) };
  });
  const failed = writeText(output, renderGatewayConf({ settings, servers, policy: compiled.conf, nameservers: resolvConf.nameservers, hasIpv6 }));
  if (failed !== undefined) fail(`cannot write ${output}: ${failed}`);
}

function readPolicy(path: string): { readonly source: string; readonly description: PolicyDescription } {
  const { text, problem } = readText(path);
  if (problem !== undefined) return fail(`cannot read the policy ${path}: ${problem}`);
  const { problems, description } = compilePolicy(text, path);
  if (problems.length > 0) std.err.puts(`${formatProblems(problems, text)}\n${countProblems(problems)}\n`);
  return description === undefined ? fail(`${path} has errors`) : { source: text, description };
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
