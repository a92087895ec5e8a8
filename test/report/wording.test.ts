import { expect, it } from 'vitest';
import { callText } from '../../src/report/call-text.js';
import { duration, stopwatch } from '../../src/report/duration.js';
import { printable } from '../../src/report/printable.js';
import { shorten } from '../../src/report/shorten.js';

it('says durations in the unit that fits', () => {
  expect([0.4, 8, 999.4, 999.6, 12_345, 59_999, 123_456, 3_723_000, -4].map(duration)).toEqual([
    '0 ms',
    '8 ms',
    '999 ms',
    '1.00 s',
    '12.35 s',
    '1 min 00 s',
    '2 min 03 s',
    '1 h 02 min',
    '-4 ms',
  ]);
});

it('says times from the start with hours only where there are some', () => {
  expect([0, 1_234, 61_001, 3_723_456].map(stopwatch)).toEqual([
    '0:00.000',
    '0:01.234',
    '1:01.001',
    '1:02:03.456',
  ]);
});

it('escapes control, format and separator characters and lone surrogates, and nothing else', () => {
  expect(printable('a\u001b\u009b\u202e\u2028\ud800\n\t')).toBe(
    'a\\u001b\\u009b\\u202e\\u2028\\ud800\\n\\t',
  );
  expect(printable('Grüße 👋 "\\" 日本')).toBe('Grüße 👋 "\\" 日本');
});

it('takes the middle out of what is too long, and splits no character', () => {
  expect(shorten('0123456789', 10)).toBe('0123456789');
  expect(shorten('0123456789', 5)).toBe('01…89');
  expect(shorten('👋👋👋👋👋👋', 5)).toBe('👋👋…👋👋');
  expect(shorten('👋'.repeat(1_000), 3)).toBe('👋…👋');
});

it('shortens the path of a call and keeps method and operation', () => {
  const call = {
    method: 'POST',
    path: '/api/v2/me/tweets/01QQQG2MU214P05K',
    operation: 'Complete',
  };
  expect(callText(call, 100)).toBe('POST /api/v2/me/tweets/01QQQG2MU214P05K Complete');
  expect(callText(call, 40)).toBe('POST /api/v2/me/t…QQG2MU214P05K Complete');
});
