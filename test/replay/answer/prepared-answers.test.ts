import { describe, expect, it } from 'vitest';
import { PreparedAnswers, type Recipient } from '../../../src/replay/answer/prepared-answers.js';
import type { Answer } from '../../../src/replay/exchange-at-the-door.js';
import { renewal } from '../../../src/replay/renewal.js';

const someone = renewal(1, 1, 1);
const recipient: Recipient = {
  origin: 'http://a.test',
  acceptEncoding: null,
  method: 'GET',
  renewal: someone,
};

/** Counts how often an answer is read and made; it names whom it was made for. */
function counted(body: { encoding: string | null; size?: number }, personal = false) {
  const counts = { read: 0, made: 0 };
  const prepared = new PreparedAnswers(() => {
    counts.read++;
    const content = Buffer.alloc(body.size ?? 10);
    const { encoding } = body;
    return {
      status: 200,
      reason: 'OK',
      headers: [],
      body: { content, encoded: null, encoding },
    };
  });
  const ask = (exchange: number, changes: Partial<Recipient> = {}): Answer => {
    const whole = { ...recipient, ...changes };
    return prepared.answer(exchange, whole, (source, live) => {
      counts.made++;
      const secret = personal ? live.secret('recorded') : '';
      return {
        status: 200,
        reason: whole.origin,
        headers: [['Set-Cookie', secret]],
        body: source.body?.content ?? null,
      };
    });
  };
  return { counts, ask };
}

describe('a recorded answer', () => {
  it('is read and made once for all whom it suits', () => {
    const { counts, ask } = counted({ encoding: null });
    const first = ask(1);
    expect(ask(1, { renewal: renewal(1, 1, 2), acceptEncoding: 'gzip' })).toBe(first);
    expect(counts).toEqual({ read: 1, made: 1 });
  });

  it('is made anew for who reaches the stand-in by another origin', () => {
    const { ask } = counted({ encoding: null });
    ask(1);
    expect(ask(1, { origin: 'http://b.test' }).reason).toBe('http://b.test');
    expect(ask(1).reason).toBe('http://a.test');
  });

  it('is made anew for who accepts other codings, if it has one', () => {
    const { counts, ask } = counted({ encoding: 'gzip' });
    ask(1, { acceptEncoding: 'gzip' });
    ask(1, { acceptEncoding: null });
    expect(counts).toEqual({ read: 1, made: 2 });
  });

  it('is made anew for each live session if something in it is the session’s own', () => {
    const { counts, ask } = counted({ encoding: null }, true);
    const other = renewal(1, 1, 2);
    const [mine, theirs, again] = [ask(1), ask(1, { renewal: other }), ask(1, { renewal: other })];
    expect(mine.headers).not.toEqual(theirs.headers);
    expect(again).toBe(theirs);
    expect(counts).toEqual({ read: 1, made: 2 });
  });

  it('is not kept if all that are kept would be too much', () => {
    const { counts, ask } = counted({ encoding: null, size: 1_000_000 });
    for (let exchange = 1; exchange <= 100; exchange++) ask(exchange);
    ask(100);
    expect(counts.read).toBe(100);
    ask(1);
    expect(counts.read).toBe(101);
  });
});
