import { kinds } from '../core/policy/kind.ts';
import { identitySchema } from './identity-schema.ts';
import { oauthServerSchema, scopeList as scopes } from './oauth/oauth-schema.ts';
import { redactionSchema } from './redaction-schema.ts';
import { rulesSchema } from './rules-schema.ts';

/*
 * The JSON Schema of policy.yaml, as published: editors complete by it, the compiler validates by it, and the
 * reference in docs/policy.md is made from its descriptions and defaults.
 */

const name = '^[A-Za-z0-9_.-]{1,64}$';
const size = {
  type: ['integer', 'string'],
  minimum: 1,
  maximum: 1_073_741_824,
  pattern: '^[1-9][0-9]{0,9}(B|KiB|MiB)?$',
} as const;
const path = '^/[A-Za-z0-9._~!$&()*+,=:@/-]{0,200}$';

const roles = {
  description: 'Roles that may. A role that inherits one of them may too.',
  type: 'array',
  uniqueItems: true,
  items: { type: 'string' },
} as const;
const denial = {
  description:
    'How the client is told no: `error` is HTTP 200 with a JSON-RPC error, `result` a tool result with `isError: true`, `status` HTTP 403.',
  enum: ['error', 'result', 'status'],
} as const;
const mode = {
  description: '`enforce` refuses; `monitor` decides and logs but lets everything pass.',
  enum: ['enforce', 'monitor'],
} as const;

const limits = {
  description: 'How large a message may be. A server may have its own.',
  type: 'object',
  additionalProperties: false,
  properties: {
    body: { ...size, description: 'Longest request body: bytes, or with a unit `8KiB`, `1MiB`.', default: '1MiB' },
    depth: { type: 'integer', minimum: 5, maximum: 100, description: 'Deepest nesting of the JSON message.', default: 15 },
    string: { ...size, description: 'Longest string, in UTF-16 code units; an argument may have its own.', default: '8KiB' },
    array: { type: 'integer', minimum: 1, maximum: 1_000_000, description: 'Most entries of one array or object.', default: 1000 },
    response: {
      ...size,
      description: 'Longest answer of a server, or event of a stream, in UTF-16 code units: what one may hold in memory. A longer one ends in a JSON-RPC error.',
      default: '10MiB',
    },
  },
} as const;

const permission = { enum: ['allow', 'deny'], default: 'allow' } as const;
const clientRequests = {
  description: 'What servers may ask of their clients. Who is denied gets an error from the client.',
  type: 'object',
  additionalProperties: false,
  properties: {
    sampling: { ...permission, description: 'Whether servers may have the client\'s model write something.' },
    elicitation: { ...permission, description: 'Whether servers may ask the user.' },
    roots: { ...permission, description: 'Whether servers may ask which folders the client works in.' },
    url_hosts: {
      description: 'Hosts of https URLs a server may send the user to: `login.example.com`, `*.example.com`, with `:port`. Any other is denied.',
      type: 'array',
      items: { type: 'string', pattern: '^(?:\\*\\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(?::[0-9]{1,5})?$' },
      default: [],
    },
  },
} as const;

const argument = {
  description: 'One argument of a tool or prompt.',
  type: 'object',
  additionalProperties: false,
  properties: {
    kind: {
      description: 'What the argument is for. It decides which inspectors run, and how strictly. Default: inferred from the pinned `inputSchema`, else `any`.',
      enum: kinds,
    },
    within: {
      description: 'Folders (absolute paths) the value must lie in, after decoding and normalizing. Needs `kind: path`.',
      type: 'array',
      minItems: 1,
      items: { type: 'string', minLength: 1 },
    },
    hosts: {
      description: 'Hosts the URL may lead to: `api.example.com`, `*.example.com` (at least one more label), with `:port` where not the usual one. Needs `kind: url`.',
      type: 'array',
      minItems: 1,
      items: { type: 'string', minLength: 1 },
    },
    enum: { description: 'The values allowed; of a list, each entry must be one.', type: 'array', minItems: 1 },
    pattern: {
      description: 'Regular expression (JavaScript, `u` flag) each string must match somewhere; anchor it with `^` and `$`. Only patterns that match in linear time.',
      type: 'string',
      maxLength: 1000,
    },
    string: { ...size, description: 'Longest string, in UTF-16 code units, instead of `limits.string`.' },
    rules: { description: 'As the tool\'s or prompt\'s `rules`, for this argument: each rule it names.', $ref: '#/$defs/rules' },
    required: { description: 'Whether the argument must be given.', type: 'boolean', default: false },
  },
} as const;
const argumentsOf = (description: string) =>
  ({ description, type: 'object', additionalProperties: { $ref: '#/$defs/argument' } }) as const;

