import { createServer } from 'node:net';

/**
 * Below the ports a kernel gives to outgoing connections (`ip_local_port_range`, from 32768): of those any can be taken,
 * by a connection or by what is left of one for a minute, between the look here and the listening of whoever asked.
 */
const range = { first: 20_000, size: 12_000 };
// Processes side by side begin at places of their own, and none comes back to a port soon.
let next = Math.floor(Math.random() * range.size);

/** A TCP port that was free on every IPv4 address a moment ago. */
export async function findFreePort(): Promise<number> {
  for (let tried = 0; tried < range.size; tried += 1) {
    next = (next + 1) % range.size;
    const port = range.first + next;
    if (await isFree(port)) return port;
  }
  throw new Error('no port is free');
}

/** Several, each another. */
export async function findFreePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) ports.push(await findFreePort());
  return ports;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => { resolve(false); });
    server.listen(port, '0.0.0.0', () => server.close(() => { resolve(true); }));
  });
}
