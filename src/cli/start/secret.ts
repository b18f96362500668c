import { accessSync, constants } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { FetchesDescription } from '../../compiler/describe-fetches.ts';
import { Failure, describeError } from '../failure.ts';
import { run } from '../run.ts';
import { findWorkerUser } from './run-folder.ts';

/** Fails when the workers of nginx cannot read the secret by which tokens are asked about: calls would be refused one by one. */
export async function expectSecret({ secret }: FetchesDescription): Promise<void> {
  if (secret === undefined) return;
  if ('env' in secret) {
    if ((process.env[secret.env] ?? '') === '') throw new Failure(`identity.introspection: the environment has no ${secret.env}, which is to hold the secret`);
    return;
  }
  try {
    accessSync(secret.file, constants.R_OK);
  } catch (error) {
    throw new Failure(`identity.introspection: cannot read the secret: ${describeError(error)}`);
  }
  const user = await findWorkerUser();
  if (user !== undefined && !(await isReadableForNobody(secret.file))) throw new Failure(`identity.introspection: the secret ${secret.file} is not readable for \`nobody\`, the user of nginx's workers when root starts the gateway`);
}

/** Asked as that user: folders count, too. */
async function isReadableForNobody(file: string): Promise<boolean> {
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(await readFile('/etc/passwd', 'utf8').catch(() => '')) ?? [];
  return (await run(['test', '-r', file], { uid: Number(uid), gid: Number(gid) })).code === 0;
}
