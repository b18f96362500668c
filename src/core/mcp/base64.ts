const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Decodes standard, padded base64 of UTF-8 text (RFC 4648, section 4); undefined when either is malformed. */
export function decodeBase64Text(base64: string): string | undefined {
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return undefined;
  const padding = base64.indexOf('=');
  const digits = padding < 0 ? base64 : base64.slice(0, padding);
  let percent = '';
  let bits = 0;
  let held = 0;
  for (const digit of digits) {
    bits = (bits << 6) | alphabet.indexOf(digit);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    percent += `%${((bits >> held) & 0xff).toString(16).padStart(2, '0')}`;
    bits &= (1 << held) - 1;
  }
  // Bits left over must be zero, or two spellings would decode alike.
  if (bits !== 0) return undefined;
  try {
    return decodeURIComponent(percent);
  } catch {
    return undefined;
  }
}
