import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../failure.ts';
import type { Address } from './options.ts';
import type { Child } from './child.ts';

/** Whether something accepts connections there. */
export function isListening({ host, port }: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: bare(host), port, timeout: 2000 });
    const settle = (open: boolean): void => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => { settle(true); });
    socket.once('error', () => { settle(false); });
    socket.once('timeout', () => { settle(false); });
  });
}

/** Waits until a program just started accepts connections; fails with its complaint when it ends first. */
export async function awaitListening(address: Address, child: Child, name: string): Promise<void> {
  const fate = { ended: undefined as string | undefined };
  void child.ended.then((how) => {
    fate.ended = how;
  });
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    if (fate.ended !== undefined) throw new Failure(`${name} ${fate.ended}: ${child.complaints()}`);
    if (await isListening(address)) return;
    await delay(15);
  }
  throw new Failure(`${name} does not answer on ${address.host}:${address.port}: ${child.complaints()}`);
}

/** Fails when the address cannot be listened on, saying why. */
export async function expectFree({ host, port }: Address): Promise<void> {
  const error = await tryListen(bare(host), port);
  if (error === undefined) return;
  const reasons: Readonly<Record<string, string>> = { EADDRINUSE: 'is in use by another program', EACCES: 'needs more rights than this user has', EADDRNOTAVAIL: 'is not an address of this machine', ENOTFOUND: 'is not an address of this machine' };
  throw new Failure(`--listen: ${host}:${port} ${reasons[error.code ?? ''] ?? `cannot be listened on: ${error.message}`}`);
}

function tryListen(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen({ host, port }, () => {
      server.close(() => { resolve(undefined); });
    });
  });
}

/** A port of loopback that nothing listens on now. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => { resolve(typeof address === 'object' && address !== null ? address.port : 0); });
    });
  });
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}
