import type { IncomingMessage, ServerResponse } from 'node:http';
import { startHttpServer } from './http-server.ts';

/** How a key server answers. */
export type KeyBehavior = (reply: ServerResponse, request: IncomingMessage) => void;

/** Where an issuer publishes its keys, as it behaves at the moment. */
export interface KeyServer {
  readonly url: string;
  /** How often it was asked. */
  readonly asked: () => number;
  /** From now on. */
  readonly behave: (behavior: KeyBehavior) => void;
  readonly stop: () => Promise<void>;
}

/** Sends keys as an issuer does. */
export function sendKeys(...keys: readonly object[]): KeyBehavior {
  return (reply) => { reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys })); };
}

/** Starts one on a port of its own. */
export async function startKeyServer(behavior: KeyBehavior): Promise<KeyServer> {
  let asked = 0;
  let current = behavior;
  const server = await startHttpServer((request, reply) => {
    asked++;
    current(reply, request);
  }, () => Promise.resolve());
  return { url: `http://${server.address}/keys`, asked: () => asked, behave: (next) => { current = next; }, stop: server.stop };
}
