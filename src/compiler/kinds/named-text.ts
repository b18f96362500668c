import { singularOf, wordsOf } from './words.ts';

/** Descriptions are read so far, in UTF-16 code units: what an argument is for comes first. */
export const longestDescription = 400;

/** An argument, or a string inside of one, as its names and descriptions tell of it. */
export interface NamedText {
  /** The last word of the name, singular: what the argument is. */
  readonly head: string;
  /** The words before it. */
  readonly words: string;
  readonly description: string;
  readonly tool: DescribedTool;
}

/** The tool an argument belongs to. */
export interface DescribedTool {
  /** The words of its name. */
  readonly name: string;
  readonly description: string;
}

/** Reads what a tool says of itself. */
export function describeTool(name: string, description: unknown): DescribedTool {
  return { name: wordsOf(name).join(' '), description: plainText(description) };
}

/** Reads what is said of a string; its name may begin with those of what it stands in. */
export function describeText(name: string, description: string, tool: DescribedTool): NamedText {
  const words = wordsOf(name);
  return { head: singularOf(words.at(-1) ?? ''), words: words.slice(0, -1).join(' '), description: plainText(description), tool };
}

function plainText(description: unknown): string {
  return typeof description === 'string' ? description.slice(0, longestDescription).toLowerCase() : '';
}
