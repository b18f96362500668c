import type { ResultCaseFile } from './case-file.ts';

export default {
  rule: 'iban',
  attacks: [
    'iban «DE89370400440532013000»',
    '«DE89 3704 0044 0532 0130 00»',
    '«GB82 WEST 1234 5698 7654 32»',
    ['iban', '«FR1420041010050500013M02606»'],
    'pay to «NL91ABNA0417164300».',
    '(«CH9300762011623852957»)',
    '«NO9386011117947»',
    '«ES9121000418450200051332»',
  ],
  benign: [
    'DE89370400440532013001',
    'GB82 WEST 1234 5698 7654 33',
    'AB12',
    'XX00 0000',
    'de89370400440532013000',
    'ISO13616',
    'DE8937040044',
    'AA00AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  ],
} satisfies ResultCaseFile;
