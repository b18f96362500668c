import { DockerComposeEnvironment, Wait } from 'testcontainers';
import { docker, expectDocker } from '../../scripts/docker/docker.ts';
import type { Outcome } from '../../src/cli/run.ts';
import { packageFolder } from './bundle.ts';
import { findFreePort } from './free-port.ts';

/** The demonstration as `docker compose up` starts it, on a port of its own. */
export interface ComposeDemo {
  /** The project's name; networks begin with it. */
  readonly project: string;
  /** `http://127.0.0.1:PORT/mcp`. */
  readonly url: string;
  readonly port: number;
  readonly id: (service: string) => string;
  /** Runs a program in a service's container. */
  readonly exec: (service: string, ...command: readonly string[]) => Promise<Outcome>;
  /** What `docker inspect` says of a service's container. */
  readonly inspect: (service: string) => Promise<Inspected>;
  readonly logs: (service: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** What `docker inspect` says, as far as tests ask. */
export interface Inspected {
  readonly HostConfig: {
    readonly Memory: number;
    readonly NanoCpus: number;
    readonly PidsLimit: number;
    readonly ReadonlyRootfs: boolean;
    readonly CapDrop: readonly string[];
    readonly SecurityOpt: readonly string[];
    readonly Dns: readonly string[];
  };
  readonly NetworkSettings: {
    readonly Ports: Readonly<Record<string, readonly { readonly HostIp: string; readonly HostPort: string }[] | null>>;
    readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>>;
  };
}

export interface ComposeOptions {
  readonly files?: readonly string[];
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Services whose images have no health check of their own. */
  readonly withoutHealth?: readonly string[];
}

/** Tags of their own, so that Compose builds the images, and runs side by side do not take each other's away. */
export const images = { gateway: `portcullis:test-compose-${process.pid}`, server: `portcullis-demo-server:test-${process.pid}` } as const;

/** Builds the demonstration and brings it up; every service is healthy then. */
export async function startCompose({ files = [], profiles = [], environment = {}, withoutHealth = [] }: ComposeOptions = {}): Promise<ComposeDemo> {
  const port = await findFreePort();
  const project = `portcullis-test-${port}`;
  const compose = new DockerComposeEnvironment(packageFolder, ['docker-compose.yml', ...files])
    .withProjectName(project)
    .withProfiles(...profiles)
    .withEnvironment({ PORTCULLIS_IMAGE: images.gateway, MCP_SERVER_IMAGE: images.server, PORTCULLIS_PORT: `${port}`, ...environment })
    .withDefaultWaitStrategy(Wait.forHealthCheck());
  for (const service of withoutHealth) compose.withWaitStrategy(`${service}-1`, Wait.forLogMessage(/./));
  const started = await compose.up().catch(async (error: unknown) => {
    await removeAll(project);
    throw error;
  });
  const id = (service: string): string => started.getContainer(`${service}-1`).getId();
  return {
    project,
    url: `http://127.0.0.1:${port}/mcp`,
    port,
    id,
    exec: (service, ...command) => docker(['exec', id(service), ...command]),
    inspect: async (service) => (JSON.parse(await expectDocker(`no ${service}`, ['inspect', id(service)])) as readonly [Inspected])[0],
    logs: async (service) => {
      const { stdout, stderr } = await docker(['logs', id(service)]);
      return stdout + stderr;
    },
    stop: async () => {
      await removeAll(project);
      await expectDocker('containers of the demonstration were left', ['image', 'rm', images.gateway, images.server]);
    },
  };
}

async function removeAll(project: string): Promise<void> {
  await expectDocker(`cannot remove ${project}`, ['compose', '-p', project, '--profile', '*', 'down', '--volumes', '--timeout', '1'], 120_000);
}
