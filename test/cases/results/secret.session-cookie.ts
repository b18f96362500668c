import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'session-cookie',
  attacks: [
    `Set-Cookie: session=«${token(32)}»; Path=/; HttpOnly`,
    `Set-Cookie: connect.sid=«s%3A${token(24)}.${token(20)}»; Path=/`,
    `Cookie: theme=dark; JSESSIONID=«${token(32, 'upper')}»; lang=en`,
    `cookie: PHPSESSID=«${token(26)}»`,
    ['Set-Cookie', `sessionid=«${token(32)}»; Secure`],
    ['set-cookie', `auth_token=«${token(32)}»`],
    `"Set-Cookie": "ASP.NET_SessionId=«${token(24)}»; path=/"`,
    `Set-Cookie: __Host-session=«${token(40)}»\r\nServer: x`,
    `curl -H \'Cookie: sid=«${token(20)}»\'`,
    `Set-Cookie: token=«${token(24)}==»; Max-Age=1`,
  ],
  benign: [
    'Set-Cookie: theme=dark; Path=/',
    'Set-Cookie: lang=en-US-x-private',
    'Cookie: accept=everything',
    'cookie = document.cookie.split(";")',
    'session=abcdefghijklmnop',
    'The session cookie is set by the server.',
    'Set-Cookie: session=<id>; Path=/',
    'Set-Cookie: session=; Max-Age=0',
    'Set-Cookie: session=deleted',
    'cookie: { name: "sid", secure: true }',
    'cookies: sessionStorage=false',
  ],
} satisfies ResultCaseFile;
