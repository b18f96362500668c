import { Failure } from '../../src/cli/failure.ts';
import { exchange, openConnection } from '../exchange.ts';
import { findFault } from '../load/response.ts';
import { encodeInitialize } from '../requests.ts';
import type { RunningSite } from '../site/start.ts';

/** Opens the session in which calls are made: in another they would be refused. */
export async function openSession(site: RunningSite, caller?: string): Promise<void> {
  const socket = await openConnection(site.port);
  const answer = await exchange(socket, encodeInitialize(caller), 20_000);
  socket.destroy();
  const fault = answer === undefined ? 'not answered' : findFault(answer);
  if (fault !== undefined) throw new Failure(`opening a session (${site.name}) was ${fault}`);
}
