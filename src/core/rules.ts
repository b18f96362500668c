/**
 * Every reason a message can be refused for: the same id in code, log, tests and docs.
 * The category decides what the client is told (see answers.ts).
 */
export const rules = {
  // Transport: what HTTP carried.
  'http.method': 'method not one of POST, GET, DELETE',
  'http.path': 'path is not an endpoint of this server',
  'http.host': 'Host is not on the list',
  'http.origin': 'Origin is not on the list',
  'http.media-type': 'Content-Type is not application/json',
  'http.encoding': 'Content-Encoding is present',
  'http.upgrade': 'a protocol upgrade was asked for',
  'http.size': 'body larger than limits.body',
  'http.accept': 'GET does not accept text/event-stream',
  'http.session': 'session id is repeated or has characters outside 0x21-0x7E',
  'http.query': 'query string has something other than a session id',
  'http.body': 'a body where none may be sent',
  'http.error': 'nginx answered with an error of its own',
  // The JSON gate.
  'json.utf8': 'not valid UTF-8, or a byte order mark',
  'json.nul': 'NUL character',
  'json.syntax': 'not one JSON document',
  'json.duplicate-key': 'an object has a key twice',
  'json.key': 'a protocol key in other case, or __proto__',
  'json.surrogate': 'lone surrogate',
  'json.number': 'a number that parsers read differently',
  'json.depth': 'nested deeper than limits.depth',
  'json.string': 'string longer than its limit',
  'json.array': 'array or object with more entries than limits.array',
  // JSON-RPC.
  'rpc.shape': 'not a JSON-RPC 2.0 request, notification or response',
  'rpc.id': 'id is neither string nor integer',
  'rpc.batch': 'a batch where the revision has none',
  'rpc.params': 'params not of the shape the method needs',
  // MCP.
  'mcp.method': 'method is not known or not granted',
  'mcp.notification': 'notification is not known',
  'mcp.response': 'a response where none may be sent',
  'mcp.version': 'protocol version is not supported',
  'mcp.meta': 'required _meta is missing or malformed',
  'mcp.header': 'an Mcp-* header is missing, repeated or disagrees with the body',
  // Identity.
  'role.missing': 'no role',
  'role.untrusted': 'role header from a hop that is not trusted',
  'role.repeated': 'more than one role',
  'role.unknown': 'role is not in the policy',
  // Policy.
  'policy.server': 'no such server',
  'policy.session': 'role has nothing to do on this server',
  'policy.tool': 'tool is not granted',
  'policy.disabled': 'tool is disabled',
  'policy.pin': 'tool or prompt is not in the lock file',
  'policy.resource': 'resource is not granted',
  'policy.prompt': 'prompt is not granted',
  'policy.completion': 'what is to be completed is not granted',
  'argument.unknown': 'argument is not listed',
  'argument.missing': 'required argument is missing',
  'argument.type': 'argument is not a string where one is needed',
  'argument.within': 'path leads outside the allowed folders',
  'argument.hosts': 'URL leads to a host that is not allowed',
  'argument.enum': 'value is not one of the list',
  'argument.pattern': 'value does not match the pattern',
  'argument.schema': 'arguments do not match the JSON Schema',
  'argument.pinned': 'arguments do not match the pinned inputSchema',
  // Inspection.
  'path.traversal': 'climbs out of its folder',
  'path.sensitive': 'names a file that holds secrets or system state',
  'path.encoding': 'path stays ambiguous after decoding',
  'shell.injection': 'would run a command in a shell',
  'ssrf.address': 'URL leads to an internal address',
  'ssrf.metadata': 'URL leads to a cloud metadata service',
  'ssrf.scheme': 'URL has a scheme that does not fetch over HTTP',
  'sql.injection': 'would change the meaning of an SQL statement',
  'text.bidi': 'bidirectional controls that hide what is written',
  'text.invisible': 'invisible characters that hide what is written',
  'inspect.budget': 'too long to be inspected in time',
  // Ourselves.
  'gateway.fault': 'the gateway failed; it denies then',
} as const;

/** The id of a rule. */
export type Rule = keyof typeof rules;