const tool = {
  description: 'One tool, by its exact name. A tool that is not listed is denied.',
  type: 'object',
  additionalProperties: false,
  properties: {
    roles,
    scopes,
    enabled: { description: 'With `false` nobody may call it, whatever its roles.', type: 'boolean', default: true },
    alert: { description: 'Mark each call, allowed or denied, in the log: `$mcp_alert` is 1.', type: 'boolean', default: false },
    denial: { ...denial, description: 'As the top level\'s `denial`, for this tool.' },
    redact: { description: 'As the server\'s `redact`, for the results of this tool.', $ref: '#/$defs/redaction' },
    rules: { description: 'As the server\'s `rules`, for this tool: each rule it names.', $ref: '#/$defs/rules' },
    arguments: argumentsOf('The arguments it may be called with; any other is denied. Absent: any, each inspected as the kind inferred for it, else as `any`.'),
    schema: {
      description: 'JSON Schema 2020-12 of the whole `arguments` object. Objects are closed unless the schema opens them.',
      type: 'object',
    },
    pin_schema: {
      description: 'With `false` calls are not checked against the pinned `inputSchema`; write a `schema` in its stead.',
      type: 'boolean',
      default: true,
    },
  },
} as const;

const prompt = {
  description: 'One prompt, by its exact name. A prompt that is not listed is denied.',
  type: 'object',
  additionalProperties: false,
  required: ['roles'],
  properties: {
    roles,
    scopes,
    rules: { description: 'As the server\'s `rules`, for this prompt: each rule it names.', $ref: '#/$defs/rules' },
    arguments: argumentsOf('The arguments it may be got with; any other is denied. Absent: any, each inspected as kind `text`.'),
  },
} as const;

const resource = {
  description: 'Resources some roles may read.',
  type: 'object',
  additionalProperties: false,
  required: ['uri', 'roles'],
  properties: {
    uri: {
      description: 'A URI, or a pattern: `*` within one segment, `**` at the end for everything below.',
      type: 'string',
      minLength: 1,
      maxLength: 2000,
    },
    roles,
    scopes,
  },
} as const;

