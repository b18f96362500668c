const sets = {
  alphanumeric: 'aB3dE5gH7jK9mN2pQ4sT6vW8xY1zC0fLrUiO',
  upper: 'A3DE5GH7JK9MN2PQ4ST6VW8XY1ZC0FLRUIO7',
  letters: 'aBcDeFgHiJkLmNoPqRsTuVwXyZabCDefGHij',
  hex: '3fa85c12d7e94b06',
  digits: '7302518469',
} as const;

/** A made-up token's random part. Put together here, so that nobody's scanner takes a case file for a leak. */
export function token(length: number, set: keyof typeof sets = 'alphanumeric'): string {
  return sets[set].repeat(Math.ceil(length / sets[set].length)).slice(0, length);
}
