import fc from 'fast-check';

/** Numbers in many spellings, equal ones among them. */
const numberText = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.constantFrom('0', '1', '10', '100', '12', '9007199254740992', '9007199254740993'),
    fc.constantFrom('', '.0', '.1', '.10', '.50', '.05'),
    fc.constantFrom('', 'e0', 'e1', 'E+1', 'e-1', 'e2', 'e-002', 'e999999999', 'e1000000000'),
  )
  .map((parts) => parts.join(''));

/** Strings, some of them in two spellings. */
const stringText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 3 }).map((value) => JSON.stringify(value)),
  fc.constantFrom('"a"', '"\\u0061"', '"/"', '"\\/"', '"é"', '"\\u00e9"', '"\\ud83d"', '"~"'),
);

const space = fc.constantFrom('', '', '', ' ', '\n\t');

/** JSON texts as they come from outside: duplicate names, odd numbers, escapes, white space; few names, so that many are equal. */
export const jsonText: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc
    .tuple(
      space,
      fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.constantFrom('true', 'false', 'null'),
        numberText,
        stringText,
        fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
        fc
          .array(
            fc.tuple(
              fc.constantFrom('"a"', '"b"', '"\\u0061"', '"__proto__"', '"x/y~z"', '""'),
              tie('value'),
            ),
            { maxLength: 4 },
          )
          .map((members) => `{${members.map((pair) => pair.join(':')).join(',')}}`),
      ),
      space,
    )
    .map((parts) => parts.join('')),
})).value;
