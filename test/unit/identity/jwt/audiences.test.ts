import { expect, it } from 'vitest';
import { audiencesOn, type IssuerEntry } from '../../../../src/core/identity/jwt/issuer.ts';

const entry = (audiences: readonly string[], resources?: readonly string[]): IssuerEntry => ({ expects: { issuer: 'i', audiences, skew: 0 }, ...(resources && { resources }), mapping: { subject: ['sub'], role: { claim: ['roles'], values: [] }, scopes: [] }, remember: 0 });
const [files, mail] = ['https://mcp.example.com/files', 'https://mcp.example.com/mail'];

it.each<readonly [string, string | undefined, IssuerEntry, readonly string[]]>([
  ['the server\'s URL', files, entry([]), [files]],
  ['what counts everywhere and the server\'s URL', files, entry(['us'], [files, mail]), ['us', files]],
  ['what counts everywhere, where the issuer is for other servers', files, entry(['us'], [mail]), ['us']],
  ['nothing, where the issuer is for other servers', files, entry([], [mail]), []],
  ['what counts everywhere, on a server without a URL', undefined, entry(['us'], [mail]), ['us']],
  ['nothing, on a server without a URL', undefined, entry([]), []],
  ['both spellings of a whole host', 'http://127.0.0.1:8080', entry([]), ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/']],
])('a token is for us if it is for %s', (_, resource, issuer, audiences) => {
  expect(audiencesOn(resource, issuer)).toEqual(audiences);
});
