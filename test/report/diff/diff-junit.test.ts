import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, it } from 'vitest';
import type { DiffResult } from '../../../src/diff/difference.js';
import { writeDiffJunit } from '../../../src/report/diff/diff-junit.js';
import { completing, difference, manyDifferences, resultOf, written } from './told-diff.js';

const LISTS = new Set(['testsuite', 'testcase', 'failure']);

function xmlOf(result: DiffResult, showIgnored = false): string {
  return written((write) => writeDiffJunit(result, showIgnored, write));
}

function read(xml: string) {
  expect(XMLValidator.validate(xml)).toBe(true);
  const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => LISTS.has(name) });
  return parser.parse(xml).testsuites;
}

it('tells a failed test case for each operation, and one that passed for all else', () => {
  const { testsuite, ...all } = read(xmlOf(manyDifferences()));
  expect(all).toMatchObject({ '@_tests': '4', '@_failures': '3' });
  expect(testsuite).toHaveLength(1);
  expect(
    testsuite[0].testcase.map((each: Record<string, unknown>) => [
      each['@_name'],
      (each.failure as [Record<string, string>] | undefined)?.[0]['@_message'],
    ]),
  ).toEqual([
    ['POST me Ready', '1 difference: call-missing'],
    [
      'POST me/tweets/{id} Complete',
      '12 differences: status 1, header 1, body 9, notification-changed 1',
    ],
    ['/v2/me ErrorMessage Error', '1 difference: notification-extra'],
    ['all else that was compared', undefined],
  ]);
});

it('writes what the schema of Jenkins asks for', () => {
  const [first] = manyDifferences().differences;
  if (first === undefined) throw new Error('there are differences');
  expect(
    xmlOf(resultOf({ differences: [first], ignored: [{ rule: 'date', count: 2 }] })),
  ).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="understudy diff" tests="2" failures="1" errors="0" time="0">
      <testsuite name="old.db and new.db" tests="2" failures="1" errors="0" skipped="0" time="0" timestamp="2026-02-01T00:00:00">
        <testcase name="POST me Ready" classname="understudy.diff" time="0">
          <failure type="difference" message="1 difference: call-missing">
    POST me Ready
        baseline                                                 │ candidate
      call-missing
        for an unknown user, call 5 / –
    </failure>
        </testcase>
        <testcase name="all else that was compared" classname="understudy.diff" time="0">
          <system-out>
    baseline, old.db, 8.5.202.34, http://old.test:8080, 2026-01-01 00:00:00.000 UTC, 2 sessions, 40 calls, 44 notifications
    candidate, new.db, 2026-02-01 00:00:00.000 UTC, 2 sessions, 39 calls, 44 notifications
    compared: 2 sessions, 39 calls, 5 safe exchanges, 43 notifications
    ignored by date: 2
    1 difference in 1 operation
    </system-out>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `);
});

it('passes where nothing differs', () => {
  const { testsuite } = read(xmlOf(resultOf({})));
  expect(testsuite[0]).toMatchObject({ '@_tests': '1', '@_failures': '0' });
  expect(testsuite[0].testcase[0]['@_name']).toBe('all that was compared');
});

it('adds what was ignored to what passed, if asked', () => {
  expect(read(xmlOf(manyDifferences(), true)).testsuite[0].testcase.at(-1)['system-out']).toContain(
    '/tweet/date',
  );
});

it('holds any text of a recording, also what XML can not', () => {
  const evil = '\u0000\u001b\ufffe\ud800 ]]></failure><failure message="">&amp;<![CDATA[\n"\'';
  const subject = { ...completing(1, evil), label: evil, operation: evil };
  const xml = xmlOf(
    resultOf({
      differences: [difference(subject, { path: evil, baseline: evil, candidate: { json: evil } })],
    }),
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML 1.0 can't hold
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Cs}/u);
  const [testcase, ...others] = read(xml).testsuite[0].testcase;
  expect(others).toHaveLength(1);
  expect(testcase.failure).toHaveLength(1);
  expect(testcase['@_name']).toContain(']]></failure><failure message="">');
});

it('tells of an operation with thousands of groups the first, and how many more', () => {
  const differences = Array.from({ length: 5_000 }, (_, n) =>
    difference(completing(1), { path: `/p${n}`, baseline: n }),
  );
  expect(
    read(xmlOf(resultOf({ differences }))).testsuite[0].testcase[0].failure[0]['#text'],
  ).toContain('and 4800 more; --format json has them all');
});