const server = {
  description: 'One MCP server.',
  type: 'object',
  additionalProperties: false,
  required: ['upstream'],
  properties: {
    upstream: { description: 'The nginx `upstream` that requests go to.', type: 'string', pattern: '^[A-Za-z0-9_.-]{1,128}$' },
    path: { description: 'Path of the endpoint clients use.', type: 'string', pattern: path, default: '/mcp' },
    upstream_path: { description: 'Path of the endpoint on the server. Default: the same as `path`.', type: 'string', pattern: path },
    host: {
      description: '`Host` header sent to the server. Default: the one the client sent.',
      type: 'string',
      pattern: '^(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?$',
    },
    sse: {
      description: 'The legacy HTTP+SSE transport. Absent: not served.',
      type: 'object',
      additionalProperties: false,
      properties: {
        stream: { description: 'Path of the event stream.', type: 'string', pattern: path, default: '/sse' },
        messages: { description: 'Path messages are posted to; the server\'s `endpoint` event is rewritten to it.', type: 'string', pattern: path, default: '/messages' },
        upstream_stream: { description: 'Path of the event stream on the server. Default: the same as `stream`.', type: 'string', pattern: path },
        upstream_messages: { description: 'Path messages are posted to on the server. Default: the same as `messages`.', type: 'string', pattern: path },
      },
    },
    ...oauthServerSchema,
    scopes: { ...scopes, description: 'OAuth scopes that a token needs for any request, beside those of what it asks for. Clients without a token are told to ask for these first.' },
    mode: { ...mode, description: 'As the top level\'s `mode`, for this server.' },
    denial: { ...denial, description: 'As the top level\'s `denial`, for this server.' },
    redact: { description: 'As the top level\'s `redact`, for this server: each rule it names, itself or by its group.', $ref: '#/$defs/redaction' },
    rules: { description: 'As the top level\'s `rules`, for this server: each rule it names. Completions, which no tool or prompt lists, are judged by these.', $ref: '#/$defs/rules' },
    limits: { ...limits, description: 'As the top level\'s `limits`, for this server; what is absent is taken from there.' },
    client_requests: { ...clientRequests, description: 'As the top level\'s `client_requests`, for this server; what is absent is taken from there.' },
    pin: {
      description: 'How the server is held to its descriptors in the lock file (docs/pinning.md).',
      type: 'object',
      additionalProperties: false,
      properties: {
        mode: {
          description: '`enforce` hides and denies what is not pinned; `warn` logs it; `off` does not look. Default: `enforce` when the lock file has the server, else `off`.',
          enum: ['enforce', 'warn', 'off'],
        },
      },
    },
    infer_kinds: { description: 'As the top level\'s `infer_kinds`, for this server.', type: 'boolean' },
    methods: {
      description: 'Methods of extensions, granted by name: `vendor/method`.',
      type: 'object',
      propertyNames: { pattern: '^[A-Za-z0-9_.$-]+(?:/[A-Za-z0-9_.$-]+)+$', maxLength: 128 },
      additionalProperties: {
        description: 'Who may call the method.',
        type: 'object',
        additionalProperties: false,
        required: ['roles'],
        properties: { roles },
      },
    },
    tools: {
      description: 'Tools, by name.',
      type: 'object',
      propertyNames: { minLength: 1, maxLength: 256 },
      additionalProperties: { $ref: '#/$defs/tool' },
    },
    resources: { description: 'Resources, by URI pattern.', type: 'array', items: { $ref: '#/$defs/resource' } },
    prompts: {
      description: 'Prompts, by name.',
      type: 'object',
      propertyNames: { minLength: 1, maxLength: 256 },
      additionalProperties: { $ref: '#/$defs/prompt' },
    },
  },
} as const;

/** JSON Schema 2020-12 of policy.yaml. */
export const policySchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Portcullis policy',
  description: 'Who may do what on which MCP server. Whatever is not granted is denied.',
  type: 'object',
  additionalProperties: false,
  required: ['version', 'roles', 'servers'],
  properties: {
    version: { description: 'Version of this format.', const: 1 },
    mode: { ...mode, default: 'enforce' },
    denial: { ...denial, default: 'error' },
    redact: { description: 'What is done about secrets in what servers send.', $ref: '#/$defs/redaction' },
    infer_kinds: {
      description: 'Whether arguments whose kind is not named get one inferred from the pinned `inputSchema`; `portcullis check` shows it.',
      type: 'boolean',
      default: true,
    },
    rules: { description: 'Modes of the rules of inspection: which refuse, which only alert, which are off.', $ref: '#/$defs/rules' },
    identity: identitySchema,
    http: {
      description: 'Whom nginx answers at all, against DNS rebinding and cross-site requests.',
      type: 'object',
      additionalProperties: false,
      properties: {
        hosts: {
          description: 'Values of `Host` that are answered: `mcp.example.com`, `*.example.com`, with `:port` to ask for one. Absent: any.',
          type: 'array',
          items: { type: 'string' },
        },
        origins: {
          description: 'Origins of browsers that are answered, as `https://app.example.com`. Absent: loopback origins, and those only where `Host` is loopback too.',
          type: 'array',
          items: { type: 'string' },
        },
      },
    },
    limits,
    client_requests: clientRequests,
    roles: {
      description: 'Every role there is. A role not named here is denied.',
      type: 'object',
      propertyNames: { pattern: name },
      additionalProperties: {
        description: 'One role.',
        type: 'object',
        additionalProperties: false,
        properties: {
          inherits: {
            description: 'Roles whose every grant this one has too.',
            type: 'array',
            uniqueItems: true,
            items: { type: 'string' },
            default: [],
          },
        },
      },
    },
    servers: {
      description: 'MCP servers, by the name nginx selects them with: `set $mcp_server files;`.',
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: name },
      additionalProperties: { $ref: '#/$defs/server' },
    },
  },
  $defs: { server, tool, prompt, resource, argument, redaction: redactionSchema, rules: rulesSchema },
} as const;
