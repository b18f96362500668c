import { foldToAscii } from '../text/fold.ts';
import { readingsOf } from '../text/readings.ts';
import { withoutFiller } from './sql-filler.ts';

/** What only encodings of quotes, blanks and comments hold; the trigger has the same. */
const encoded = /%(?:[0-6][\da-f]|u|ef%bc|ca%bc)|&(?:#|apos;|quot;)|\\[ux][02]/i;
/** Quotes that nobody writes prose with: only a text with one of them is read as a database folds it. The trigger has them too. */
const telling = /[\u02bc\uff02\uff07]/;
/** Typographic ones around both sides of a comparison behind and/or; the trigger has its beginning too. */
const comparedInQuotes = /^\d{0,9}[^\w\s]{1,6}\s*(?:or|and)\s+[^a-z\s][^\n]{0,40}[\u2018\u2019\u2032]\s{0,4}=/i;
const wideQuotes = /[\u02b9\u02bc\u2018\u2019\u2032\uff07]/g;
const wideDoubleQuotes = /[\u201c\u201d\u2033\uff02]/g;
/** MySQL reads it as a blank; filters that only take comments out join the two halves of a word. */
const splitWord = /([a-z])\/\*\*\/(?=[a-z])/gi;

/** Values come in pieces that are shorter (long-text.ts), or are refused for their length. */
const longestValue = 8192;

/** Longer values are decoded only at their beginning and at the first encoded quote, where injections begin. */
const mostDecoded = 2048;
const encodedQuote = /%(?:25){0,3}(?:2[27]|u|ef|ca)|&(?:#|apos|quot)|\\[ux]|[^\0-\x7f]/i;

/** What a server may put into a statement for a value: as it is, decoded, with split words joined, and each without filler. */
export function sqlReadings(value: string): readonly string[] {
  const text = value.slice(0, longestValue);
  // A part that nothing was decoded in would only look as if it began there.
  const readings = [text, ...partsOf(text).flatMap((part) => decode(part).filter((reading) => reading !== part))];
  if (comparedInQuotes.test(text)) readings.push(foldEach(text.slice(0, mostDecoded)));
  const dense = readings.map(withoutFiller).filter((reading) => reading !== undefined);
  return [...new Set([...readings, ...dense])];
}

function partsOf(text: string): readonly string[] {
  if (text.length <= 2 * mostDecoded) return [text];
  const quote = Math.max(0, text.search(encodedQuote) - 64);
  return [text.slice(0, mostDecoded), text.slice(quote, quote + mostDecoded)];
}

function decode(text: string): string[] {
  const plain = foldQuotes(text);
  const readings = encoded.test(plain) ? readingsOf(plain).layers.map(foldCompared) : [plain];
  const last = readings.at(-1) ?? plain;
  // In a form `+` is a blank; a value with blanks of its own is no form.
  if (plain.includes('+') && !plain.includes(' ')) readings.push(foldCompared(last.replaceAll('+', ' ')));
  if (last.includes('/**/')) readings.push(last.replace(splitWord, '$1'));
  return readings;
}

function foldQuotes(text: string): string {
  return telling.test(text) ? foldEach(text) : text;
}

function foldCompared(text: string): string {
  return comparedInQuotes.test(text) ? foldEach(text) : foldQuotes(text);
}

function foldEach(text: string): string {
  return foldToAscii(text.replace(wideQuotes, "'").replace(wideDoubleQuotes, '"'));
}
