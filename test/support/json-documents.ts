import fc from 'fast-check';

/** One of these, mostly the first. */
const mostly = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 30, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(usual, ...others) });

const space = fc.oneof({ weight: 150, arbitrary: fc.constantFrom('', '', '', ' ', '\n', '\t', '\r\n  ') }, { weight: 1, arbitrary: fc.constantFrom('\u00a0', '\f', '\u2028', '\ufeff', '/**/', '\0') });

/** Spells some characters of a text as escapes, as JSON allows. */
const spell = (text: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 40, arbitrary: fc.constant(JSON.stringify(text)) },
    {
      weight: 1,
      arbitrary: fc.array(fc.boolean(), { minLength: text.length, maxLength: text.length }).map(
        (marks) => `"${text.split('').map((unit, at) => (marks[at] === true ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}` : JSON.stringify(unit).slice(1, -1))).join('')}"`,
      ),
    },
  );

const numberSpellings = ['0', '-0', '7', '7.0', '70e-1', '7E0', '0.1', '1e5', '1e-7', '123456789012345680', '9007199254740991', '9007199254740992', '9007199254740993', '1e400', '1e-400', '5e-324', '01', '+1', '.5', '5.', '0x7', 'NaN', 'Infinity', '-'];
const texts = fc.oneof(fc.constantFrom('yes', 'no', '', 'pick', 'search', 'a"b', 'back\\slash', 'tab\t', 'é', '世界', '🌍', '\u2028', '\u200d', '"method":"ping"', '{"a":1}', ':', '":'), fc.string({ unit: 'binary', maxLength: 12 }));

const { value } = fc.letrec<{ value: string; list: string; table: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: texts.chain(spell) },
    { weight: 3, arbitrary: fc.constantFrom(...numberSpellings) },
    { weight: 2, arbitrary: fc.constantFrom('true', 'false', 'null', 'True', "'yes'", '"\\ud800"', '"\\u0000"', '"\\x41"', '"\\/"') },
    { weight: 2, arbitrary: tie('list') },
    { weight: 2, arbitrary: tie('table') },
  ),
  list: fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
  table: fc.array(fc.tuple(texts.chain(spell), space, tie('value')), { maxLength: 4 }).map((members) => `{${members.map(([key, gap, member]) => `${key}${gap}:${member}`).join(',')}}`),
}));

/** An object's text from its members, some of them sent twice or in another place. */
const objectOf = (...members: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(fc.tuple(...members), fc.oneof({ weight: 25, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(members.length - 1) }), space, mostly('', ',')).map(
    ([written, twice, gap, tail]) => `{${gap}${[...written, ...(twice === undefined ? [] : [written[twice] ?? ''])].filter((member) => member !== '').join(`${gap},`)}${tail}}`,
  );

const member = (key: string, of: fc.Arbitrary<string>, ...otherKeys: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(mostly(key, ...otherKeys).chain(spell), space, of).map(([name, gap, text]) => `${name}${gap}:${gap}${text}`);

const args = objectOf(
  member('choice', fc.oneof({ weight: 4, arbitrary: fc.constantFrom('"yes"', '7', '7.0', 'true', '["yes"]', '"\\u0079es"', '"no"', '8') }, { weight: 1, arbitrary: value }), 'Choice', '__proto__'),
  fc.oneof(fc.constant(''), member('note', value, 'choice', 'NOTE')),
);
const params = objectOf(member('name', fc.oneof({ weight: 8, arbitrary: mostly('pick', 'other', 'PICK').chain(spell) }, { weight: 1, arbitrary: value }), 'Name', 'uri'), member('arguments', args, 'Arguments', 'argument'));
const call = objectOf(
  member('jsonrpc', mostly('"2.0"', '2.0', '"1.0"'), 'JSONRPC'),
  member('id', mostly('1', '"a"', '0', '-1', '1.0', '1e0', '1.5', 'null', '9007199254740993', '""', '{}')),
  member('method', mostly('tools/call', 'ping', 'tools/list', 'Tools/Call').chain(spell), 'Method', 'meth\u017fd'),
  member('params', params, 'Params'),
  fc.oneof({ weight: 9, arbitrary: fc.constant('') }, { weight: 1, arbitrary: member('extra', value, 'result', 'method') }),
);

/** Bytes put in, taken out or changed. */
const damage = fc.oneof(
  { weight: 6, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.record({ at: fc.nat(400), drop: fc.nat(2), put: fc.uint8Array({ maxLength: 3 }) }) },
);

/** Documents around a tools/call, most of them nearly right: a few hundred bytes that parsers may read differently. */
export const documents: fc.Arbitrary<Buffer> = fc.tuple(call, space, space, damage).map(([text, before, after, harm]) => {
  const bytes = Buffer.from(`${before}${text}${after}`);
  if (harm === undefined) return bytes;
  const at = harm.at % (bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), harm.put, bytes.subarray(at + harm.drop)]);
});
