/** One directive of an nginx configuration, without those inside its block. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  /** Names of the blocks around it, outermost first. */
  readonly within: readonly string[];
}

type Mark = '{' | '}' | ';';
type Token = { readonly text: string } | { readonly mark: Mark };

/** Reads a configuration as nginx does: blanks separate, quotes hold together, a backslash keeps the next character. */
export function readDirectives(conf: string): Directive[] {
  const directives: Directive[] = [];
  const within: string[] = [];
  let words: string[] = [];
  const end = (): string => {
    const [name = '', ...args] = words;
    if (name !== '') directives.push({ name, args, within: [...within] });
    words = [];
    return name;
  };
  for (const token of readTokens(conf)) {
    if ('text' in token) words.push(token.text);
    else if (token.mark === '{') within.push(end());
    else if (token.mark === ';') end();
    else within.pop();
  }
  if (words.length > 0 || within.length > 0) throw new Error('the configuration ends in the middle of a directive');
  return directives;
}

function* readTokens(conf: string): Generator<Token> {
  const token = /\s+|#[^\n]*|(?<mark>[{};])|"(?<double>(?:[^"\\]|\\[^])*)"|'(?<single>(?:[^'\\]|\\[^])*)'|(?<plain>(?:[^\s;{}"'\\]|\\[^])(?:[^\s;{\\]|\\[^])*)/gy;
  let read = 0;
  for (const { 0: whole, groups } of conf.matchAll(token)) {
    read += whole.length;
    const { mark, double, single, plain } = groups ?? {};
    if (mark !== undefined) yield { mark: mark as Mark };
    const text = double ?? single ?? plain;
    if (text !== undefined) yield { text };
  }
  if (read < conf.length) throw new Error(`not nginx's syntax: ${conf.slice(read, read + 40)}`);
}
