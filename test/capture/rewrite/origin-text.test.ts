import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OriginStream } from '../../../src/capture/rewrite/origin-stream.js';
import { OriginText } from '../../../src/capture/rewrite/origin-text.js';
import { OriginWatch } from '../../../src/capture/rewrite/origin-watch.js';
import { cut } from '../websocket/transcript.js';

const to = 'http://127.0.0.1:9000';
const gws = new OriginText(['http://gws.test:8080']);

describe('an origin in text', () => {
  it.each([
    ['"http://gws.test:8080/api/v2"', `"${to}/api/v2"`],
    ['"http:\\/\\/gws.test:8080\\/api"', '"http:\\/\\/127.0.0.1:9000\\/api"'],
    ['HTTP://GWS.test:8080', to],
    ['see http://gws.test:8080. Or http://gws.test:8080?', `see ${to}. Or ${to}?`],
    ['http://gws.test:8080http://gws.test:8080/', `http://gws.test:8080${to}/`],
  ])('is exchanged: %s', (text, expected) => {
    expect(gws.replaceIn(text, to)).toBe(expected);
    expect(gws.isIn(text)).toBe(true);
  });

  it.each([
    'http://gws.test:80801/',
    'http://gws.test:8080.evil.test/',
    'http://gws.test:8080@evil.test/',
    'http://gws.test/',
    'https://gws.test:8080/',
    'http%3A%2F%2Fgws.test%3A8080',
    'gws.test:8080',
  ])('is not found in %s', (text) => {
    expect(gws.replaceIn(text, to)).toBe(text);
    expect(gws.isIn(text)).toBe(false);
  });

  it('is found with its default port, too', () => {
    const secure = new OriginText(['https://gws.test']);
    const text =
      'https://gws.test/a https://gws.test:443/b https://gws.test:8443/c https:\\/\\/gws.test:443';
    expect(secure.replaceIn(text, to)).toBe(
      `${to}/a ${to}/b https://gws.test:8443/c ${to.replaceAll('/', '\\/')}`,
    );
  });
});

describe('an origin in a stream', () => {
  const streamed = (pieces: readonly Buffer[], origins = gws): string => {
    const stream = new OriginStream(origins, to);
    return Buffer.concat([...pieces.map((piece) => stream.push(piece)), stream.end()]).toString();
  };

  it('is exchanged wherever the stream is cut', () => {
    const part = fc.constantFrom(
      'http://gws.test:8080',
      'http:\\/\\/gws.test:8080\\/',
      'http://gws.test:8080.',
      'http://gws.test:80801',
      'h',
      'ht',
      'http:',
      '.',
      ':',
      ' ',
      'é"',
      '/api',
    );
    fc.assert(
      fc.property(fc.array(part), fc.array(fc.nat()), (parts, places) => {
        const text = Buffer.from(parts.join(''));
        const whole = gws.replaceIn(text.toString('latin1'), to);
        expect(Buffer.from(streamed(cut(text, places)))).toEqual(Buffer.from(whole, 'latin1'));
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps back no more than an origin and what tells whether it goes on', () => {
    const stream = new OriginStream(gws, to);
    expect(String(stream.push(Buffer.from('data: {"uri":"http://gws.test:8080/x"}\n\n')))).toBe(
      `data: {"uri":"${to}/x"}\n\n`,
    );
    expect(String(stream.push(Buffer.from('x http://gws.test:8080.')))).toBe('x ');
    expect(String(stream.push(Buffer.from('x')))).toBe('http://gws.test:8080.x');
    expect(String(stream.push(Buffer.from('http://gws')))).toBe('');
    expect(String(stream.push(Buffer.from('!')))).toBe('http://gws!');
  });

  it('keeps bytes that are no text as they are', () => {
    const bytes = Buffer.from(Array.from({ length: 1_000 }, (_, i) => (i * 37) & 0xff));
    const stream = new OriginStream(gws, to);
    expect(Buffer.concat([stream.push(bytes), stream.end()])).toEqual(bytes);
  });
});

it('watches for one origin, escaped or not, and takes no other for it', () => {
  const watch = new OriginWatch('http://gws.test:8080');
  expect(watch.names('{"uri":"http://gws.test:8080/x"}')).toBe(true);
  expect(watch.names('{"uri":"http:\\/\\/gws.test:8080\\/x"}')).toBe(true);
  expect(watch.names('{"uri":"http://gws.test:80800/x"}')).toBe(false);
  expect(watch.names('{"uri":"/api/gws.test:8080"}')).toBe(false);
});
