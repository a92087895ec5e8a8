import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSecretNames, hintSource } from '../../src/redact/secret-names.js';

const { mayHoldSecret } = createSecretNames();
const slow = new RegExp(hintSource, 'i');

/** Parts of hints and what may stand around them, so that some join to a hint and many nearly do. */
const part = fc.oneof(
  fc.constantFrom(
    ...['pass', 'Pw', 'PWD', 'jwt', 'sec', 'ret', 'TOKEN', 'credential', 'auth', 'oriz', 'csrf'],
    ...[
      'cook',
      'ie',
      'asser',
      'tion',
      'saml',
      'api',
      'key',
      'private',
      '-',
      '_',
      '. ',
      'sign',
      'ing',
    ],
    ...['jsession', 'bayeux', '?', 'browser', 'workspace', 'session', 'code', 'verifier', '\\u0'],
    ...['06', '1f', 'eyJ', 'basic ', 'Bearer\t', '://', ':\\/\\/', 'user:pw@', ' ', '"', '\u0000'],
  ),
  fc.string({ maxLength: 2 }),
  fc.string({ unit: 'binary', maxLength: 2 }),
);

it('finds a hint exactly where its expression does', () => {
  const text = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (each) => {
      expect(mayHoldSecret(each)).toBe(slow.test(each));
    }),
    { numRuns: 20_000 },
  );
});
