import zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeContent, encodeContent } from '../../src/recording/content-coding.js';

const limit = 1_000_000;
const text = Buffer.from('understudy '.repeat(500));

function decoded(bytes: Uint8Array, encoding: string | null, truncated = false): string {
  const result = decodeContent(bytes, encoding, { limit, truncated });
  return 'content' in result ? Buffer.from(result.content).toString() : result.omitted;
}

describe('decodeContent', () => {
  it('undoes what encodeContent did', () => {
    const coding = fc.constantFrom(
      'gzip',
      'x-gzip',
      'deflate',
      'br',
      'identity',
      'GZIP , br',
      'gzip,gzip,',
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), coding, (bytes, encoding) => {
        const encoded = encodeContent(bytes, encoding);
        expect(encodeContent(bytes, encoding)).toEqual(encoded);
        const result = decodeContent(encoded ?? bytes, encoding, { limit });
        expect(result).toHaveProperty('content');
        if ('content' in result) expect(Buffer.from(result.content)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('hands plain bytes back', () => {
    expect(decodeContent(text, null, { limit })).toEqual({ content: text });
    expect(decodeContent(text, '', { limit })).toEqual({ content: text });
  });

  it('reads deflate without its wrapper', () => {
    expect(decoded(zlib.deflateRawSync(text), 'deflate')).toBe(text.toString());
  });

  it('reads several members of gzip, and zeros behind them', () => {
    const one = zlib.gzipSync('one ');
    expect(decoded(Buffer.concat([one, zlib.gzipSync('two'), Buffer.alloc(9)]), 'gzip')).toBe(
      'one two',
    );
  });

  it('has no opinion on an empty body', () => {
    expect(decoded(Buffer.alloc(0), 'gzip')).toBe('');
  });

  it('does not know every coding', () => {
    expect(decoded(text, 'compress')).toBe('unknown-encoding');
    expect(decoded(zlib.gzipSync(text), 'x-secret, gzip')).toBe('unknown-encoding');
    expect(decoded(text, 'gzip,'.repeat(1000))).toBe('unknown-encoding');
    expect(encodeContent(text, 'compress')).toBeNull();
    expect(encodeContent(text, 'gzip,'.repeat(1_000_000))).toBeNull();
  });

  it('tells of broken codings', () => {
    for (const encoding of ['gzip', 'deflate', 'br']) {
      const encoded = encodeContent(text, encoding) ?? text;
      expect(decoded(text, encoding)).toBe('broken-encoding');
      expect(decoded(encoded.subarray(0, -4), encoding)).toBe('broken-encoding');
    }
  });

  it('takes bytes after the end for broken, for nobody could look into them', () => {
    for (const encoding of ['gzip', 'deflate', 'br']) {
      const encoded = Buffer.concat([
        encodeContent(text, encoding) ?? text,
        Buffer.from('password=x'),
      ]);
      expect(decoded(encoded, encoding)).toBe('broken-encoding');
      expect(decoded(encoded, encoding, true)).toBe('broken-encoding');
    }
  });

  it('stops at the limit instead of filling the memory', () => {
    const zeros = Buffer.alloc(limit + 1);
    for (const encoding of ['gzip', 'deflate', 'br', 'gzip, gzip', 'identity']) {
      expect(decoded(encodeContent(zeros, encoding) ?? zeros, encoding)).toBe('too-large');
    }
    expect(decoded(encodeContent(zeros.subarray(1), 'gzip') ?? zeros, 'gzip')).toHaveLength(limit);
  });

  it('decodes of a cut body what came', () => {
    const noise = Buffer.from(
      Array.from({ length: 20_000 }, (_, n) => 65 + (((n * n * 31) % 61) % 26)),
    );
    for (const encoding of ['gzip', 'deflate', 'br', 'gzip, br']) {
      const encoded = encodeContent(noise, encoding) ?? noise;
      for (const length of [0, 1, 5, 11, encoded.length >> 1, encoded.length - 1, encoded.length]) {
        const part = decoded(encoded.subarray(0, length), encoding, true);
        expect(noise.toString().startsWith(part)).toBe(true);
      }
      const most = decoded(encoded.subarray(0, -1), encoding, true);
      expect(most.length).toBeGreaterThan(0);
    }
  });
});
