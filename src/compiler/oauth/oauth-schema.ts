/** A scope as RFC 6749 (section 3.3) has it, so that it can stand in a challenge as it is. */
const scopeToken = '^[!#-\\[\\]-~]{1,128}$';

/** A list of scopes. */
export const scopeList = {
  description: 'OAuth scopes that a token needs, all of them, beside the role. They bind tokens only: keys, certificates and role headers have no scopes.',
  type: 'array',
  uniqueItems: true,
  maxItems: 32,
  items: { type: 'string', pattern: scopeToken },
} as const;

const authority = '(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]{2,45}\\])(?::[0-9]{1,5})?';
const url = `^https?://${authority}(?:/[A-Za-z0-9._~!$&()*+,=:@/-]{0,500})?$`;

/** What a policy says of tokens' scopes and who issues them, in `identity`. */
export const oauthIdentitySchema = {
  scopes: {
    description: 'Every OAuth scope there is, and which include others. Absent: tools may name any, and none includes another.',
    type: 'object',
    propertyNames: { pattern: scopeToken },
    additionalProperties: {
      description: 'One scope.',
      type: 'object',
      additionalProperties: false,
      properties: {
        includes: { description: 'Scopes for which a token with this one is good too.', type: 'array', uniqueItems: true, items: { type: 'string' }, default: [] },
      },
    },
  },
  authorization_servers: {
    description: 'Issuers of tokens that clients are told of, for servers with a `resource`. Default: those of `jwt` that are URLs.',
    type: 'array',
    minItems: 1,
    maxItems: 8,
    uniqueItems: true,
    items: { type: 'string', pattern: url },
  },
} as const;

/** What makes a server a protected resource (RFC 9728). */
export const oauthServerSchema = {
  resource: {
    description: 'URL of the endpoint as its clients write it, whatever stands between: `https://mcp.example.com/files/mcp`. With it OAuth clients find out where to get a token. Absent: they do not.',
    type: 'string',
    pattern: url,
  },
  resource_name: { description: 'What people are told the server is called when they are asked for consent.', type: 'string', minLength: 1, maxLength: 200 },
  resource_documentation: { description: 'URL of a page for developers of clients.', type: 'string', pattern: url },
} as const;
