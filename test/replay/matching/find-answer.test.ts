import { describe, expect, it } from 'vitest';
import {
  type Asked,
  emptyMemory,
  findCall,
  findSafe,
} from '../../../src/replay/matching/find-answer.js';
import { nearest } from '../../../src/replay/matching/nearest.js';
import { bookKey } from '../../../src/replay/matching/redacted-path.js';
import { requestShape } from '../../../src/replay/matching/request-shape.js';
import type { RecordedRequest } from '../../../src/replay/script/script.js';

const shapeOf = (text: string, body = '') =>
  requestShape({
    method: text.split(' ')[0] ?? '',
    target: text.split(' ')[1] ?? '',
    contentType: null,
    body: Buffer.from(body),
    credentials: true,
    csrfToken: false,
  });

/** A recorded request at a position, with its status. */
function recorded(
  exchange: number,
  text: string,
  position: number,
  more: { status?: number; body?: string; redacted?: readonly string[] } = {},
): RecordedRequest {
  return {
    exchange,
    call: !text.startsWith('GET'),
    path: text.split(' ')[1] ?? '',
    shape: { ...shapeOf(text, more.body), redacted: new Set(more.redacted), csrfRefusal: false },
    position,
    status: more.status ?? 200,
    latency: 0,
    answerSeq: 0,
    beginsSession: false,
    unusable: null,
  };
}

function book(...requests: readonly RecordedRequest[]): Map<string, RecordedRequest[]> {
  const groups = new Map<string, RecordedRequest[]>();
  for (const each of requests) {
    const key = bookKey(each.shape);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return groups;
}

const asked = (text: string, more: { conditional?: boolean; body?: string } = {}): Asked => ({
  shape: shapeOf(text, more.body),
  conditional: more.conditional ?? false,
});

describe('a call', () => {
  it('finds one whose path was redacted among the others, in recorded order', () => {
    const hidden = `POST /a/~${'x'.repeat(22)}`;
    const calls = book(
      recorded(1, hidden, 0, { redacted: ['path'] }),
      recorded(2, 'POST /a/b', 1),
      recorded(3, hidden, 2, { redacted: ['path'] }),
    );
    const memory = emptyMemory();
    const found = ['POST /a/b', 'POST /a/b', 'POST /a/c', 'POST /a/b/c'].map((text) => {
      const answer = findCall(calls, asked(text), memory);
      if (answer !== null) memory.used.add(answer.exchange);
      return answer?.exchange;
    });
    expect(found).toEqual([1, 2, 3, undefined]);
  });

  it('gets the n-th answer when it is made for the n-th time, then none', () => {
    const calls = book(
      recorded(1, 'POST /a', 0),
      recorded(2, 'POST /b', 1),
      recorded(3, 'POST /a', 2),
    );
    const memory = emptyMemory();
    const ask = (): number | null => {
      const found = findCall(calls, asked('POST /a'), memory);
      if (found !== null) memory.used.add(found.exchange);
      return found?.exchange ?? null;
    };
    expect([ask(), ask(), ask()]).toEqual([1, 3, null]);
  });
});

describe('a safe request', () => {
  const polls = book(
    recorded(1, 'GET /a', -1),
    recorded(2, 'GET /a', 0),
    recorded(3, 'GET /a', 0),
    recorded(4, 'GET /a', 3),
  );
  const ask = (position: number, times: number): readonly (number | undefined)[] => {
    const memory = emptyMemory();
    return Array.from(
      { length: times },
      () => findSafe(polls, asked('GET /a'), memory, position)?.exchange,
    );
  };

  it.each([
    ['what was recorded at its position, in order, then the last again', 0, [2, 3, 3, 3]],
    ['the latest before it, where nothing was recorded', 2, [2, 3, 3, 3]],
    ['what was recorded before any act', -1, [1, 1, 1, 1]],
    ['the last position for good', 9, [4, 4, 4, 4]],
  ] as const)('gets %s', (_, position, answers) => {
    expect(ask(position, 4)).toEqual(answers);
  });

  it('gets the first after it, where nothing was recorded before', () => {
    const later = book(recorded(5, 'GET /a', 2), recorded(6, 'GET /a', 3));
    expect(findSafe(later, asked('GET /a'), emptyMemory(), 0)?.exchange).toBe(5);
  });

  it('sees each position from its beginning, however often it polled before', () => {
    const memory = emptyMemory();
    const seen = [-1, -1, 0, 0, 3].map(
      (position) => findSafe(polls, asked('GET /a'), memory, position)?.exchange,
    );
    expect(seen).toEqual([1, 1, 2, 3, 4]);
  });

  it('gets a 304 only if it is conditional', () => {
    const cached = book(
      recorded(1, 'GET /a', 0, { status: 200 }),
      recorded(2, 'GET /a', 1, { status: 304 }),
    );
    const at = (conditional: boolean) =>
      findSafe(cached, asked('GET /a', { conditional }), emptyMemory(), 1)?.exchange;
    expect([at(false), at(true)]).toEqual([1, 2]);
  });
});

describe('nearest', () => {
  const calls = [
    recorded(1, 'POST /me/tweets/1', 0, { body: '{"operationName":"Accept"}' }),
    recorded(2, 'POST /me/tweets/1', 1, { body: '{"operationName":"Complete","saveLAR":true}' }),
    recorded(3, 'POST /me/tweets/2', 2, { body: '{"operationName":"Complete","saveLAR":true}' }),
    recorded(4, 'GET /me', 2),
  ];

  it('names at most three, nearest first, with how they differ', () => {
    const near = nearest(
      shapeOf('POST /me/tweets/1', '{"operationName":"Complete","saveLAR":false}'),
      calls,
      () => null,
    );
    expect(near).toEqual([
      {
        call: 2,
        method: 'POST',
        path: '/me/tweets/1',
        operation: 'Complete',
        differences: [{ path: 'body/saveLAR', asked: false, recorded: true }],
      },
      expect.objectContaining({ call: 1 }),
      expect.objectContaining({ call: 3 }),
    ]);
  });

  it('says of an equal one why it was no answer', () => {
    const same = shapeOf('POST /me/tweets/1', '{"operationName":"Accept"}');
    const [first] = nearest(same, calls, () => ({ path: 'answer', recorded: 'given already' }));
    expect(first).toMatchObject({
      call: 1,
      differences: [{ path: 'answer', recorded: 'given already' }],
    });
  });
});
