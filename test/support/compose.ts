import { join } from 'node:path';
import { DockerComposeEnvironment, Wait, type StartedGenericContainer } from 'testcontainers';
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
  readonly State: { readonly Health?: { readonly Status: string } };
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

/** Names of the images these tests build; others than a user's own. */
export const composeImages = { PORTCULLIS_IMAGE: 'portcullis-test:compose', MCP_SERVER_IMAGE: 'portcullis-test:demo-server' } as const;

/** Builds the demonstration and brings it up; every service is healthy then. */
export async function startCompose({ files = [], profiles = [], environment = {}, withoutHealth = [] }: ComposeOptions = {}): Promise<ComposeDemo> {
  const port = await findFreePort();
  const compose = new DockerComposeEnvironment(packageFolder, ['docker-compose.yml', ...files])
    .withBuild()
    .withProfiles(...profiles)
    .withEnvironment({ ...inherited(), ...composeImages, PORTCULLIS_PORT: `${port}`, ...environment })
    .withDefaultWaitStrategy(Wait.forHealthCheck());
  for (const service of withoutHealth) compose.withWaitStrategy(`${service}-1`, Wait.forOneShotStartup());
  const started = await compose.up();
  const container = (service: string): StartedGenericContainer => started.getContainer(`${service}-1`);
  const inspect = async (service: string): Promise<Inspected> => {
    const [inspected] = JSON.parse(await expectDocker(`no ${service}`, ['inspect', container(service).getId()])) as readonly Inspected[];
    if (inspected === undefined) throw new Error(`no ${service}`);
    return inspected;
  };
  const [network = ''] = Object.keys((await inspect('server')).NetworkSettings.Networks);
  return {
    project: network.replace(/_inside$/, ''),
    url: `http://127.0.0.1:${port}/mcp`,
    port,
    id: (service) => container(service).getId(),
    exec: (service, ...command) => docker(['exec', container(service).getId(), ...command]),
    inspect,
    logs: async (service) => {
      const { stdout, stderr } = await docker(['logs', container(service).getId()]);
      return stdout + stderr;
    },
    stop: async () => { await started.down(); },
  };
}

/** What Compose itself needs of the environment. */
function inherited(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** The path of a file of the project. */
export function projectFile(path: string): string {
  return join(packageFolder, path);
}
