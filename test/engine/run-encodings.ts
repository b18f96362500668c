import { inspectors } from '../../src/core/inspect/registry.ts';
import { Subject } from '../../src/core/inspect/subject.ts';
import { isWithin } from '../../src/core/text/path.ts';
import { attackPaths, encode, encoders } from '../support/encoders.ts';

const climb = '../../x';

/** Encodes attacks by every encoding, whole and in part, and one by every two; throws naming what is not found. */
export function runEncodings(): void {
  const problems: string[] = [];
  let count = 0;
  const check = (name: string, path: string, attack: string): void => {
    count++;
    const subject = new Subject(path, 'path');
    if (!inspectors.some((one) => one.kinds.includes('path') && one.finds(subject))) problems.push(`${name}: ${attack} as ${path}`);
  };
  for (const [name, encoder] of Object.entries(encoders)) {
    for (const attack of attackPaths) {
      check(name, encode(attack, encoder), attack);
      check(name, encode(attack, encoder, (position) => position % 2 === 0), attack);
    }
    if (isWithin(`/srv/data/${encode(climb, encoder)}`, ['/srv/data'])) problems.push(`${name}: within`);
    for (const [other, second] of Object.entries(encoders)) check(`${name}, ${other}`, encode(encode(climb, encoder), second), climb);
  }
  console.log(problems.length === 0 ? `${count} encoded attacks found` : problems.join('\n'));
  if (problems.length > 0) throw new Error('encoded attacks passed');
}
