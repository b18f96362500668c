import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'jwt',
  attacks: [
    `«eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${token(43)}»`,
    `token: «eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${token(43)}»`,
    `export TOKEN=«eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${token(43)}»\nnext`,
    `"«eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${token(43)}»",`,
    `<code>«eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${token(43)}»</code>`,
    `(«eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${token(43)}»)`,
    ['token', `«eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${token(43)}»`],
    `line one\n«eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${token(43)}»\nline three`,
    `https://example.com/?key=«eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${token(43)}»&x=1`,
    '«eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.»',
    `«eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..${token(16)}.${token(40)}.${token(22)}»`,
  ],
  benign: [
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0',
    'eyJwYWdlIjoyfQ',
    'eyJwYWdlIjoyLCJzaXplIjo1MH0.eyJhIjoxfQ.c2ln',
    'eyJ.a.b',
    'eyJhbGciOiJI.eyJzdWIi.c2ln',
    'xeyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2ln',
    'a.b.c',
    `eyJ${token(40)}.${token(20)}.${token(20)}`,
    '{"alg":"HS256"}',
  ],
} satisfies ResultCaseFile;
