/**
 * Cheap necessary condition of an inspector, for nginx's maps (triggers.ts): what does not match it cannot be found by the
 * inspector's `finds`. Functions give them, so that the bundle nginx runs has none: it would hold them in each open stream.
 */
export interface Trigger {
  /**
   * A regex source in the subset that PCRE (bytes, no UTF mode, case-insensitive, dot matches newline) and JavaScript (`is`
   * flags, on the decoded text) read alike, ASCII only. An empty one matches nothing: only `nonAscii` triggers then.
   */
  readonly source: string;
  /**
   * Characters beyond ASCII that trigger too: the body of a JavaScript character class of code points under the
   * `u` flag, e.g. `\\u202a-\\u202e\\u{e0000}-\\u{e007f}`. triggers.ts renders it as UTF-8 bytes for PCRE.
   */
  readonly nonAscii?: string;
  /**
   * Where characters beyond ASCII count beside others only: a regex source in which `chars(body)` stands for one of a class of
   * them. As an alternative to the other two; case counts.
   */
  readonly mixed?: (chars: (body: string) => string) => string;
}
