import { describe, expect, it } from 'vitest';
import { answerCounter, websocketCounter } from './counters.js';

/** What a counter says after each chunk. */
const hear = (count: ReturnType<typeof answerCounter>, ...chunks: string[]): string[] =>
  chunks.map((chunk) => count(Buffer.from(chunk, 'latin1')));

describe('answerCounter', () => {
  it('counts one answer after another, however they are cut', () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n';
    expect(hear(answerCounter(), `${head}1234`, `${head}12`, '34')).toEqual([
      'whole',
      'more',
      'whole',
    ]);
    expect(hear(answerCounter(), head.slice(0, 20), `${head.slice(20)}123`, '4')).toEqual([
      'more',
      'more',
      'whole',
    ]);
  });

  it('does not take a miss for an answer', () => {
    const miss = 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n';
    expect(() => hear(answerCounter(), miss)).toThrow('not the expected answer');
  });

  it('does not take bytes beyond an answer', () => {
    const long = 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n12';
    expect(() => hear(answerCounter(), long)).toThrow('more came');
  });
});

describe('websocketCounter', () => {
  const open = 'HTTP/1.1 101 Switching Protocols\r\n\r\n';

  it('counts the 101, then frames, however they are cut', () => {
    const long = `\x81\x7e\x01\x2c${'x'.repeat(300)}`;
    const masked = `\x81\x83\0\0\0\0xyz`;
    const chunks = [open, long, '\x81', long.slice(1, 3), long.slice(3, 9), long.slice(9), masked];
    expect(hear(websocketCounter(false), ...chunks)).toEqual([
      'whole',
      'whole',
      'more',
      'more',
      'more',
      'whole',
      'whole',
    ]);
  });

  it('takes neither other frames nor other extensions for what it expects', () => {
    expect(() => hear(websocketCounter(false), open, '\x88\0')).toThrow('unexpected');
    expect(() => hear(websocketCounter(true), open)).toThrow('extensions');
    const agreed = open.replace(
      '\r\n\r\n',
      '\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n',
    );
    expect(hear(websocketCounter(true), agreed, '\xc1\x01x')).toEqual(['whole', 'whole']);
  });
});
