import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { harRoles } from '../../src/har/import/har-roles.js';
import { ScanError, SliceScanner } from '../../src/har/import/slice-scanner.js';
import type { Slice, SliceLimits } from '../../src/har/import/slices.js';

const limits: SliceLimits = { depth: 20, bytes: 1_000, values: 100 };

/** The slices of a text that comes in pieces of so many bytes, as short words. */
function slices(text: string, size = 7, of: Partial<SliceLimits> = {}): string[] {
  const found: string[] = [];
  const bytes = Buffer.from(text);
  const scanner = new SliceScanner(harRoles, { ...limits, ...of }, (slice) => {
    expect(placeOf(slice, bytes)).toBe(slice.bytes?.toString() ?? null);
    found.push(`${slice.role} ${slice.bytes ?? 'too large'}`);
  });
  for (let at = 0; at < bytes.length; at += size) scanner.push(bytes.subarray(at, at + size));
  scanner.end();
  return found;
}

/** A slice read by its place in the file. */
function placeOf({ offset, length, hole, bytes }: Slice, file: Buffer): string | null {
  const whole = file.subarray(offset, offset + length);
  if (bytes === null) return null;
  if (hole === null) return whole.toString();
  const before = whole.subarray(0, hole.offset - offset);
  return `${before}[]${whole.subarray(hole.offset - offset + hole.length)}`;
}

describe('a text that is scanned', () => {
  it.each([1, 2, 3, 7, 64, 10_000])('gives its entries, in pieces of %i bytes', (size) => {
    const text =
      ' {"log" : {"creator":{"name":"x"},"entries":[ {"a":"]}\\"{"} , 12.5e3,\n"x",[],null,{}],"pages":[{}]},"y":1} ';
    expect(slices(text, size)).toEqual([
      'creator {"name":"x"}',
      'entry {"a":"]}\\"{"}',
      'entry 12.5e3',
      'entry "x"',
      'entry []',
      'entry null',
      'entry {}',
    ]);
  });

  it('gives the frames of an entry before it, which is left without them', () => {
    expect(
      slices('{"log":{"entries":[{"a":1,"_webSocketMessages":[{"b":2},[3]],"c":"ü"},{"d":4}]}}'),
    ).toEqual([
      'frame {"b":2}',
      'frame [3]',
      'entry {"a":1,"_webSocketMessages":[],"c":"ü"}',
      'entry {"d":4}',
    ]);
  });

  it('knows a name however it is escaped', () => {
    expect(slices('{"l\\u006fg":{"entr\\u0069es":[1]}}')).toEqual(['entry 1']);
  });

  it('hands out nothing that is nested in something else', () => {
    expect(slices('{"a":{"log":{"entries":[1]}},"log":{"b":{"entries":[2]}}}')).toEqual([]);
  });

  it.each([
    [
      'bytes',
      { bytes: 20 },
      '{"log":{"entries":[{"a":"0123456789"},{"a":"01234567890123456789"}]}}',
    ],
    ['values', { values: 2 }, '{"log":{"entries":[{"a":"0123456789"},{"a":[1,2]}]}}'],
    [
      'lists of frames',
      {},
      '{"log":{"entries":[{"a":"0123456789"},{"_webSocketMessages":[],"_webSocketMessages":[]}]}}',
    ],
  ])('holds no slice with more %s than is allowed', (_, of, text) => {
    expect(slices(text, 5, of)).toEqual(['entry {"a":"0123456789"}', 'entry too large']);
  });

  it.each([
    ['', /^it is empty$/u],
    ['   ', /cut off/u],
    ['{"log":{"entries":[{"a":"', /cut off/u],
    ['{"log":{"entries":[1', /cut off/u],
    ['[]', /^it is no HAR/u],
    ['"log"', /^it is no HAR/u],
    ['{"log":{"entries":{}}}', /log\.entries is no list/u],
    ['{"log":{"entries":[1,]}}', /no valid JSON at byte 21$/u],
    ['{"log":{"entries":[,1]}}', /byte 19$/u],
    ['{"log":{"entries":[1 2]}}', /byte 21$/u],
    ['{"log":{"entries":[1}}}', /byte 20$/u],
    ['{"a" 1}', /byte 5$/u],
    ['{"a":1 "b":2}', /byte 7$/u],
    ['{1:2}', /byte 1$/u],
    ['{"a":01}', /byte 7$/u],
    ['{"a":nul}', /byte 8$/u],
    ['{"a":"\n"}', /byte 6$/u],
    ['{"a":"\\x"}', /byte 7$/u],
    ['{"a":"\\u12g4"}', /byte 10$/u],
    ['{}{}', /byte 2$/u],
    ['{},', /byte 2$/u],
    [`{"a":${'['.repeat(30)}`, /^it is nested more than 20 deep$/u],
    [`{"a":${'1'.repeat(2_000)}`, /no valid JSON/u],
  ])('is refused: %j', (text, message) => {
    for (const size of [1, 5, 10_000]) {
      expect(() => slices(text, size)).toThrow(ScanError);
      expect(() => slices(text, size)).toThrow(message);
    }
  });

  it('gives what JSON.parse gives, of any text and in any pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.json({ maxDepth: 5 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 50 }),
        (entries, size) => {
          const found = slices(`{"log":{"entries":[${entries.join(' ,')}]}}`, size, {
            bytes: 1e6,
            values: 1e6,
          }).filter((each) => each.startsWith('entry'));
          expect(found.map((each) => JSON.parse(each.slice(6)))).toEqual(
            entries.map((each) => JSON.parse(each)),
          );
        },
      ),
    );
  });

  it('refuses what JSON.parse refuses, of any damaged text', () => {
    const text = '{"log":{"entries":[{"a":[1.5,true,"\\u00fc\\n"]},-2e+3]}}';
    fc.assert(
      fc.property(
        fc.nat({ max: text.length - 1 }),
        fc.constantFrom('', '"', '\\', '{', '}', '[', ']', ',', ':', '0', 'e', '-', 'x', '\n', '.'),
        (at, put) => {
          const damaged = text.slice(0, at) + put + text.slice(at + 1);
          let parsed: unknown = null;
          try {
            parsed = JSON.parse(damaged);
          } catch {
            expect(() => slices(damaged)).toThrow(ScanError);
            return;
          }
          if (Array.isArray((parsed as { log?: { entries?: unknown } }).log?.entries))
            slices(damaged);
        },
      ),
      { numRuns: 500 },
    );
  });
});
