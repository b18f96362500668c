import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { inject } from 'vitest';
import { docker, expectDocker } from '../../scripts/docker/docker.ts';
import { findFreePort } from './free-port.ts';
import { identity } from './policies.ts';
import type { Decision } from './access-log.ts';

/** A gateway that runs as the image does in earnest. */
export interface ContainerGateway {
  /** Of its published port; `http` unless TLS is set. */
  readonly url: string;
  readonly port: number;
  readonly container: StartedTestContainer;
  /** All it has written so far. */
  readonly errorLog: () => string;
  /** Settles when what it has written fits, as often as said. */
  readonly awaitLog: (pattern: RegExp, times?: number) => Promise<void>;
  /** Every decision logged so far. */
  readonly decisions: () => Decision[];
  /** Replaces the mounted policy, as an editor does. */
  readonly writePolicy: (policy: string) => Promise<void>;
  readonly removePolicy: () => Promise<void>;
  readonly signal: (name: 'HUP' | 'TERM' | 'QUIT') => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface ContainerOptions {
  /** YAML. */
  readonly policy: string;
  readonly env: Readonly<Record<string, string>>;
  /** Further files of /etc/portcullis by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** What it says when the test may go on, instead of being healthy. */
  readonly until?: RegExp;
  /** Further files from outside, by their path in the container. */
  readonly mounts?: Readonly<Record<string, string>>;
  /** What other containers of the run know it by. */
  readonly alias?: string;
  /** What the container's /etc/hosts says besides. */
  readonly extraHosts?: { host: string; ipAddress: string }[];
  /** What its /etc/resolv.conf says besides. */
  readonly dns?: { readonly search: string; readonly ndots: number };
}

/** The hardening docs/docker.md tells everyone to use. */
class HardenedContainer extends GenericContainer {
  constructor(image: string) {
    super(image);
    this.hostConfig.ReadonlyRootfs = true;
    this.withDroppedCapabilities('ALL').withSecurityOpt('no-new-privileges').withTmpFs({ '/run/portcullis': '' });
  }

  withDns({ search, ndots }: NonNullable<ContainerOptions['dns']>): this {
    this.hostConfig.DnsSearch = [search];
    this.hostConfig.DnsOptions = [`ndots:${ndots}`];
    return this;
  }
}

/** The flags of `docker run` for the same. */
export const hardened = ['--read-only', '--tmpfs', '/run/portcullis', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'];

/** A policy of the tests for callers that come through Docker's published ports. */
export function behindDocker(policy: string): string {
  return policy.replace(identity, `identity: { trusted_hops: [${inject('bridge')}/32] }`);
}

/** Makes a folder to mount as /etc/portcullis, readable for whoever the container's user is. */
export async function makeMount(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(inject('runFolder'), 'mount-'));
  await chmod(folder, 0o755);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/** Starts the image and waits until it is healthy, unless told otherwise. */
export async function startContainerGateway({ policy, env, files = {}, mounts = {}, alias, extraHosts = [], dns, until }: ContainerOptions): Promise<ContainerGateway> {
  const folder = await makeMount({ ...files, 'policy.yaml': policy });
  const inside = (env['PORTCULLIS_TLS'] ?? 'off') === 'off' ? 8080 : 8443;
  const port = await findFreePort();
  const said = new Collected();
  const further = Object.entries(mounts).map(([target, source]) => ({ source, target, mode: 'ro' as const }));
  const prepared = new HardenedContainer(inject('image'))
    .withBindMounts([{ source: folder, target: '/etc/portcullis', mode: 'ro' }, ...further])
    .withExtraHosts(extraHosts)
    .withEnvironment({ PORTCULLIS_WORKERS: '1', ...env })
    .withNetworkMode(inject('network'))
    // Docker would take one of those that outgoing connections have, too, and fail where it is taken.
    .withExposedPorts({ container: inside, host: port })
    .withHealthCheck({ test: ['CMD', '/usr/share/portcullis/health'], interval: 200, timeout: 3000, retries: 50, startPeriod: 0 })
    .withLogConsumer((stream) => { stream.setEncoding('utf8').on('data', (text: string) => { said.add(text); }); })
    .withWaitStrategy(until === undefined ? Wait.forHealthCheck() : Wait.forLogMessage(until));
  if (alias !== undefined) prepared.withNetworkAliases(alias);
  if (dns !== undefined) prepared.withDns(dns);
  const container = await prepared.start().catch((error: unknown) => { throw new Error(`the gateway did not start: ${String(error)}\n${said.text}`); });
  return {
    url: `${inside === 8080 ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    container,
    errorLog: () => said.text,
    awaitLog: (pattern, times = 1) => said.await(pattern, times),
    decisions: () => said.text.split('\n').filter((line) => line.startsWith('{"time"')).map((line) => JSON.parse(line) as Decision),
    writePolicy: async (next) => {
      await writeFile(join(folder, 'policy.new'), next);
      await rename(join(folder, 'policy.new'), join(folder, 'policy.yaml'));
    },
    removePolicy: () => rm(join(folder, 'policy.yaml')),
    signal: async (name) => { await expectDocker('no signal', ['kill', '-s', name, container.getId()]); },
    stop: async () => { await container.stop({ timeout: 10_000, remove: true, removeVolumes: true }); },
  };
}

/** Runs the image to its end; what it says and how it ends is the point. */
export async function runImage(args: readonly string[], command: readonly string[] = [], flags = hardened): Promise<{ readonly code: number; readonly said: string }> {
  const { code, stdout, stderr } = await docker(['run', '--rm', ...flags, ...args, inject('image'), ...command]);
  return { code, said: stdout + stderr };
}

/** Text that comes in pieces, and who waits for it. */
class Collected {
  text = '';
  readonly #waiting = new Set<() => void>();

  add(piece: string): void {
    this.text += piece;
    for (const wake of this.#waiting) wake();
  }

  await(pattern: RegExp, times: number): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if ((this.text.match(new RegExp(pattern.source, 'g')) ?? []).length < times) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }
}
