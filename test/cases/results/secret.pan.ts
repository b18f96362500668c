import type { ResultCaseFile } from './case-file.ts';

export default {
  rule: 'pan',
  attacks: [
    'pan «ABCPE1234F»',
    '«AAACR5055K»',
    ['pan', '«BNZPM2501F»'],
    'PAN:«ABCPE1234F».',
    '(«ABCHE1234F»)',
    '«ABCPE1234F» «AAATR5055K»',
    '"«AAAFR5055K»"',
    'no «ABCGE1234F»\nx',
  ],
  benign: [
    'ABCDE1234F',
    'abcpe1234f',
    'ABCPE12345',
    'ABCPE1234',
    'XABCPE1234F',
    'ABCPE1234FX',
    'ABC-PE1234F-X',
    'ABCPE 1234 F',
  ],
} satisfies ResultCaseFile;
