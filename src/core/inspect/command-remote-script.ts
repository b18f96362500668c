import { dropsProgram } from './command-drops.ts';
import { commandTriggers, inspectCommands } from './command-inspectors.ts';
import { runsInput } from './command-interpreters.ts';
import { livesOff } from './command-living-off.ts';
import { somePipe } from './command-pipes.ts';
import { fetchers, hasSource } from './command-sources.ts';
import { someRunSubstitution } from './command-substitutions.ts';
import type { Trigger } from './trigger.ts';

/** PowerShell: what runs text, and what fetches it. */
const invokes = /(?<![\w-])(?:iex|invoke-expression)(?![\w-])|\[scriptblock\]::create|& ?\( ?\[?scriptblock/i;
const fetches = /(?<![\w-])(?:iwr|irm|invoke-webrequest|invoke-restmethod|curl|wget)(?![\w-])|download(?:string|data|file)|webclient|frombase64string|start-bitstransfer|openread\(/i;
const executesDecoded = /(?<![.\w])exec\( ?(?:__import__\((?:base64|codecs|urllib)|(?:base64|codecs)\.\w|urllib|requests\.get|compile\()/i;

const interpreter = String.raw`(?:(?:ba|da|k|z|tc|c|a|fi)?sh|python[\d.]*|perl|ruby|node|php|lua|pwsh|powershell|source|\.|osascript|deno|bun|batch|crontab)(?![\w.-])`;
const intoInterpreter = new RegExp(String.raw`\|[^|;\n]*?(?<![\w.-])${interpreter}`, 'gi');

/**
 * Stops commands that run a program which comes from elsewhere, or hides what it is, without anybody having read it (CWE-494,
 * CWE-506): a download or a decoder piped or substituted into an interpreter, a download to a temporary folder that is run,
 * PowerShell's and Windows' own ways of it. It lets pass downloads, downloads piped to programs that read data
 * (`curl … | jq`, `curl … | python -m json.tool`), and scripts that are already here.
 */
export const commandRemoteScript = inspectCommands('command.remote-script', (reading) => {
  const { text } = reading;
  if (reading.has(['exec(']) && executesDecoded.test(text)) return true;
  if (reading.has(['iex', 'invoke-expression', 'scriptblock']) && invokes.test(text) && fetches.test(text)) return true;
  if (livesOff(reading)) return true;
  return hasSource(text) && (pipesScript(text) || someRunSubstitution(text, hasSource) || dropsProgram(reading));
});

/** Necessary for {@link commandRemoteScript}. */
export function commandRemoteScriptTriggers(): readonly [Trigger, Trigger] {
  const fetcher = `(?:${fetchers.join('|')})`;
  return commandTriggers([
    // What may run its input, or decode it, at the end of a pipe.
    String.raw`\|&?(?:[^\S\n]*\n)?[^|;&\n]*?(?<![\w.-])(?:(?:ba|da|k|z|tc|c|a|fi)?sh|python[\d.]*|perl|ruby|node|php|lua|pwsh|powershell|source|osascript|deno|bun|batch|crontab|base(?:64|32|nc)|xxd|openssl|rev|uudecode)(?![\w.-])`,
    '-z(?<=n-z)',
    '/dev/stdin',
    String.raw`<\((?=\s*\w)`,
    String.raw`<<<['"\s]*[$\x60]`,
    String.raw`-[a-z]*[cer]['"\s]*(?:\$\(|\x60)`,
    String.raw`(?:\$\(|\x60)[\s'"]*(?:[\w.-]*/)*${fetcher}(?:\.exe)?[\s'"]`,
    String.raw`v(?<=(?<![\w.-])ev)al(?:(?!eval)[^\n])*?(?:\$\(|\x60)`,
    String.raw`^(?=.*?(?:/tmp|/var/tmp|/dev/shm|777))(?=.*?(?<![\w.-])${fetcher}[\s'"])`,
    'x(?<=(?<![\\w-])iex)',
    '-expression(?<=invoke-expression)',
    'k(?<=scriptblock)',
    String.raw`-url(?=cache)`,
    String.raw`-verify(?=ctl)`,
    'w(?<=do)nloadfile',
    String.raw`\((?<=(?<![.\w])exec\()`,
    String.raw`[-/]e(?:c|n(?:c[a-z]{0,12})?)?\s+['"]?[a-z0-9+][a-z0-9+/=]{15}`,
    'util(?<=certutil)',
    'hta(?<=mshta)',
    '32(?<=regsvr32|rundll32)',
    'xec(?<=msiexec)',
    'bitsadmin',
    'script(?<=[cw]script)(?=[.\\s])',
  ]);
}

/** A script that is fetched or decoded, and piped to what runs it, maybe through others. */
function pipesScript(text: string): boolean {
  return somePipe(text, intoInterpreter, (part, before) => hasSource(before) && runsInput(part));
}
