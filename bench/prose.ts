import { createRandom, pick } from './random.ts';

type Words = readonly [string, ...string[]];

const words = (list: string): Words => {
  const [first = '', ...rest] = list.split(' ');
  return [first, ...rest];
};

const openers = words('The A This That Our Their Every No Some Another Each Its His Her My Your One Most');
const adjectives = words(
  'quiet early second public careful narrow open common final modern simple private heavy annual local distant recent human empty ready broad honest familiar northern curious steady small large late warm',
);
const nouns = words(
  'report garden meeting server letter question market window reader bridge village lesson engine library teacher update document winter station colour method answer river system member group selection office process morning contract chapter doctor kitchen signal budget weather harbour account customer machine journey',
);
const verbs = words(
  'explains follows needs carries answers describes leaves covers keeps reaches shows repeats closes opens changes finds suggests allows moves brings measures',
);
const links = words('and but or because while although when where since unless so before after if');
const tails = words('from with without under between against for about into across beside through near');
const contractions = words("doesn't isn't can't won't didn't hasn't it's we're they'll you'd I've that's there's wouldn't let's");

/** Words an inspector must look at twice, though in prose they mean nothing. */
const loaded = words('union select drop delete insert update table script order execute cat shell');

/** `typographic` has curly quotes, `technical` now and then a word of SQL or the shell. */
export type Style = 'ordinary' | 'typographic' | 'technical';

/** Ordinary English-looking prose of exactly `length` characters: paragraphs, quotes, apostrophes, semicolons; never the same twice. */
export function writeProse(length: number, seed: number, style: Style = 'ordinary'): string {
  const random = createRandom(seed);
  let text = '';
  while (text.length < length) text += `${writeParagraph(random)}${style === 'technical' ? ` The ${pick(random, loaded)} was late.` : ''}\n\n`;
  // Cut between words, of which the last is drawn out to the length; dots in its place would be what no prose ends in.
  const words = text.slice(0, text.lastIndexOf(' ', length - 2)).replace(/\W{1,4}$/, '');
  const cut = `${words.padEnd(length - 1, 'm')}.`;
  return style === 'typographic' ? useTypographicMarks(cut) : cut;
}

function writeParagraph(random: () => number): string {
  return Array.from({ length: 3 + Math.floor(random() * 5) }, () => writeSentence(random)).join(' ');
}

function writeSentence(random: () => number): string {
  const first = writeClause(random, pick(random, openers));
  const chance = random();
  if (chance < 0.15) return `${first}; ${writeClause(random, pick(random, openers).toLowerCase())}.`;
  if (chance < 0.45) return `${first}, ${pick(random, links)} ${writeClause(random, pick(random, openers).toLowerCase())}.`;
  if (chance < 0.55) return `"${first}," said the ${pick(random, nouns)}; ${pick(random, contractions)} ${pick(random, adjectives)}.`;
  if (chance < 0.62) return `${first} (see page ${Math.floor(random() * 400)}): ${writeClause(random, 'the')}.`;
  return `${first}${random() < 0.1 ? '?' : random() < 0.05 ? '!' : '.'}`;
}

function writeClause(random: () => number, opener: string): string {
  const owner = random() < 0.2 ? `${pick(random, nouns)}'s ` : '';
  const negation = random() < 0.12 ? `${pick(random, contractions)} and ` : '';
  const quoted = random() < 0.08 ? `"${pick(random, adjectives)}" ` : `${pick(random, adjectives)} `;
  const tail = random() < 0.5 ? ` ${pick(random, tails)} the ${pick(random, nouns)}` : '';
  return `${opener} ${owner}${quoted}${pick(random, nouns)} ${negation}${pick(random, verbs)} the ${pick(random, adjectives)} ${pick(random, nouns)}${tail}`;
}

/** As an editor or a language model writes them: curly quotes and apostrophes, all beyond ASCII. */
function useTypographicMarks(text: string): string {
  return text.replace(/(\w)'/g, '$1\u2019').replace(/"(?=\w)/g, '\u201c').replaceAll('"', '\u201d');
}
