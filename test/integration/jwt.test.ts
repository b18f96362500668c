import { describe, expect, it } from 'vitest';
import { caseAudience, caseIssuer } from '../support/jwt-cases.ts';
import { makeSigner } from '../support/jwt.ts';
import { sendKeys, startKeyServer } from '../support/key-server.ts';
import { callTool } from '../support/messages.ts';
import { recorderPolicy } from '../support/policies.ts';
import { post, type Headers } from '../support/post.ts';
import { startRecorder } from '../support/recorder.ts';
import { startGateway } from '../support/gateway.ts';
import { useGateway, useRecordedGateway, useRunning } from '../support/suite.ts';

const signer = makeSigner('ES256', 'first');
const file = JSON.stringify({ keys: [signer.jwk] });
const now = (): number => Math.floor(Date.now() / 1000);
const claims = (more: object = {}): object => ({ iss: caseIssuer, aud: caseAudience, sub: 'ada', iat: now() - 10, exp: now() + 600, roles: ['reader'], scope: 'files:read', ...more });
const policy = (jwt: string, more = ''): string => recorderPolicy.replace(/^identity: .*$/m, `identity: { jwt: [{ issuer: "${caseIssuer}", audiences: ["${caseAudience}"], ${jwt} }], lockout: { failures: 0 }${more} }`);
const bearer = (token: string): Headers => ({ Authorization: `Bearer ${token}` });
const read = callTool('read_text_file', { path: '/srv/data/a' });
const spread = JSON.stringify(JSON.parse(read), null, 2);

describe('a token, by a pinned key', () => {
  const { gateway, recorder } = useRecordedGateway(policy('keys_file: keys.json'), { keys: file });

  it.each([['ordinary', read], ['any other', spread]])('gives its role and subject, for an %s call, again and again', async (_, body) => {
    const token = signer.token(claims({ jti: body }));
    for (let time = 0; time < 3; time++) {
      recorder().reset();
      const answer = await post(gateway().port, body, { headers: bearer(token) });
      expect(answer.status).toBe(200);
      expect(await gateway().decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ decision: 'allow', role: 'reader', subject: 'ada' });
      expect(recorder().requests.map(({ headers }) => [headers['x-agent-role'], headers.authorization])).toEqual([['reader', undefined]]);
    }
  });
});

describe('a token, by keys that its issuer publishes', () => {
  const issuer = useRunning(() => startKeyServer(sendKeys(signer.jwk)));
  const recorder = useRunning(startRecorder);
  const gateway = useGateway(() => startGateway({ policy: policy(`jwks: "${issuer().url}"`), upstreams: [{ server: 'files', name: 'files', address: recorder().address, locations: ['/mcp'] }] }));

  it('gives its role and subject, the keys being fetched once', async () => {
    for (let time = 0; time < 3; time++) {
      const answer = await post(gateway().port, read, { headers: bearer(signer.token(claims({ jti: String(time) }))) });
      expect(answer.status).toBe(200);
      expect(await gateway().decision(answer.headers.get('x-request-id') ?? '')).toMatchObject({ decision: 'allow', role: 'reader', subject: 'ada' });
    }
    expect(issuer().asked()).toBe(1);
  });
});
