/*
 * What is written to a model and not to a tool: phrases that known prompt injections and their collections share. Each is
 * looked for around one of its words only, which native search finds: whole texts would take QuickJS too long.
 */

interface Phrase {
  /** In lower case, or where one search finds several of them; each place of one is looked at. */
  readonly words: readonly (string | RegExp)[];
  /** What stands at such a place, rare enough to make nginx call for a closer look: regex sources. */
  readonly trigger: readonly string[];
  /** What follows any of them there. */
  readonly rest?: string;
  /** Of lower-case text around it; bounded. */
  readonly pattern: RegExp;
}

const blank = String.raw`[\x20\t\r\n]{1,3}`;
/** At most so many words, each with a blank behind it. */
const words = (most: number): string => `(?:[\\w']{1,20}${blank}){0,${most}}`;
/** A pattern in which a blank stands for any few of them. */
const phrase = (source: string): RegExp => new RegExp(source.replaceAll(' ', blank));

const earlier = '(?:previous|prior|above|earlier|preceding|foregoing|former|system|initial|original|safety|all|any|your|my|vorherigen?|bisherigen?|anteriore?s?|precedent[ei]s?|pr\u00e9c\u00e9dente?s?)';
const orders = '(?:instructions?|prompts?|rules?|guidelines?|directions?|directives?|commands?|polic(?:y|ies)|constraints?|restrictions?|programming|training|anweisungen|instrucciones|instru\u00e7\u00f5es|istruzioni|consignes)';

/** To set aside what the model was told before. */
const setAside: Phrase = {
  words: ['gnor', 'gard', 'get', 'verride'],
  trigger: ['gnor(?:e|iere|a|ez|ar)', 'gard(?<=disregard)', 'get(?<=forget)', 'verride'],
  rest: `${blank}${words(4)}(?:${earlier}${blank}${words(3)}|${orders}|everything|anything|all|what)`,
  pattern: phrase(
    `\\b(?:ignor(?:e|iere|a|ez|ar)|disregard|forget|override) ${words(4)}(?:${earlier} ${words(3)}${orders}\\b|${orders} ${words(1)}(?:anteriores|precedent[ei]|pr\u00e9c\u00e9dentes|above|before)|(?:everything|anything|all|what|whatever) ${words(2)}(?:above|before|previously|earlier|so far|you (?:were|have been|know|learned)|i (?:said|told)))`,
  ),
};

/** To show what it was told. */
const ownRules: Phrase = {
  words: ['you'],
  trigger: [`your${blank}${words(2)}(?:prompt|instruct|guidel|rules|program)`],
  pattern: phrase(`\\b(?:reveal|print|show|repeat|output|display|leak|tell me|what (?:is|are|were)|write (?:out|down)) ${words(5)}your ${words(2)}(?:prompts?|instructions?|guidelines|rules|programming)\\b`),
};

/** To be another than it is. */
const otherSelf: Phrase = {
  words: ['you', 'ything'],
  trigger: [`you${blank}(?:are|will|must)${blank}no`, `ything${blank}now`],
  pattern: phrase('\\byou (?:are|will|must) (?:now (?:in |an? |no longer|the |dan\\b|called|going|act)|no longer (?:bound|restricted|an?\\b|limited|subject))|\\bdo anything now\\b'),
};

/** To act behind the back of whom it works for. */
const behindUser: Phrase = {
  words: ['user'],
  // Older PCRE wants each alternative of a look behind to have one length.
  trigger: [`user(?<=${['tell', 'ling', 'form', 'ming', 'tify', 'ying', 'lert', 'ting', 'warn', 'ning', 'show', 'wing', 'ask', 'king', 'this to', 'that to', ' it to', 'thing to'].map((before) => `${before} the user`).join('|')})`],
  pattern: phrase("\\b(?:do not|don't|never|without|avoid) (?:ever )?(?:(?:tell|inform|notify|alert|warn|show|ask)(?:ing)?|(?:mention|reveal|show|disclos)(?:e|ing)? (?:this|that|it|anything)\\x20to)\\x20the\\x20user\\b"),
};

/** Marks of roles in the chat templates of models, and the frames that poisoned descriptions use. */
const frame: Phrase = {
  words: ['[inst', '[/inst', '##', /<(?=[|<]|\/?(?:sys|imp|ins|ass)|start_of)/g],
  trigger: [String.raw`<(?:\||<|/?(?:system|important|instruct|assistant)|start_of_turn)`, String.raw`\[/?inst\]`, String.raw`##{1,3}[ \t]{0,2}(?:system|instruct|new[ \t])`],
  pattern:
    /<\|(?:im_(?:start|end)|system|user|assistant|endoftext|eot_id|start_header_id|end_of_turn)\|>|\[\/?inst\]|<<\/?sys>>|<start_of_turn>|<\/?(?:system|system[-_ ]prompt|important|instructions?|assistant)>|(?:^|\n)[ \t]{0,3}#{2,4}[ \t]{0,2}(?:new[ \t])?(?:system|instructions?)[ \t]{0,2}:/,
};

