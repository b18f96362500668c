import { inspectCommands } from './command-inspectors.ts';

const fetcher = String.raw`(?<![\w.-])(?:curl|wget|fetch|aria2c|lynx|lwp-download|lwp-request|httpie|http)(?:\.exe)?`;
const shell = String.raw`(?:\/?(?:[\w.]{1,20}\/){0,4})(?:ba|da|k|z|tc|c|a|fi)?sh`;
/** Runs what follows: for another user, in another environment. */
const runner = String.raw`(?:(?:sudo|doas|env|nohup|exec|command|time|busybox|tee|xargs)(?:\s{1,4}(?:-{1,2}[\w=-]{1,30}|\w{1,40}=\S{0,80}|\w{1,30}(?=\s{1,4}(?:ba|z|k|da)?sh)))*\s{1,4})?`;
/** Reads its program from what is piped to it: no file, and no program among its arguments. */
const interpreter = String.raw`(?:${shell}(?:\s{1,4}(?:-[a-z]{1,4}(?<!c)|-|-s|--))*(?=\s{0,4}(?:$|[;|&)'"\n>\x60}]|2>|<)|\s{1,4}(?:-s|--?)\s)|(?:\/?(?:\w{1,20}\/){0,4})(?:python[\d.]{0,4}|perl|ruby|node|php|pwsh|powershell)(?:\s{1,4}-)?(?=\s{0,4}(?:$|[;|&)'"\n\x60}]|2>)|\s{1,4}-\s)|(?:source|\.)\s{1,4}\/dev\/stdin)`;
const decoder = String.raw`(?:base(?:64|32)\s{1,4}(?:-{1,2}\w{1,10}\s{1,4}){0,3}(?:-\w{0,3}d\w{0,3}|--decode)(?!\w)|openssl\s{1,4}(?:enc|base64)\s[^|;\n]{0,60}-d(?!\w)|xxd\s{1,4}(?:-\w{1,3}\s{1,4}){0,2}-\w{0,2}r|rev(?=\s{0,4}\|)|printf\s{1,4}['\x22]?\\(?:x|[0-7])|frombase64string|\bbase64\.b64decode)`;
const source = String.raw`(?:${fetcher}\s|${decoder})`;

