import { Client as ClientV2, StreamableHTTPClientTransport as HttpV2, type VersionNegotiationMode } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CreateMessageRequestSchema, ElicitRequestSchema, ListRootsRequestSchema, LoggingMessageNotificationSchema } from '@modelcontextprotocol/sdk/types.js';

type Json = Readonly<Record<string, unknown>>;

/** How a call is made. */
export interface CallOptions {
  readonly onprogress?: (progress: unknown) => void;
  readonly signal?: AbortSignal;
}

/** A client that can all that a server may ask of it. */
export interface FeatureClient {
  /** What it was asked for and told, in order: the method, and what of the parameters matters. */
  readonly heard: readonly (readonly [method: string, ...unknown[]])[];
  readonly call: (name: string, args?: Json, options?: CallOptions) => Promise<unknown>;
  readonly complete: (prompt: string, name: string, value: string) => Promise<unknown>;
  readonly listTools: () => Promise<{ readonly tools: readonly { readonly name: string }[] }>;
  readonly setLogLevel: (level: 'info') => Promise<unknown>;
  readonly close: () => Promise<void>;
}

const self = { name: 'portcullis-test', version: '1.0.0' };
const capabilities = { sampling: {}, elicitation: { form: {}, url: {} }, roots: {} };
const message = { model: 'none', role: 'assistant' as const, content: { type: 'text' as const, text: 'a model would say this' } };
const accepted = { action: 'accept' as const, content: { username: 'ada', email: 'ada@example.com', name: 'Ada', color: 'blue', ok: true } };
const roots = { roots: [{ uri: 'file:///home/root-of-the-client', name: 'mine' }] };

/** Who connects, and how HTTP is spoken. */
export interface FeatureOptions {
  readonly role?: string;
  readonly fetch?: typeof fetch;
}

function renderInit({ role = 'tester', ...rest }: FeatureOptions): FeatureOptions & { readonly requestInit: RequestInit } {
  return { ...rest, requestInit: { headers: { 'X-Agent-Role': role } } };
}

/** Connects the client of `@modelcontextprotocol/sdk`. */
export async function connectFeaturesV1(url: string, options: FeatureOptions = {}): Promise<FeatureClient> {
  const client = new ClientV1(self, { capabilities });
  const heard: [string, ...unknown[]][] = [];
  client.setRequestHandler(CreateMessageRequestSchema, ({ method, params }) => (heard.push([method, params.messages]), message));
  client.setRequestHandler(ElicitRequestSchema, ({ method, params }) => (heard.push([method, params.message]), accepted));
  client.setRequestHandler(ListRootsRequestSchema, ({ method }) => (heard.push([method]), roots));
  client.setNotificationHandler(LoggingMessageNotificationSchema, ({ method, params }) => void heard.push([method, params.data]));
  const transport = new HttpV1(new URL(url), renderInit(options));
  await client.connect(transport);
  return {
    heard,
    call: (name, args = {}, options = {}) => client.callTool({ name, arguments: args }, undefined, options),
    complete: (prompt, name, value) => client.complete({ ref: { type: 'ref/prompt', name: prompt }, argument: { name, value } }),
    listTools: () => client.listTools(),
    setLogLevel: (level) => client.setLoggingLevel(level),
    close: async () => {
      await transport.terminateSession();
      await client.close();
    },
  };
}

/** Connects the client of `@modelcontextprotocol/client`, in the era it is told. */
export async function connectFeaturesV2(url: string, mode: VersionNegotiationMode, options: FeatureOptions = {}): Promise<FeatureClient> {
  const client = new ClientV2(self, { capabilities, versionNegotiation: { mode } });
  const heard: [string, ...unknown[]][] = [];
  client.setRequestHandler('sampling/createMessage', ({ method, params }) => (heard.push([method, params.messages]), message));
  client.setRequestHandler('elicitation/create', ({ method, params }) => (heard.push([method, params.message]), accepted));
  client.setRequestHandler('roots/list', ({ method }) => (heard.push([method]), roots));
  client.setNotificationHandler('notifications/message', ({ method, params }) => void heard.push([method, params.data]));
  const transport = new HttpV2(new URL(url), renderInit(options));
  await client.connect(transport);
  return {
    heard,
    call: (name, args = {}, options = {}) => client.callTool({ name, arguments: args }, options),
    complete: (prompt, name, value) => client.complete({ ref: { type: 'ref/prompt', name: prompt }, argument: { name, value } }),
    listTools: () => client.listTools(),
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- servers and clients of today still speak it
    setLogLevel: (level) => client.setLoggingLevel(level),
    close: async () => {
      await transport.terminateSession();
      await client.close();
    },
  };
}
