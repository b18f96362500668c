import { isCardNumber } from '../card.ts';
import { spansOf, type SecretRule } from './rule.ts';

/**
 * Payment card numbers: of the ranges and lengths issuers use, in one run or in their groups, and passing Luhn. The Visa
 * numbers of 13 digits are no more in use, and would find bar codes.
 */
export const card: SecretRule = {
  rule: 'card',
  shortest: 13,
  weight: 2,
  hints: ['3', '4', '5', '6', '2'],
  find: (text) =>
    spansOf(text, /(?<![\w.,+-]|\d[ /:])(?:[2-6]\d{13,18}|[2-6]\d{3}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|3\d{3}([ -])\d{6}\2\d{4,5})(?![\w+]|[.,-]\d)/g, isIssued),
};

const issuers =
  /^(?:4(?:\d{15}|\d{18})|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}|(?:6011|64[4-9]\d|65\d\d)\d{12,15}|3(?:0[0-5]|095|[689]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12,15}|62\d{14,17}|(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{12}|(?:60|81|82|508\d?)\d{14})$/;

function isIssued(text: string): boolean {
  const digits = text.replace(/[ -]/g, '');
  return issuers.test(digits) && !/^(\d)\1+$/.test(digits) && isCardNumber(digits);
}
