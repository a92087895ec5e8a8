import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonNode, member, stringMember, textOf } from '../../src/json/node.js';
import { JsonSyntaxError, parseJson, tryParseJson } from '../../src/json/parse-json.js';
import { jsonText } from './arbitrary-json.js';

/** What `JSON.parse` would have made of the tree. */
function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object': {
      // As JSON.parse does: `__proto__` is an own property like any other.
      const entries = node.members.map((each) => [each.name, plain(each.value)] as const);
      return Object.fromEntries(entries);
    }
    case 'array':
      return node.items.map(plain);
    case 'number':
      return Number(textOf(node));
    default:
      return node.value;
  }
}

function parsedByNode(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

const anyJson = fc.oneof(
  jsonText,
  fc.json({ maxDepth: 6 }),
  fc.json({ stringUnit: 'binary' }),
  fc
    .tuple(fc.json(), fc.constantFrom(0, 2, '\t'))
    .map(([text, indent]) => JSON.stringify(JSON.parse(text), null, indent)),
);

describe('parseJson', () => {
  it('agrees with JSON.parse on every valid text', () => {
    fc.assert(
      fc.property(anyJson, (text) => {
        expect(plain(parseJson(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('agrees with JSON.parse on whether a damaged text is valid, and on what it says', () => {
    const damage = fc.record({
      at: fc.nat(),
      length: fc.nat({ max: 3 }),
      text: fc.oneof(
        fc.constantFrom(...'{}[]",:\\/eE+-.0123456789 \t\n\r\f\u0000\u00a0\ufeffu'),
        fc.constantFrom('\\u', '\\ud83d', '\\x', 'true', 'nul', '-', '1e', '.5', '00', '//', "'"),
        fc.string({ maxLength: 3 }),
      ),
    });
    fc.assert(
      fc.property(anyJson, fc.array(damage, { minLength: 1, maxLength: 3 }), (text, damages) => {
        let damaged = text;
        for (const { at, length, text: inserted } of damages) {
          const start = at % (damaged.length + 1);
          damaged = damaged.slice(0, start) + inserted + damaged.slice(start + length);
        }
        const node = tryParseJson(damaged);
        expect(node && { value: plain(node) }).toEqual(parsedByNode(damaged));
      }),
      { numRuns: 3000 },
    );
  });

  it('can be put together again from its slices', () => {
    const rebuilt = (node: JsonNode): string => {
      const parts =
        node.kind === 'object'
          ? node.members.flatMap((each) => [each.key, each.value])
          : node.kind === 'array'
            ? node.items
            : [];
      let text = '';
      let at = node.start;
      for (const part of parts) {
        text += node.source.slice(at, part.start) + rebuilt(part);
        at = part.end;
      }
      return text + node.source.slice(at, node.end);
    };
    fc.assert(
      fc.property(anyJson, (text) => {
        const node = parseJson(text);
        expect(rebuilt(node)).toBe(text.trim());
        expect(textOf(node)).toBe(text.trim());
      }),
    );
  });

  it('keeps duplicate names, their order, digits and escapes', () => {
    const node = parseJson(' {"b":1.10,"a":12345678901234567890,"b":"\\u00e9"} ');
    expect(node.kind === 'object' && node.members.map((each) => each.name)).toEqual([
      'b',
      'a',
      'b',
    ]);
    expect(node.kind === 'object' && node.members.map((each) => textOf(each.value))).toEqual([
      '1.10',
      '12345678901234567890',
      '"\\u00e9"',
    ]);
    expect(stringMember(node, 'b')).toBe('é');
  });

  it('takes __proto__ for a name like any other', () => {
    const node = parseJson('{"__proto__":{"polluted":true},"constructor":1}');
    const inner = member(node, '__proto__');
    expect(inner && textOf(inner)).toBe('{"polluted":true}');
    expect(member(node, 'toString')).toBeUndefined();
    expect('polluted' in {}).toBe(false);
  });

  it('keeps halves of surrogate pairs', () => {
    expect(stringMember(parseJson('{"a":"\\ud83d"}'), 'a')).toBe('\ud83d');
  });

  it.each([
    '',
    ' ',
    '\ufeff1',
    '01',
    '1.',
    '-',
    '+1',
    '1e',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
    "'a'",
    '"\t"',
    '"\\x"',
    '"\\u12g4"',
    '"a',
    '[',
    'nulll',
    'NaN',
    '1 2',
    '\u00a01',
  ])('refuses %j', (text) => {
    expect(() => parseJson(text)).toThrow(JsonSyntaxError);
    expect(tryParseJson(text)).toBeNull();
  });

  it('says where the text goes wrong', () => {
    expect(() => parseJson('{"a":None}')).toThrow(
      expect.objectContaining({ offset: 5, message: 'Unexpected character at offset 5' }),
    );
    expect(() => parseJson('{"a":')).toThrow('Unexpected end at offset 5');
  });

  it('refuses nesting beyond the limit, however deep, without running out of stack', () => {
    expect(() => parseJson('['.repeat(1_000_000))).toThrow(
      'Nested more than 200 deep at offset 200',
    );
    expect(tryParseJson('{"a":'.repeat(1_000_000))).toBeNull();
    expect(parseJson('['.repeat(200) + ']'.repeat(200)).kind).toBe('array');
    expect(tryParseJson('[[1]]', { depth: 1 })).toBeNull();
    expect(tryParseJson('[1]', { depth: 1 })).not.toBeNull();
  });
});
