import { Client as ClientV2, SSEClientTransport as SseV2, StreamableHTTPClientTransport as HttpV2, type VersionNegotiationMode } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport as SseV1 } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CreateMessageRequestSchema, LoggingMessageNotificationSchema, ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { Inbox } from './inbox.ts';

type Json = Readonly<Record<string, unknown>>;

/** A notification, or what a model is asked, as it reached the client. */
export interface Incoming {
  readonly method: string;
  readonly params: unknown;
}

/** What both generations of the official client can do, by one name. */
export interface SessionClient {
  readonly incoming: Inbox<Incoming>;
  readonly server: () => unknown;
  readonly listTools: () => Promise<{ readonly tools: readonly { readonly name: string }[] }>;
  readonly callTool: (name: string, args: Json, onProgress?: (progress: unknown) => void) => Promise<Json>;
  readonly listPrompts: () => Promise<Json>;
  readonly getPrompt: (name: string, args: Readonly<Record<string, string>>) => Promise<Json>;
  readonly listResources: () => Promise<Json>;
  readonly listResourceTemplates: () => Promise<Json>;
  readonly readResource: (uri: string) => Promise<Json>;
  readonly subscribe: (uri: string) => Promise<Json>;
  readonly unsubscribe: (uri: string) => Promise<Json>;
  readonly complete: (prompt: string, name: string, value: string) => Promise<Json>;
  readonly setLogLevel: (level: 'debug' | 'info') => Promise<Json>;
  readonly ping: () => Promise<Json>;
  /** Ends the session (DELETE where the transport has one) and the connection. */
  readonly close: () => Promise<void>;
}

export interface ConnectOptions {
  readonly role?: string;
  readonly sse?: boolean;
  /** How HTTP is spoken, for TLS with certificates of our own. */
  readonly fetch?: typeof fetch;
  /** Headers beside the role. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly mode?: VersionNegotiationMode;
}

const capabilities = { sampling: {} };
const self = { name: 'portcullis-test', version: '1.0.0' };
const reply = { model: 'none', role: 'assistant' as const, content: { type: 'text' as const, text: 'a model would say this' } };

/** Connects the client of `@modelcontextprotocol/sdk`. */
export async function connectV1(url: string, { sse = false, ...options }: ConnectOptions = {}): Promise<SessionClient> {
  const client = new ClientV1(self, { capabilities });
  const incoming = new Inbox<Incoming>();
  client.setNotificationHandler(LoggingMessageNotificationSchema, (notification) => { incoming.put(notification); });
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, (notification) => { incoming.put(notification); });
  client.setRequestHandler(CreateMessageRequestSchema, (request) => {
    incoming.put(request);
    return reply;
  });
  const init = renderInit(options);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- servers and clients of today still speak it
  const transport = sse ? new SseV1(new URL(url), init) : new HttpV1(new URL(url), init);
  await client.connect(transport);
  return {
    incoming,
    server: () => ({ ...client.getServerVersion(), capabilities: client.getServerCapabilities(), instructions: client.getInstructions() }),
    listTools: () => client.listTools(),
    callTool: (name, args, onProgress) => client.callTool({ name, arguments: args }, undefined, onProgress && { onprogress: onProgress }),
    listPrompts: () => client.listPrompts(),
    getPrompt: (name, args) => client.getPrompt({ name, arguments: args }),
    listResources: () => client.listResources(),
    listResourceTemplates: () => client.listResourceTemplates(),
    readResource: (uri) => client.readResource({ uri }),
    subscribe: (uri) => client.subscribeResource({ uri }),
    unsubscribe: (uri) => client.unsubscribeResource({ uri }),
    complete: (prompt, name, value) => client.complete({ ref: { type: 'ref/prompt', name: prompt }, argument: { name, value } }),
    setLogLevel: (level) => client.setLoggingLevel(level),
    ping: () => client.ping(),
    close: async () => {
      if (transport instanceof HttpV1) await transport.terminateSession();
      await client.close();
    },
  };
}

/** Connects the client of `@modelcontextprotocol/client`. */
export async function connectV2(url: string, options: ConnectOptions = {}): Promise<SessionClient> {
  return (await openV2(url, options)).session;
}

/** The same, with the client itself for what only it can do. */
export async function openV2(url: string, { sse = false, mode = 'legacy', ...options }: ConnectOptions): Promise<{ readonly client: ClientV2; readonly session: SessionClient }> {
  const client = new ClientV2(self, { capabilities, versionNegotiation: { mode } });
  const incoming = new Inbox<Incoming>();
  client.setNotificationHandler('notifications/message', (notification) => { incoming.put(notification); });
  client.setNotificationHandler('notifications/resources/updated', (notification) => { incoming.put(notification); });
  client.setNotificationHandler('notifications/tools/list_changed', (notification) => { incoming.put({ params: {}, ...notification }); });
  client.setRequestHandler('sampling/createMessage', (request) => {
    incoming.put(request);
    return reply;
  });
  const init = renderInit(options);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- servers and clients of today still speak it
  const transport = sse ? new SseV2(new URL(url), init) : new HttpV2(new URL(url), init);
  await client.connect(transport);
  const session: SessionClient = {
    incoming,
    server: () => ({ ...client.getServerVersion(), capabilities: client.getServerCapabilities(), instructions: client.getInstructions() }),
    listTools: () => client.listTools(),
    callTool: (name, args, onProgress) => client.callTool({ name, arguments: args }, onProgress && { onprogress: onProgress }),
    listPrompts: () => client.listPrompts(),
    getPrompt: (name, args) => client.getPrompt({ name, arguments: args }),
    listResources: () => client.listResources(),
    listResourceTemplates: () => client.listResourceTemplates(),
    readResource: (uri) => client.readResource({ uri }),
    subscribe: (uri) => client.subscribeResource({ uri }),
    unsubscribe: (uri) => client.unsubscribeResource({ uri }),
    complete: (prompt, name, value) => client.complete({ ref: { type: 'ref/prompt', name: prompt }, argument: { name, value } }),
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- servers and clients of today still speak it
    setLogLevel: (level) => client.setLoggingLevel(level),
    ping: () => client.ping(),
    close: async () => {
      if (transport instanceof HttpV2) await transport.terminateSession();
      await client.close();
    },
  };
  return { client, session };
}

function renderInit({ role, headers, fetch }: ConnectOptions): { requestInit: RequestInit; fetch?: typeof globalThis.fetch } {
  const roleHeader = role === undefined ? {} : { 'X-Agent-Role': role };
  return { requestInit: { headers: { ...headers, ...roleHeader } }, ...(fetch === undefined ? {} : { fetch }) };
}