const answer = '(?:answers?|repl(?:y|ies)|responses?|outputs?|solution|implementation|algorithm|codebase)';
/** How one of them begins. */
const someAnswer = '(?:answer|repl[yi]|respons|output|soluti|implem|algor|codeb)';
const program = '(?:code|codebase|implementation|solution|algorithm|program)';
const given = '(?:following|subsequent)\\x20code (?:snippets?|blocks?|excerpts?|sections?)';

/** To put something into what the model answers. */
const intoAnswer: Phrase = {
  words: ['you'],
  trigger: [`your(?<=${['in', 'to', 'of', 'ith', 'rom', 'ify', 'nce', 'ent', 'ate', 'ode', 'ich'].map((before) => `${before} your`).join('|')})${blank}${someAnswer}`],
  pattern: phrase(
    [
      `(?:^|[.!?:\\n][\\x20\\t]{0,3})(?:please )?(?:also )?(?:modify|enhance|augment|translate|encode|enrich)\\x20your ${answer}\\b`,
      `(?:^|[.!?:\\n][\\x20\\t]{0,3})(?:please )?(?:also )?(?:add|append|include|insert|integrate|incorporate|introduce|embed|merge|blend|fuse|ensure|replace|rearrange|make sure) [^.!?\\n]{0,120} (?:in|into|to|of|within|with|from)\\x20your ${answer}\\b`,
    ].join('|'),
  ),
};

/** To put something into the code it writes. */
const intoCode: Phrase = {
  words: ['code'],
  trigger: [`code(?<=following code|bsequent code)${blank}(?:sni|blo|exc|sec)`],
  pattern: phrase(`\\byour ${words(2)}${program}\\b[^.!?\\n]{0,120} ${given}\\b|\\b${given}\\b[^.!?\\n]{0,120} your ${words(2)}${program}\\b`),
};

/** To set aside what was said before, in Chinese and Japanese. */
const setAsideBeyondLatin: Phrase = {
  words: ['\u5ffd\u7565', '\u5ffd\u89c6', '\u65e0\u89c6', '\u7121\u8996'],
  trigger: [],
  pattern: /(?:\u5ffd\u7565|\u65e0\u89c6|\u7121\u8996|\u5ffd\u89c6)[^\u3002\n]{0,12}(?:\u6307\u4ee4|\u6307\u793a|\u63d0\u793a|\u547d\u4ee4|\u89c4\u5219)|(?:\u6307\u793a|\u547d\u4ee4|\u6307\u4ee4)[^\u3002\n]{0,6}\u7121\u8996/,
};

const phrases: readonly Phrase[] = [setAside, ownRules, otherSelf, behindUser, frame, intoAnswer, intoCode, setAsideBeyondLatin];

/** How far around a word is read, and how often: a text with more such places says it among the first as well. */
const around = 240;
const mostSpots = 24;
/** How many places of a word are looked at. */
const mostPlaces = 300;

/** What is looked for at a place of a word: little first, so that there may be many places, and then the phrase around it. */
interface Spot {
  readonly here: RegExp;
  readonly pattern: RegExp;
}

// One for each phrase, whichever of its words leads to it: they are large.
const allSpots = phrases.map((of) => ({ of, spot: { here: new RegExp(`(?:${of.trigger.join('|')})${of.rest ?? ''}`, 'y'), pattern: of.pattern } }));
const spotsOf = (word: string | RegExp): readonly Spot[] => allSpots.filter(({ of }) => of.words.includes(word)).map(({ spot }) => spot);
const spots = new Map([...new Set(phrases.flatMap(({ words: ofPhrase }) => ofPhrase))].map((word) => [word, spotsOf(word)]));

/** Whether a text speaks to the model that reads it, against those it works for. */
export function addressesModel(text: string): boolean {
  const lower = text.toLowerCase();
  for (const [word, some] of spots) {
    if (standsNear(lower, word, some)) return true;
  }
  return false;
}

function standsNear(text: string, word: string | RegExp, some: readonly Spot[]): boolean {
  let found = 0;
  let places = 0;
  for (const at of placesOf(word, text)) {
    if (found >= mostSpots || ++places > mostPlaces) return false;
    for (const { here, pattern } of some) {
      here.lastIndex = at;
      if (!here.test(text)) continue;
      found++;
      const from = Math.max(0, at - around);
      // A cut is no beginning of a line.
      if (pattern.test((from === 0 ? '' : 'x') + text.slice(from, at + around))) return true;
    }
  }
  return false;
}

function* placesOf(word: string | RegExp, text: string): Iterable<number> {
  if (typeof word === 'string') for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) yield at;
  else for (const { index } of text.includes('<') ? text.matchAll(word) : []) yield index;
}

/** Necessary for the phrases. Each begins with a letter or mark that is rare in prose, which is what PCRE looks for first. */
export const phraseTriggers = (): readonly string[] => phrases.flatMap(({ trigger, rest = '' }) => trigger.map((one) => one + rest));

/** What the phrases beyond Latin hold. */
export const phraseNonAscii = String.raw`\u5ffd\u65e0\u7121`;
