import { expect, it } from 'vitest';
import type { KeepOptions } from '../../../src/capture/keep/keep.js';
import { Recorder } from '../../../src/capture/recorder.js';
import { createRedactor } from '../../../src/redact/redactor.js';
import { manualClock } from '../../../src/time/manual-clock.js';
import { CollectedRows } from '../collected-rows.js';

/** A call of that operation to that path passes; returns whether its end was let go before any commit. */
function isLetGoAtOnce(keep: KeepOptions, target: string, operation: string): boolean {
  const rows = new CollectedRows();
  const recorder = new Recorder({
    writer: rows,
    redactor: createRedactor({ key: Buffer.alloc(32, 1) }),
    clock: manualClock(),
    maxBody: 10_000,
    keep,
  });
  const exchange = recorder.exchange(1, {
    method: 'POST',
    target,
    httpVersion: '1.1',
    headers: [['Cookie', 'JSESSIONID=a']],
    framing: 'length',
    text: '',
  });
  exchange.requestBody(Buffer.from(JSON.stringify({ operationName: operation })));
  exchange.requestEnd([]);
  const head = {
    status: 200,
    reason: 'OK',
    httpVersion: '1.1',
    headers: [],
    framing: 'none',
    text: '',
  } as const;
  exchange.responseHead(head);
  let released = false;
  exchange.end('complete', [], () => {
    released = true;
  });
  const atOnce = released;
  rows.commit();
  expect(released).toBe(true);
  expect(rows.requests.length + rows.responses.length).toBe(atOnce ? 0 : 2);
  return atOnce;
}

it.each<[KeepOptions, string, string, boolean]>([
  [{}, '/a', 'Hold', false],
  [{ exclude: ['/b'] }, '/a', 'Hold', false],
  [{ exclude: ['/a'] }, '/a', 'Hold', true],
  [{ only: ['Hold'] }, '/a', 'Hold', false],
  [{ only: ['Complete'] }, '/a', 'Hold', true],
])(
  'with %j a call to %s of %s waits for no commit if it is left out',
  (keep, path, operation, is) => {
    expect(isLetGoAtOnce(keep, path, operation)).toBe(is);
  },
);
