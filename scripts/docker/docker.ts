import { run, type Outcome } from '../../src/cli/run.ts';
import { Failure } from '../../src/cli/failure.ts';
import { dockerEnvironment } from './environment.ts';

/** Runs the `docker` client to its end. */
export function docker(args: readonly string[], timeout = 60_000): Promise<Outcome> {
  // `env` looks for the program on the PATH it sets.
  const { PATH, DOCKER_CONFIG } = dockerEnvironment();
  return run(['env', `PATH=${PATH}`, `DOCKER_CONFIG=${DOCKER_CONFIG}`, 'DOCKER_BUILDKIT=1', 'docker', ...args], { timeout });
}

/** The same for what must succeed. */
export async function expectDocker(failed: string, args: readonly string[], timeout?: number): Promise<string> {
  const outcome = await docker(args, timeout);
  if (outcome.code !== 0) throw new Failure(`${failed}: ${outcome.stderr.trim()}`);
  return outcome.stdout;
}
