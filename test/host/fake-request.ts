/** What a handler did with a request. */
export interface Sent {
  status?: number;
  body?: string;
}

/** A request as njs shows it, as far as the handlers look: values in, and what the handler did with them out. */
export interface FakeRequest {
  readonly r: NginxHTTPRequest;
  readonly variables: Record<string, string | undefined>;
  readonly sent: Sent;
  readonly errors: string[];
}

const entries: Readonly<Record<string, unknown>> = {
  's:files:': { mode: 'enforce', roles: ' reader ' },
  's:watched:': { mode: 'monitor', roles: ' reader ' },
  't:files:echo': { name: 'echo', roles: ' reader ' },
  't:other:rm': { name: 'rm', roles: ' reader ' },
  't:watched:echo': { name: 'echo', roles: ' nobody ' },
  'r::reader': {},
};

/** Builds a request to `server` with a body; the policy map answers from a few entries, nothing looks suspicious. */
export function fakeRequest(body: string | Uint8Array, change: Record<string, string> = {}, members: Record<string, unknown> = {}): FakeRequest {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const sent: Sent = {};
  const errors: string[] = [];
  const values: Record<string, string | undefined> = {
    mcp_server: 'files', mcp_decision: 'deny', mcp_upstream: 'portcullis_closed', portcullis_route: 'files/mcp', portcullis_ordinary: 'legacy',
    portcullis_supported: '1', portcullis_plain_body: typeof body === 'string' ? '1' : '0', portcullis_role: 'reader', portcullis_claimed: 'reader',
    portcullis_header: 'X-Agent-Role', portcullis_host: '1', portcullis_origin: '', request_id: 'r1', status: '000', ...change,
  };
  const variables = new Proxy(values, {
    get: (target, name) => {
      if (typeof name === 'symbol') return undefined;
      if (name === 'portcullis_entry') return readEntry(target['portcullis_ask'] || `t:${target['mcp_server'] ?? ''}:${target['portcullis_call_tool'] ?? ''}`);
      if (name === 'portcullis_call_shown') return target['portcullis_call'] === 'plain' ? target['portcullis_call_args'] : '';
      if (name === 'portcullis_way') return `${target['portcullis_ordinary'] ?? ''} ${target['status'] ?? ''} ${target['portcullis_ask'] ?? ''}` === 'legacy 000 ' ? target['portcullis_route'] : '';
      return name.startsWith('portcullis_odd_') ? '' : target[name];
    },
  });
  const r = {
    method: 'POST', uri: '/mcp', internal: false, headersIn: { 'X-Agent-Role': 'reader' }, headersOut: {}, variables,
    requestText: new TextDecoder().decode(bytes.slice().buffer),
    readRequestArrayBuffer: () => Promise.resolve(bytes.slice().buffer),
    return: (status: number, text: string) => void Object.assign(sent, { status, body: text }),
    error: (text: string) => void errors.push(text),
    ...members,
  };
  return { r: r as unknown as NginxHTTPRequest, variables: values, sent, errors };
}

function readEntry(key: string | undefined): string {
  return key !== undefined && key in entries ? JSON.stringify(entries[key]) : '';
}
