import type { JsonObject } from '../../core/jsonrpc/json.ts';
import { pinKinds, type PinKind } from '../../compiler/lock/lock-file.ts';
import { showText } from '../../compiler/lock/show-path.ts';
import { Failure, describeError } from '../failure.ts';
import { openGuard } from './guarded-fetch.ts';
import { listPages } from './list-pages.ts';

/** Everything a server lists, as it lists it. */
export type Listing = Readonly<Record<PinKind, ReadonlyMap<string, JsonObject>>>;

export interface ServerAddress {
  readonly url: URL;
  readonly headers: Headers;
  /** For all of it together. */
  readonly seconds: number;
}

/** Which capability says that a server lists a kind at all. */
const capabilityOf = { tools: 'tools', prompts: 'prompts', resources: 'resources', templates: 'resources' } as const;

/** Everything a client may be able to do: servers list some tools only to those who can. Nothing of it is ever done here. */
const capabilities = {
  roots: { listChanged: true },
  sampling: { context: {}, tools: {} },
  elicitation: { form: {}, url: {} },
  tasks: { list: {}, cancel: {}, requests: { sampling: { createMessage: {} }, elicitation: { create: {} } } },
};

/** Reads what an MCP server lists, in whichever era it speaks; fails with one message. */
export async function readServer({ url, headers, seconds }: ServerAddress, version: string): Promise<Listing> {
  // Only here: every other command starts twice as fast without it.
  const { Client, StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client');
  const guard = openGuard(url);
  const client = new Client({ name: 'portcullis', version }, { versionNegotiation: { mode: 'auto' }, capabilities });
  const transport = new StreamableHTTPClientTransport(url, { fetch: guard.fetch, requestInit: { headers } });
  const options = { timeout: seconds * 1000 };
  const list = async (): Promise<Listing> => {
    await client.connect(transport, options);
    const capabilities = client.getServerCapabilities();
    const listing: Partial<Record<PinKind, ReadonlyMap<string, JsonObject>>> = {};
    for (const kind of pinKinds) listing[kind] = capabilities?.[capabilityOf[kind]] === undefined ? new Map() : await listPages(client, kind, options);
    return listing as Listing;
  };
  const deadline = startDeadline(seconds, url);
  try {
    return await Promise.race([guard.broken, deadline.passed, list()]);
  } catch (error) {
    throw await Promise.race([guard.broken.catch((failure: unknown) => failure), Promise.resolve(explain(error, url))]);
  } finally {
    // Sessions take memory of the server; one that does not want to end them need not.
    await Promise.race([transport.terminateSession().catch(() => undefined), deadline.passed.catch(() => undefined)]);
    deadline.stop();
    // The client has the transport only once it is connected, and its question about the era would be waited for.
    await transport.close();
  }
}

function startDeadline(seconds: number, url: URL): { readonly passed: Promise<never>; readonly stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => { reject(new Failure(`${url.href} did not tell everything within ${seconds} s`)); }, seconds * 1000);
  });
  passed.catch(() => undefined);
  return { passed, stop: () => { clearTimeout(timer); } };
}

function explain(error: unknown, url: URL): Failure {
  if (error instanceof Failure) return error;
  const [line = ''] = showText(describeError(error)).split('\n');
  return new Failure(`${url.href} does not answer as an MCP server: ${line.slice(0, 300)}`);
}
