/**
 * Holds for every text of at most so many UTF-16 code units, and for few others. PCRE sees bytes, up to three for each: a text of
 * more bytes than that is one only if something beyond ASCII is among the first. No counting of characters, which is
 * large once it is compiled.
 */
export function noLongerThan(most: number): string {
  return String.raw`(?:(?!.{${most + 1}})|(?!.{${3 * most + 1}})(?=[\x00-\x7f]{0,${most - 1}}[^\x00-\x7f]))`;
}
