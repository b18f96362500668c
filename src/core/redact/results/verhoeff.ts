/** Multiplication in the dihedral group of ten elements, row by row. */
const multiply = ['0123456789', '1234067895', '2340178956', '3401289567', '4012395678', '5987604321', '6598710432', '7659821043', '8765932104', '9876543210'];
/** How digits are permuted by their place, which repeats after eight. */
const permute = ['0123456789', '1576283094', '5803796142', '8916043527', '9453126870', '4286573901', '2793806415', '7046913258'];

/** Whether twelve digits (blanks and dashes between them allowed) end in the check digit that Verhoeff's scheme gives, as Aadhaar numbers do. */
export function isAadhaar(text: string): boolean {
  const digits = text.replace(/[ -]/g, '');
  if (digits.length !== 12) return false;
  let check = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits.charAt(digits.length - 1 - at));
    check = Number(multiply[check]?.charAt(Number(permute[at % 8]?.charAt(digit))));
  }
  return check === 0;
}
