import { someCall, type Call } from './command-calls.ts';
import type { CommandReading } from './command-reading.ts';

const names: ReadonlySet<string> = new Set(['certutil', 'mshta', 'regsvr32', 'rundll32', 'msiexec', 'bitsadmin', 'cscript', 'wscript', 'powershell', 'pwsh']);
const hint = /certutil|mshta|regsvr32|rundll32|msiexec|bitsadmin|[cw]script|powershell|pwsh/i;
const remote = /^(?:https?:|\\\\|vbscript:|javascript:|url\.dll)/i;
/** PowerShell takes any beginning of it. */
const encodedCommand = 'encodedcommand';

/** What people run on Windows to fetch and run, since it is signed by its maker. */
export function livesOff(reading: CommandReading): boolean {
  const { text } = reading;
  const at = reading.has(['downloadfile(']) ? text.search(/downloadfile\(/i) : -1;
  if (at >= 0 && /start-process|invoke-item|[;\n] ?& /i.test(text.slice(at))) return true;
  return reading.has([...names]) && someCall(reading, names, hint, fetchesOrHides);
}

function fetchesOrHides({ name, words }: Call): boolean {
  switch (name) {
    case 'certutil':
      return words.some((word) => /^[-/](?:urlcache|verifyctl)/i.test(word));
    case 'bitsadmin':
      return words.some((word) => /^\/(?:transfer|addfile)$/i.test(word));
    case 'regsvr32':
      return words.some((word) => /^\/i:(?:https?:|\\\\)/i.test(word));
    case 'powershell':
    case 'pwsh':
      return words.some((word, at) => isEncoded(word.toLowerCase()) && /^[a-z0-9+/=]{16}/i.test(words[at + 1] ?? ''));
    default:
      return words.some((word) => remote.test(word));
  }
}

function isEncoded(option: string): boolean {
  const name = option.slice(1);
  return /^[-/]e/.test(option) && (encodedCommand.startsWith(name) || name === 'ec');
}
