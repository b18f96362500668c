import { callsOf, wordsOf } from './command-calls.ts';
import { CommandReading } from './command-reading.ts';

/** Programs that fetch. */
export const fetchers = ['curl', 'wget', 'fetch', 'aria2c', 'lynx', 'lwp-download', 'lwp-request', 'httpie', 'http'] as const;
const fetched = new RegExp(String.raw`(?<![\w.-])(?:${fetchers.join('|')})(?:\.exe)? `, 'i');
const decoders: ReadonlySet<string> = new Set(['base64', 'base32', 'basenc', 'openssl', 'xxd', 'rev', 'printf', 'echo', 'tr', 'uudecode']);
/** What one of them has in it besides its name, which may stand anywhere before. */
const decoding = /-\w*[dr]|rev|\\[x0-7]|n-z|uudecode|frombase64string|base64\.b64decode/i;

const decoderWords = ['base', 'openssl', 'xxd', 'rev', 'printf', 'echo', 'tr ', 'uudecode', 'frombase64'];

/** Whether a text fetches something or decodes it. */
export function hasSource(text: string): boolean {
  const lower = text.toLowerCase();
  if (fetchers.some((name) => lower.includes(name)) && fetched.test(text)) return true;
  if (!decoderWords.some((word) => lower.includes(word)) || !decoding.test(text)) return false;
  return /frombase64string|base64\.b64decode/i.test(text) || new CommandReading(text).simple.some((simple) => decoding.test(simple) && decodes(wordsOf(simple)));
}

function decodes(words: readonly string[]): boolean {
  return callsOf(words, decoders).some((call) => {
    const has = (pattern: RegExp): boolean => call.words.some((word) => pattern.test(word));
    switch (call.name) {
      case 'rev':
      case 'uudecode':
        return true;
      case 'xxd':
        return has(/^-\w*r/i);
      case 'openssl':
        return has(/^(?:enc|base64|aes|des)/i) && has(/^-d$/i);
      case 'printf':
      case 'echo':
        return has(/\\(?:x[\da-f]{2}|0?[0-7]{3})/i);
      case 'tr':
        return has(/n-z/i);
      default:
        return has(/^-\w*d|^--d/i);
    }
  });
}
