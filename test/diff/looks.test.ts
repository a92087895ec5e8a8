import { describe, expect, it } from 'vitest';
import { openRecording } from '../../src/index.js';
import type { BodySpec } from '../recording/build-recording.js';
import { buildRecording } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { brief, compareSides, sideOf } from './sides.js';

const folder = temporaryFolder();
let files = 0;
const json = [['Content-Type', 'application/json']] as const;

/** What differs between desktops that ask for the same until they have these answers. */
function told(left: readonly BodySpec[], right: readonly BodySpec[]): readonly string[] {
  const [one, other] = [left, right].map((answers) => {
    const file = folder.path(`${files++}.db`);
    buildRecording(file, (b) => {
      const session = b.session('a1');
      for (const responseBody of answers) {
        const responseHeaders = typeof responseBody === 'string' ? json : [];
        b.exchange({ session, method: 'GET', path: '/api/v2/me', responseHeaders, responseBody });
      }
    });
    return openRecording(file);
  });
  try {
    return one && other ? brief(compareSides(sideOf(one), sideOf(other))) : ['nothing'];
  } finally {
    one?.close();
    other?.close();
  }
}

const at = (second: number, state: string): string =>
  `{"state":"${state}","asked":"2026-01-01T00:00:${String(second).padStart(2, '0')}Z"}`;

describe('what a desktop asks for again and again', () => {
  it('does not differ if it asks less often, though each answer names its moment', () => {
    const often = [at(10, 'A'), at(11, 'B'), at(12, 'B'), at(13, 'B')];
    expect(told(often, [at(20, 'A'), at(25, 'B')])).toEqual([]);
    expect(told([at(20, 'A'), at(25, 'B')], often)).toEqual([]);
  });

  it('differs where an answer is told that never was, though each names its moment', () => {
    expect(told([at(10, 'A'), at(11, 'A')], [at(20, 'A'), at(21, 'C')])).toEqual(['body /state']);
  });

  it('differs in an answer in bytes that is not the first', () => {
    const [first, second, third] = [1, 2, 3].map((each) => Buffer.from([0xff, 0xfe, each]));
    expect(told([first ?? null, second ?? null], [first ?? null, third ?? null])).toEqual([
      'body ',
    ]);
  });
});

type Said = readonly [status: number, body: string] | null;

describe('what desktops ask for while they do something else', () => {
  /** Two calls, and after each of them such an answer, if any. */
  const record = (answers: readonly Said[]) => {
    const file = folder.path(`${files++}.db`);
    buildRecording(file, (b) => {
      const session = b.session('a1');
      for (const [at, answer] of answers.entries()) {
        b.exchange({ session, path: '/api/v2/me', requestBody: `{"operationName":"Do${at}"}` });
        if (answer === null) continue;
        const [status, responseBody] = answer;
        const answered = { status, responseHeaders: json, responseBody };
        b.exchange({ session, method: 'GET', path: '/api/v2/me/settings', ...answered });
      }
    });
    return openRecording(file);
  };
  const compared = (left: readonly Said[], right: readonly Said[]) => {
    using one = record(left);
    using other = record(right);
    return brief(compareSides(sideOf(one), sideOf(other)));
  };

  it('is compared though it comes after another act', () => {
    expect(compared([[200, '{"a":1}'], null], [null, [200, '{"a":1}']])).toEqual([]);
    expect(compared([[200, '{"a":1}'], null], [null, [200, '{"a":2}']])).toEqual(['body /a']);
  });

  it('differs where it fails and never did, and not where it tells another state', () => {
    const fine = [200, '{"a":1}'] as const;
    expect(compared([fine, null], [fine, [200, '{"a":2}']])).toEqual([]);
    expect(compared([fine, null], [fine, [500, '{"a":1}']])).toEqual(['status']);
  });
});

describe('an answer that never came', () => {
  it('is one difference, though it had a body', () => {
    const record = (name: string, answered: boolean) => {
      const file = folder.path(name);
      buildRecording(file, (b) => {
        const session = b.session('a1');
        b.exchange({
          session,
          path: '/api/v2/me',
          requestBody: '{"operationName":"Ready"}',
          ...(answered
            ? { responseHeaders: json, responseBody: '{"statusCode":0}' }
            : { outcome: 'unreachable', status: null, responseHeaders: null }),
        });
      });
      return openRecording(file);
    };
    using one = record('one.db', true);
    using other = record('other.db', false);
    expect(brief(compareSides(sideOf(one), sideOf(other)))).toEqual(['status']);
    expect(brief(compareSides(sideOf(other), sideOf(one)))).toEqual(['status']);
  });
});