const sourceOf = new RegExp(source, 'i');
const pipedTo = new RegExp(String.raw`\|&?\s{0,4}${runner}${interpreter}`, 'i');
/** The same as a file or a text that is substituted. */
const substituted = new RegExp(
  String.raw`(?:${shell}|source|\.|python[\d.]{0,4}|perl|ruby|node|php)(?:\s{1,4}-{1,2}\w{1,10})*\s{1,4}(?:<\s{0,2})?<\(\s{0,4}(?:sudo )?${source}|(?:${shell}\s{1,4}-\w{0,3}c|eval|source|(?:python[\d.]{0,4}|perl|ruby|node|php)\s{1,4}-[cer]|<<<)\s{0,4}["']?(?:\$\(|\x60)[^)\x60\n]{0,200}?${source}|(?:^|[;&|])\s{0,4}(?:\$\(|\x60)\s{0,4}(?:${fetcher}\s|(?:echo|printf)[^)\x60\n]{1,200}\|\s{0,4}${decoder})`,
  'i',
);
/** Fetched to where all may write, made a program, and run. */
const dropped = new RegExp(String.raw`${fetcher}\s[^\n]{0,300}?chmod\s{1,4}(?:\+x|a\+x|u\+x|0?7[0-7]{2})\s[^\n]{0,120}?[;&]\s{0,4}(?:nohup |sudo )?(?:(?:${shell}|python[\d.]{0,4}|perl)\s{1,4}[\w./]|\.\/|\/tmp\/|\/var\/tmp\/|\/dev\/shm\/)|${fetcher}\s[^\n]{0,300}?(?:;|&&)\s{0,4}(?:nohup |sudo )?(?:${shell}|python[\d.]{0,4}|perl)\s{1,4}\/(?:tmp|var\/tmp|dev\/shm)\/`, 'i');
const temporary = /\/(?:tmp|var\/tmp|dev\/shm)(?![\w-])|chmod\s{1,4}0?777/i;
/** PowerShell: what runs text, and what fetches it. */
const invokes = /(?<![\w-])(?:iex|invoke-expression)(?![\w-])|\[scriptblock\]::create|&\s?\(\s?\[?scriptblock/i;
const fetches = /(?<![\w-])(?:iwr|irm|invoke-webrequest|invoke-restmethod|curl|wget)(?![\w-])|download(?:string|data|file)|webclient|frombase64string|start-bitstransfer|openread\(/i;
/** What people run on Windows to fetch and run, since it is signed by its maker. */
const livingOff =
  /certutil(?:\.exe)?\s[^;\n]{0,80}-(?:urlcache|verifyctl)|mshta(?:\.exe)?\s{1,4}["']?(?:https?:|vbscript:|javascript:|\\\\)|regsvr32(?:\.exe)?\s[^;\n]{0,60}\/i:["']?(?:https?:|\\\\)|rundll32(?:\.exe)?\s{1,4}["']?(?:javascript:|url\.dll|\\\\)|msiexec(?:\.exe)?\s[^;\n]{0,40}\/i\s{0,4}["']?(?:https?:|\\\\)|bitsadmin(?:\.exe)?\s[^;\n]{0,80}\/(?:transfer|addfile)|(?:powershell|pwsh)(?:\.exe)?\s[^;|\n]{0,120}?-e(?:nc?|nco?d?e?d?c?o?m?m?a?n?d?|c)?\s{1,4}["']?[a-z0-9+/]{16}|downloadfile\([^;\n]{1,200}[;\n][^\n]{0,40}(?:start-process|invoke-item|&\s)|(?:c|w)script(?:\.exe)?\s[^;\n]{0,40}(?:https?:|\\\\\w)|exec\(\s?(?:__import__\(["']base64|base64\.b64decode|urllib|requests\.get|compile\()/i;
const signs = new RegExp(
  String.raw`(?<![\w.-])(?:curl|wget|fetch|aria2c|lynx|lwp-download|lwp-request|httpie|http)(?:\.exe)?\s|base(?:64|32)|openssl\s|xxd\s|rev\s{0,4}\||printf\s|(?<![\w-])(?:iex|invoke-expression)(?![\w-])|scriptblock|certutil|mshta|regsvr32|rundll32|msiexec|bitsadmin|(?:powershell|pwsh)(?:\.exe)?\s|downloadfile\(|[cw]script(?:\.exe)?\s|exec\(`,
  'is',
);

/**
 * Stops commands that run a program which comes from elsewhere, or hides what it is, without anybody having read it (CWE-494,
 * CWE-506): a download or a decoder piped or substituted into an interpreter, a download to a temporary folder that is run,
 * PowerShell's and Windows' own ways of it. It lets pass downloads, downloads piped to programs that read data
 * (`curl … | jq`, `curl … | python -m json.tool`), and scripts that are already here.
 */
export const commandRemoteScript = inspectCommands('command.remote-script', signs, (text) => {
  const plain = text.trim();
  if (pipesScript(plain) || substituted.test(plain) || livingOff.test(plain)) return true;
  return (temporary.test(plain) && dropped.test(plain)) || (invokes.test(plain) && fetches.test(plain));
});

/** A script that is fetched or decoded, and piped to what runs it, maybe through others: what a pipe leads to is looked for first, once. */
function pipesScript(text: string): boolean {
  if (!text.includes('|') || !pipedTo.test(text)) return false;
  return text.split(/[;\n]/).some((pipeline) => {
    const at = pipeline.search(sourceOf);
    return at >= 0 && pipedTo.test(pipeline.slice(at));
  });
}
