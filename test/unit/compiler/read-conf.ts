/** Reads the entries of a policy.conf as nginx does: case ignored, nothing unescaped. */
export function readConf(conf: string): (key: string) => string | undefined {
  const entries = new Map<string, string>();
  for (const [, key = '', value = ''] of conf.matchAll(/^ {4}'([^']+)' '([^']*)';$/gm)) {
    if (/\\[^u]/.test(value) || value.includes('$')) throw new Error(`nginx would change ${value}`);
    if (entries.has(key.toLowerCase())) throw new Error(`nginx would refuse a second ${key}`);
    entries.set(key.toLowerCase(), value);
  }
  return (key) => entries.get(key.toLowerCase());
}
