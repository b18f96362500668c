import type { ResultCaseFile } from './case-file.ts';

export default {
  rule: 'email',
  attacks: [
    'write to «ann@example.com»',
    '«first.last@sub.example.co.uk»',
    '<«a+b@example.org»>',
    ['email', '«x_y@example.io»'],
    'mailto:«me@example.com»?subject=x',
    '«a@b.co», «c@d.co»',
    '«user%tag@example.com»',
    '"«quoted@example.com»"',
  ],
  benign: [
    '@decorator',
    'user@host',
    'npm i @scope/package@1.2.3',
    'package@1.2.3',
    'a @ b.com',
    'git@',
    '@media (min-width: 1px)',
    'foo@.com',
    'left@right@',
  ],
} satisfies ResultCaseFile;
