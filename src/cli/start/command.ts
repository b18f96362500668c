import { colors } from '../colors.ts';
import { compilePolicy } from '../../compiler/compile.ts';
import type { PolicyDescription, ServerDescription } from '../../compiler/describe-policy.ts';
import { Failure } from '../failure.ts';
import type { NginxInstall } from '../nginx/install.ts';
import { provideNginx } from '../nginx/provide.ts';
import { compileFile, readBeside, renderProblems } from '../policy-file.ts';
import { printLine, printNote } from '../print.ts';
import { withProgress } from '../progress.ts';
import { renderRoles } from '../roles-table.ts';
import { expectFree, isListening } from './await-port.ts';
import { chooseServer } from './choose-server.ts';
import { formatDecision } from './decision-line.ts';
import { startDemoServer } from './demo-server.ts';
import { followFile } from './follow-file.ts';
import { startGateway } from './gateway.ts';
import { renderMissing } from './missing-ways.ts';
import { readOptions, type StartFlags, type StartOptions } from './options.ts';
import { prepareOutside } from './outside.ts';
import { retargetPolicy } from './retarget-policy.ts';
import { exampleCommands, policyCommands, type TryCommand } from './try-commands.ts';

/** `portcullis start`: runs the gateway until it is told to stop, then ends everything it started. */
export async function startCommand(flags: StartFlags): Promise<void> {
  const stopSignal = awaitStop();
  const undo: (() => Promise<void>)[] = [];
  try {
    // 1. What needs nothing started.
    const options = readOptions(flags);
    const policy = compileFile(options.policy);
    if (policy.problems.length > 0) printNote(renderProblems(policy));
    if (policy.sound === undefined) throw new Failure(`${options.policy} has errors; nothing was started`);
    const { description } = policy.sound;
    const server = chooseServer(description, options.server);
    for (const missing of renderMissing(description)) printNote(`${colors.yellow('warning:')} ${missing}`);
    const outside = await prepareOutside(description, server, options);
    await expectFree(options.listen);
    const install = await withProgress('looking for nginx', (onProgress) => provideNginx({ path: options.nginx, onProgress }));

    // 2. The server behind the gateway.
    const upstream = options.upstream ?? (await startDemo(undo));
    if (options.upstream !== undefined) await warnIfUnreachable(upstream);

    // 3. The gateway.
    const { conf, problems } = compilePolicy(retargetPolicy(policy.source, server.name, upstream), 'policy.yaml', { lock: policy.lock, read: readBeside(options.policy) });
    if (conf === undefined) throw new Failure(`the policy does not take this upstream: ${problems[0]?.message ?? ''}`);
    const gateway = await startGateway(install, options, conf, { name: server.name, upstreamName: server.upstream, upstreamUrl: upstream, paths: server.paths }, outside);
    undo.unshift(gateway.stop);
    printWelcome(options, install, upstream, description, server);

    // 4. One line for each decision.
    const unfollow = await followFile(gateway.accessLog, (line) => {
      const shown = formatDecision(line);
      if (shown !== undefined) printLine(shown);
    });
    undo.splice(1, 0, unfollow);
    const nginxEnded = await Promise.race([stopSignal, gateway.child.ended]);
    if (nginxEnded !== undefined) throw new Failure(`nginx ${nginxEnded} by itself:\n${await gateway.errorLog()}`);
  } finally {
    for (const step of undo) await step();
  }
}

/** Settles at the first request to stop; the listeners stay, so that a second one cannot cut the cleaning up short. */
function awaitStop(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { resolve(undefined); });
    // The reader of our output went away: there is nobody to run for.
    process.stdout.on('error', () => { resolve(undefined); });
  });
}

async function startDemo(undo: (() => Promise<void>)[]): Promise<URL> {
  const demo = await withProgress('starting the demonstration server', startDemoServer);
  undo.push(() => demo.child.end('SIGTERM'));
  return demo.url;
}

async function warnIfUnreachable(upstream: URL): Promise<void> {
  const port = Number(upstream.port === '' ? (upstream.protocol === 'https:' ? 443 : 80) : upstream.port);
  if (!(await isListening({ host: upstream.hostname, port }))) printNote(`${colors.yellow('warning:')} nothing answers at ${upstream.href} yet; calls will fail until it does`);
}

/** None where only keys or tokens show who calls: what is kept of them does not make one. */
function listCommands(options: StartOptions, url: string, description: PolicyDescription, server: ServerDescription): readonly TryCommand[] {
  const { roleHeader } = description;
  if (roleHeader === undefined) return [];
  const target = { url, roleHeader, insecure: options.tls && options.certificate === undefined };
  return options.isExample ? exampleCommands(target) : policyCommands(target, description, server);
}

function printWelcome(options: StartOptions, install: NginxInstall, upstream: URL, description: PolicyDescription, server: ServerDescription): void {
  const url = `${options.tls ? 'https' : 'http'}://${options.listen.host}:${options.listen.port}${server.paths[0] ?? ''}`;
  const commands = listCommands(options, url, description, server);
  printLine(`nginx     ${install.version}, njs ${install.njsVersion} (${install.origin})`);
  printLine(`server    ${upstream.href}${options.upstream === undefined ? ' (server-everything)' : ''}`);
  printLine(`gateway   ${colors.bold(url)}`);
  if (description.mode === 'monitor') printLine(colors.yellow('mode      monitor: decisions are logged, nothing is blocked'));
  printLine(`\n${colors.bold('Roles')} (${description.roleHeader === undefined ? 'by what callers show' : `header ${description.roleHeader}`})\n${renderRoles(description)}\n`);
  for (const { shows, command } of commands) printLine(`${colors.bold(`# ${shows}`)}\n${command}\n`);
  printLine(`${colors.bold('Decisions')} (Ctrl-C stops)`);
}
