import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'bearer-token',
  attacks: [
    `Authorization: Bearer «${token(40)}»`,
    `authorization: bearer «${token(20)}.${token(20)}»`,
    `curl -H "Authorization: Bearer «${token(32)}»" https://api.example.com`,
    ['Authorization', `Bearer «${token(32)}»`],
    ['authorization', 'Basic «dXNlcjpodW50ZXIy»'],
    'Authorization: Basic «dXNlcjpodW50ZXIy»',
    'Authorization\t:\n\tBasic «dXNlcjpodW50ZXIy»',
    `Authorization: Bearer\t«${token(32)}»`,
    'Authorization\u00a0:\u3000Basic «dXNlcjpodW50ZXIy»',
    `Authorization: token «${token(40, 'hex')}»`,
    `{"Authorization": "Bearer «${token(24)}»"}`,
    `\'Authorization\': \'Bearer «mF_9.B5f-4.1JqM${token(8)}»\'`,
    `BEARER «${token(20)}==»\n`,
  ],
  benign: [
    'Bearer authentication',
    'The bearer of this letter is expected at noon.',
    'Authorization: Bearer <token>',
    'Authorization: Bearer ${token}',
    'Bearer authorization_with_underscores',
    'WWW-Authenticate: Bearer realm="example"',
    'bearer 1234567890123456',
    'Authorization: required',
    'authorization = Authorization()',
    'basic understanding of things',
    'a bearer-token-authentication scheme',
    'Authorization: Basic',
  ],
} satisfies ResultCaseFile;
