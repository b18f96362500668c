import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { describeError } from '../../../src/cli/failure.ts';
import { run, type Outcome } from '../../../src/cli/run.ts';
import { notePid } from '../run.ts';

/** A machine of its own as far as mounts, network and processes go: port 80 is free, /run is nobody else's. */
export interface Namespace {
  /** The process, as this machine numbers it, below which all others inside are. */
  readonly pid: string;
  /** Puts this before a program's argv to run it with the namespace's network. */
  readonly onNetwork: readonly string[];
  /** The same for a program of the root folder, as if that were the machine. */
  readonly inRoot: readonly string[];
  /** Runs such a program to its end. */
  readonly run: (...argv: string[]) => Promise<Outcome>;
  /** A port of this machine that leads to a port inside. */
  readonly publish: (port: number) => Promise<number>;
  /** A listening socket inside, for a server of the test. */
  readonly listen: (port: number) => Promise<Server>;
  /** Ends every process inside. */
  readonly stop: () => Promise<void>;
}

const isRoot = process.getuid?.() === 0;

/** Makes a namespace around a root folder, whose `usr` is that of `system`. It lasts as long as this process at most. */
export async function openNamespace(root: string, system: string): Promise<Namespace> {
  const owner = await startOwner(root, system);
  const ns = (name: string): string => `/proc/${owner.pid ?? 0}/ns/${name}`;
  const enter = ['nsenter', ...(isRoot ? [] : [`--user=${ns('user')}`, '--preserve-credentials'])];
  const onNetwork = [...enter, `--net=${ns('net')}`];
  const inRoot = [...onNetwork, `--mount=${ns('mnt')}`, `--pid=${ns('pid_for_children')}`, 'chroot', root];
  const inside = startInside(onNetwork);
  await once(inside, 'message');
  return {
    pid: `${owner.pid ?? 0}`,
    onNetwork,
    inRoot,
    run: (...argv) => run([...inRoot, ...argv]),
    publish: async (port) => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const outer = portOf(server);
      inside.send({ reach: port }, server);
      await once(inside, 'message');
      // Whoever holds the socket may get the next connection: from here on that is the process inside alone.
      server.close();
      return outer;
    },
    listen: async (port) => {
      inside.send({ listen: port });
      const [, server] = (await once(inside, 'message')) as [unknown, Server];
      return server;
    },
    stop: async () => {
      const ended = [once(owner, 'exit'), once(inside, 'exit')];
      inside.disconnect();
      owner.stdin?.end();
      await Promise.all(ended);
    },
  };
}

/** The first process inside. All others end with it, and it ends with its standard input, however this process ends. */
async function startOwner(root: string, system: string): Promise<ChildProcess> {
  const prepare = 'ip link set lo up && mount --bind "$1/usr" "$0/usr" && mount --rbind /dev "$0/dev" && mount -t proc proc "$0/proc" && echo ready && exec cat';
  const flags = ['--mount', '--net', '--pid', '--fork', '--kill-child', ...(isRoot ? [] : ['--map-root-user'])];
  const owner = spawn('unshare', [...flags, 'sh', '-c', prepare, root, system], { stdio: ['pipe', 'pipe', 'pipe'] });
  notePid(owner.pid);
  let complaint = '';
  owner.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const ended = once(owner, 'close').then(() => false, (error: unknown) => {
    complaint += describeError(error);
    return false;
  });
  const isReady = await Promise.race([once(owner.stdout, 'data').then(() => true), ended]);
  if (!isReady) throw new Error(`This machine lets no namespaces be made (util-linux's unshare, iproute2; as root or with user namespaces allowed): ${complaint.trim()}`);
  return owner;
}

function startInside(onNetwork: readonly string[]): ChildProcess {
  const [file = '', ...args] = onNetwork;
  const inside = spawn(file, [...args, process.execPath, join(import.meta.dirname, 'inside.mjs')], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  notePid(inside.pid);
  return inside;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
