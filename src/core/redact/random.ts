const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const hex = /^[0-9a-f]{32,}$/i;

/**
 * Whether a run of key characters looks drawn at random: hexadecimal of a key's length, or digits, capitals and
 * small letters taking turns more often than in names people make. A UUID names a thing and is no secret.
 */
export function looksRandom(run: string): boolean {
  if (run.length < 20 || uuid.test(run)) return false;
  if (hex.test(run)) return true;
  let turns = 0;
  let digits = 0;
  let letters = 0;
  let before = 0;
  for (let at = 0; at < run.length; at++) {
    const sort = characterSort(run.charCodeAt(at));
    if (sort === 0) continue;
    if (sort === 1) digits++;
    else letters++;
    // A capital that starts a word (`ReadTextFile`) is one turn, not two.
    if (before !== 0 && sort !== before && !(before === 2 && sort === 3)) turns++;
    before = sort;
  }
  return letters > 0 && turns * 5 >= run.length && (digits >= 2 || turns * 4 >= run.length);
}

/** 1 digit, 2 capital, 3 small letter, 0 anything else. */
function characterSort(code: number): 0 | 1 | 2 | 3 {
  if (code >= 48 && code <= 57) return 1;
  if (code >= 65 && code <= 90) return 2;
  return code >= 97 && code <= 122 ? 3 : 0;
}
