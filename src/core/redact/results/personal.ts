import { isAadhaar } from './verhoeff.ts';
import { spansOf, type SecretRule } from './rule.ts';

/* What is personal: looked for only where the policy says so. */

const email: SecretRule = {
  rule: 'email',
  shortest: 6,
  weight: 2,
  hints: ['@'],
  find: (text) => spansOf(text, /(?<![\w.+%-])[\w+%-](?:[\w.+%-]{0,62}[\w+%-])?@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}(?![\w-])/g),
};

/** International numbers with their plus sign, and North American ones in their groups. */
const phone: SecretRule = {
  rule: 'phone',
  shortest: 9,
  weight: 4,
  hints: ['+', '-', '.', ' '],
  find: (text) =>
    spansOf(
      text,
      /(?<![\w.+-])\+[1-9]\d{0,2}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d(?:[ .-]?\d){6,11}(?![\w-])|(?<![\w.+/-])(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[.-]|[2-9]\d\d )[2-9]\d\d[ .-]\d{4}(?![\w-]|\.\d)/g,
    ),
};

const aadhaar: SecretRule = {
  rule: 'aadhaar',
  shortest: 12,
  hints: ['2', '3', '4', '5', '6', '7', '8', '9'],
  find: (text) => spansOf(text, /(?<![\w.+-]|\d[ /:])[2-9]\d{3}([ -]?)\d{4}\1\d{4}(?![\w+]|[ .,-]\d)/g, isAadhaar),
};

/** Permanent account numbers of India: the fourth letter tells what the holder is. */
const pan: SecretRule = {
  rule: 'pan',
  shortest: 10,
  hints: ['A', 'B', 'C', 'F', 'G', 'H', 'L', 'J', 'P', 'T', 'K'],
  find: (text) => spansOf(text, /(?<![\w-])[A-Z]{3}[ABCFGHJLPTK][A-Z]\d{4}[A-Z](?![\w-])/g),
};

const ssn: SecretRule = {
  rule: 'ssn',
  shortest: 11,
  hints: ['-', ' '],
  find: (text) => spansOf(text, /(?<![\w.+-]|\d[ /:])(?!000|666|9)\d{3}([ -])(?!00)\d\d\1(?!0000)\d{4}(?![\w+]|[ .,-]\d)/g),
};

const iban: SecretRule = {
  rule: 'iban',
  shortest: 15,
  weight: 8,
  hints: ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'X', 'Y'],
  find: (text) => spansOf(text, /(?<![\w-])[A-Z]{2}\d\d(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)(?![\w-])/g, isIban),
};

/** ISO 13616: the first four characters moved to the end, letters as numbers from 10, the rest by 97 is 1. */
function isIban(text: string): boolean {
  const compact = text.replaceAll(' ', '');
  if (compact.length < 15 || compact.length > 34) return false;
  let rest = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const value = parseInt(character, 36);
    rest = (value < 10 ? rest * 10 + value : rest * 100 + value) % 97;
  }
  return rest === 1;
}

export const personalRules: readonly SecretRule[] = [email, phone, aadhaar, pan, ssn, iban];
