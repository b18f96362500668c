import { sha256 } from '@noble/hashes/sha2.js';
import { descriptorDigestInput } from '../../core/policy/descriptor.ts';

/** SHA-256 of a descriptor's canonical form, in hex; `undefined` when it has none. A library's, since qjs has no crypto. */
export function digestDescriptor(descriptor: unknown): string | undefined {
  const canonical = descriptorDigestInput(descriptor);
  return canonical === undefined ? undefined : digestText(canonical);
}

/** SHA-256 of a text, in hex. */
export function digestText(text: string): string {
  return Array.from(sha256(encodeUtf8(text)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The UTF-8 bytes of well-formed text; qjs has no TextEncoder. */
function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), rest(code, 0));
    else if (code < 0x1_0000) bytes.push(0xe0 | (code >> 12), rest(code, 6), rest(code, 0));
    else bytes.push(0xf0 | (code >> 18), rest(code, 12), rest(code, 6), rest(code, 0));
  }
  return Uint8Array.from(bytes);
}

function rest(code: number, shift: number): number {
  return 0x80 | ((code >> shift) & 0x3f);
}
