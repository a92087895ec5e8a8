import { describe, expect, it } from 'vitest';
import {
  CallBook,
  MAX_ANSWERED_PER_SESSION,
  MAX_OPEN_CALLS,
} from '../../src/correlate/call-book.js';
import { defaultRules } from '../../src/correlate/default-rules.js';
import { eventsOf } from './transcript.js';

function told(book: CallBook, text: string): void {
  for (const event of eventsOf(text)) {
    if (event.type === 'call') book.request(event);
    if (event.type === 'answer') book.answer(event);
  }
}

describe('CallBook', () => {
  it('forgets the oldest answered calls of a session beyond its limit, and of no other', () => {
    const book = new CallBook(defaultRules);
    const lines = Array.from(
      { length: MAX_ANSWERED_PER_SESSION + 3 },
      (_, i) => `alice > #${i + 2} Complete tweets/X\nalice < #${i + 2}`,
    );
    told(book, ['bob > #1 Complete tweets/X', 'bob < #1', ...lines].join('\n'));
    expect(book.answered(1)).toBeDefined();
    expect(book.answered(4)).toBeUndefined();
    const session = book.answered(5)?.session ?? null;
    expect(book.answeredWith(session, 'resource', 'X', Number.MAX_VALUE)).toHaveLength(
      MAX_ANSWERED_PER_SESSION,
    );
  });

  it('gives up the oldest open call beyond its limit', () => {
    const book = new CallBook(defaultRules);
    const lines = Array.from(
      { length: MAX_OPEN_CALLS + 1 },
      (_, i) => `alice > #${i} Complete chats/X`,
    );
    told(book, lines.join('\n'));
    const open = [...book.openBefore(Number.MAX_VALUE)].map((each) => each.call);
    expect(open).toHaveLength(MAX_OPEN_CALLS);
    expect(open[0]).toBe(1);
  });

  it('knows whether anybody called a resource, until it forgets the call', () => {
    const book = new CallBook(defaultRules);
    told(
      book,
      `
      alice > #1 Complete chats/X
      bob > #2 Complete chats/Y
      bob < #2
      ? > #3 Complete chats/Z
      `,
    );
    const called = (before: number) => ['X', 'Y', 'Z'].map((id) => book.isCalled(id, before));
    expect(called(2)).toEqual([true, false, false]);
    expect(called(10)).toEqual([true, true, true]);
    told(book, '? < #3');
    expect(called(10)).toEqual([true, true, false]);
    book.giveUpOpen();
    expect(called(10)).toEqual([false, true, false]);
    const others = Array.from(
      { length: MAX_ANSWERED_PER_SESSION },
      (_, i) => `bob > #${i + 10} Complete chats/W\nbob < #${i + 10}`,
    );
    told(book, others.join('\n'));
    expect(called(10)).toEqual([false, false, false]);
  });
});
