/** One regular expression of the sources. */
export interface Pattern {
  /** File and line, or the nginx map it stands in. */
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}
