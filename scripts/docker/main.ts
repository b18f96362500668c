import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Failure, describeError } from '../../src/cli/failure.ts';
import { printLine, printNote } from '../../src/cli/print.ts';
import { makeBaseImage } from './base-image.ts';
import { findServerVersion, startDaemon, stopDaemon } from './daemon.ts';
import { dockerEnvironment } from './environment.ts';
import { buildImage, describeImage } from './image.ts';
import { provideDaemonPrograms, providePlugins } from './programs.ts';

const usage = 'usage: node scripts/docker/engine.mjs up|down|status|env|image [TAG]';

/** Makes sure that an engine, Compose and the base image are there; what answers already is used as it is. */
async function up(): Promise<void> {
  const found = await findServerVersion();
  if (found === undefined) await startDaemon(await provideDaemonPrograms(printNote), printNote);
  await providePlugins(printNote);
  await makeBaseImage(printNote);
  printLine(`docker engine ${(await findServerVersion()) ?? ''} (${found === undefined ? 'started here' : 'was running'})`);
}

async function down(): Promise<void> {
  printLine((await stopDaemon()) ? 'docker engine stopped' : 'no docker engine was started here');
}

/** Exits 1 when no engine answers. */
async function status(): Promise<void> {
  const version = await findServerVersion();
  printLine(version === undefined ? 'no docker engine answers' : `docker engine ${version}`);
  if (version === undefined) process.exitCode = 1;
}

/** Prints what a shell must `eval` to have the same `docker compose` as the tests. */
function env(): void {
  for (const [name, value] of Object.entries<string>(dockerEnvironment())) printLine(`export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`);
}

/** Builds the image and says how large it is. */
async function image(tag = 'portcullis:latest'): Promise<void> {
  await buildImage(tag);
  printLine(await describeImage(tag));
}

const commands: Readonly<Record<string, (argument?: string) => Promise<void> | void>> = { up, down, status, env, image };
try {
  const command = commands[process.argv[2] ?? ''];
  if (command === undefined) throw new Failure(usage);
  await command(process.argv[3]);
} catch (error) {
  printNote(`portcullis: ${describeError(error)}`);
  process.exitCode = error instanceof Failure ? 1 : 2;
} finally {
  rmSync(fileURLToPath(import.meta.url), { force: true });
}
