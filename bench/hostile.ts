const size = 64 * 1024;

/** What patterns stumble over when it is repeated: prefixes that never complete, separators, escapes of escapes. */
const units = [
  ...['a', ' ', '\t', '\n', '.', '/', '\\', '-', '0', '%', '&', ';', '|', '`', "'", '"', '(', '[', '{', '@', ':', '#', '=', '<', ',', '~'],
  ...['a ', 'a.', 'a=', '..', '../', '..\\', './', '//', '%25', '%2', '%2e', '\\u00', '&#', '&#x2e;', '$(', '${', '$', '&&', '||', '--', '/*', "''", "a'", '0x', '0x7f.', '1.', '::', '[::', 'a@', 'a:'],
  ...['http://', 'http://a@', 'select ', 'union ', 'or ', 'or 1=', 'file:', 'cat ', 'base64 ', 'exec(', 'x\n'],
  ...['\u00e9', '\u200b', '\u202e', '\uff0e', '\u4e2d', '\u{1f600}', '\u{e0041}'],
];

/** An end that gives nearly every inspector a reason to look. */
const tail = `; $(a) 'x' or "y" -- ../%2e http://0x7f. \u200b`;

/** A string of 64 KiB, and what it is made of. */
export interface HostileString {
  readonly shape: string;
  readonly text: string;
}

/** Every unit repeated, alone and before an end that looks suspicious. */
export function buildHostileStrings(): readonly HostileString[] {
  return units.flatMap((unit) => {
    const shape = JSON.stringify(unit).replace(/[^\x20-\x7e]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
    return [
      { shape: `${shape} repeated`, text: fill(unit, size) },
      { shape: `${shape} repeated, suspicious end`, text: fill(unit, size - Buffer.byteLength(tail)) + tail },
    ];
  });
}

function fill(unit: string, bytes: number): string {
  return unit.repeat(Math.floor(bytes / Buffer.byteLength(unit)));
}
