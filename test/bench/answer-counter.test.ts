import { describe, expect, it } from 'vitest';
import { answerCounter, frameCounter } from './answer-counter.js';

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

describe('frameCounter', () => {
  it('counts the 101, then frames', () => {
    const frame = `\x81\x7e\x01\x2c${'x'.repeat(300)}`;
    const chunks = [
      'HTTP/1.1 101 Switching Protocols\r\n\r\n',
      frame,
      frame.slice(0, 9),
      frame.slice(9),
    ];
    expect(hear(frameCounter(), ...chunks)).toEqual(['whole', 'whole', 'more', 'whole']);
  });
});
