import fc from 'fast-check';

/** One of the usual ones, now and then one of the others. */
const mostly = (usual: readonly string[], others: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const names = mostly(['path', 'text', 'limit', 'a_b', 'x', 'of', 'more'], ['Path', '__proto__', 'p"', 'api_key', 'constructor', '1a']);
const words = mostly(['reports', 'Q3', 'annual', '2024', 'web-inf2', 'a', 'readMe', 'log_in', 'vars', 'keynote', 'run2', 'deve'], ['etc', 'passwd', 'id_rsa', 'key3', 'web-inf', '0x2e', 'x_key', 'login', '..', '.', '', ' ', 'windows', 'sys', 'averyveryverylongname']);
const paths = fc.tuple(mostly(['/', ''], ['//']), fc.array(words, { minLength: 1, maxLength: 6 }), mostly(['', '.txt', '.md'], ['.env', '.key', '.php', '.', '.tar.gz']))
  .map(([root, segments, end]) => `${root}${segments.join('/')}${end}`);
const texts = fc.oneof(paths, fc.constantFrom('it\'s "fine", all', 'a\nb\tc', 'back\\slash', '\u00e9', '","path":"', '","text":1,"', '{"a":1}', '\u0000', ''));
const numbers = fc.constantFrom('0', '7', '-1', '1.5', '1e3', '01', '9007199254740993', '123456789012345', '1.0', '-0', '4111111111111111');
const scalars = fc.oneof({ weight: 4, arbitrary: texts.map((text) => JSON.stringify(text)) }, numbers, fc.constantFrom('true', 'false', 'null', '"\\u0041"', '"\\x"', '"\\/"', '"a\tb"'));
const lists = fc.array(scalars, { maxLength: 3 }).map((items) => `[${items.join(',')}]`);
const values = fc.oneof({ weight: 6, arbitrary: scalars }, lists, fc.constantFrom('{}', '{"a":1}', '[[1]]', '[,]'));
const objects = fc.array(fc.tuple(names, values), { maxLength: 4 }).map((members) => `{${members.map(([name, value]) => `"${name}":${value}`).join(',')}}`);

const ids = mostly(['1', '0', '"a-1"'], ['-1', '1.5', 'null', '""', '01', '"a b"', '{}', '1234567890123456']);
const tools = mostly(['read_text_file', 'readFile', 'a/b', 'x'.repeat(64)], ['we ird', '', 'x'.repeat(65)]);
const metas = mostly(['', ',"_meta":{"progressToken":1}'], [',"_meta":{"progressToken":1}', ',"_meta":{"progressToken":"t"}', ',"_meta":{}', ',"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}', ',"name":"other"', ',"task":{}']);
const orders = fc.oneof({ weight: 12, arbitrary: fc.constantFrom([0, 1, 2, 3], [2, 3, 0, 1], [2, 0, 1, 3], [2, 0, 3, 1]) }, fc.constantFrom([3, 2, 1, 0], [0, 1, 2, 3, 3], [0, 1, 2], [0, 0, 1, 2, 3]));

/** Bodies of tool calls that are ordinary or just not. */
export const nearlyOrdinary: fc.Arbitrary<string> = fc.tuple(tools, objects, metas, ids, orders, mostly([''], [' ', '\n', ',"x":1'])).map(([tool, args, meta, id, order, tail]) => {
  const members = ['"method":"tools/call"', `"params":{"name":${JSON.stringify(tool)},"arguments":${args}${meta}}`, '"jsonrpc":"2.0"', `"id":${id}`];
  const body = `{${order.map((at) => members[at]).join(',')}}`;
  return tail.startsWith(',') ? `${body.slice(0, -1)}${tail}}` : `${body}${tail}`;
});

/** Texts that are plain paths or just not. */
export const nearlyPlainPath: fc.Arbitrary<string> = fc.oneof({ weight: 9, arbitrary: paths }, texts);

const padding = 'plain words of a letter that goes on for long '.repeat(8);
/** Words that inspectors look for, and common ones. */
export const terms = 'a I the and or xor div union select unions order group by having limit where waitfor like rlike regexp in into is not null all any some as values from between exec drop create declare if cat ls curl rm usr bin php phpinfo() perl python node -e -c system( exec( eval( popen ( ext::sh http: https: url: feed: .env .ssh .s3cfg .config 0x2e _rsa %20 %2e -inf dev etc 1 12 s t don isn see page text who date time ignore disregard forget override previous instructions your system prompt answer you are now no longer anything do not tell the user developer mode jailbreak [INST] ## System: <!-- \\u5ffd'.split(' ');
const marks = ['"', '\n', '\t', ' ', ' ', ' ', '; ', "' ", '" ', ', ', '..', '... ', '::', '()', "''", ...String.raw`' : ; , . ( ) ! ? - + % $ * _ / \ | = & < { ~`.split(' '), '`'];

/** Long texts that are quiet prose or just not: words and marks that inspectors look for, before, amid or behind prose. */
export const nearlyQuiet: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('', padding), fc.array(fc.oneof(fc.constantFrom(...terms), fc.constantFrom(...marks)), { minLength: 1, maxLength: 8 }), fc.constantFrom('', ' ', '.'))
  .map(([before, pieces, between]) => `${before}${pieces.join('')}${between}${padding}`);
