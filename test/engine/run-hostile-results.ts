import { secretRules } from '../../src/core/redact/results/registry.ts';
import { families, fill } from './adversarial.ts';

/** Beginnings of secrets, again and again: each makes a pattern start. */
const beginnings = [
  ...['AKIA ', 'eyJ ', 'eyJaaaaaaaa.eyJaaaaaaaa.', '-----BEGIN PRIVATE KEY-----\n', '://a:', 'http://aaaaaaaa:bbbbbbbbb ', '4111 ', '4444444444444444 '],
  ...['sk-a-', 'sk-proj-', 'bearer ', 'cookie: sid=a; ', 'cookie: "', 'cookiesid', 'sig=', '%sig=a', 'a@b.', 'AKIAIOSFODNN7EXAMPLE ', 'secret key: '],
  ...['ghp_', 'SG.', 'xoxb-', 'ya29.', 'hooks.slack.com/services/', 'glpat-.', 'DE89 ', 'ABCPE', 'token:', 'pypi-AgE', 'AGE-SECRET-KEY-1', '-----'],
];

/** Milliseconds below which a clock of whole milliseconds on a busy machine says little. */
const noteworthy = 25;

/** Feeds hostile texts of 32 and 128 KiB to each rule; throws naming what grows faster than its text. */
export function runHostileResults(): void {
  const units = [...families.values(), ...beginnings];
  const problems: string[] = [];
  let slowest = 'nothing noteworthy';
  let most = 0;
  for (const { rule, find } of secretRules) {
    for (const unit of units) {
      const [short, long] = [fill(unit, 32_768), fill(unit, 131_072)];
      const ms = cost(find, long);
      if (ms < noteworthy) continue;
      const quarter = cost(find, short);
      const what = `${rule} on ${JSON.stringify(long.slice(0, 30))}: ${quarter} ms at 32 KiB, ${ms} ms at 128 KiB`;
      if (ms > most) [most, slowest] = [ms, what];
      if (ms > 8 * (quarter + 2)) problems.push(what);
    }
  }
  console.log(problems.length === 0 ? `slowest: ${slowest}` : problems.join('\n'));
  if (problems.length > 0) throw new Error('more than linear');
}

/** Milliseconds of the fastest of three runs. */
function cost(find: (text: string) => unknown, text: string): number {
  const once = (): number => {
    const start = Date.now();
    find(text);
    return Date.now() - start;
  };
  const first = once();
  return first < noteworthy ? first : Math.min(first, once(), once());
}
