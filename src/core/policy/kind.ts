/** What an argument is for. The kind decides which inspectors run, and how strictly. */
export const kinds = ['path', 'url', 'command', 'sql', 'code', 'text', 'id', 'any'] as const;

/** One of {@link kinds}. */
export type Kind = (typeof kinds)[number];
