import { expect, it } from 'vitest';
import type { DiffResult } from '../../../src/diff/difference.js';
import { writeDiffText } from '../../../src/report/diff/diff-text.js';
import { completing, difference, manyDifferences, resultOf, whole, written } from './told-diff.js';

const STYLE = { color: false, width: 100, showIgnored: false };

function textOf(result: DiffResult, style: Partial<typeof STYLE> = {}): string {
  return written((write) => writeDiffText(result, { ...STYLE, ...style }, write));
}

it('tells an overview, then equal differences once under their operation, side by side', () => {
  expect(textOf(manyDifferences())).toMatchInlineSnapshot(`
    "Baseline   old.db, 8.5.202.34
               http://old.test:8080, 2026-01-01 00:00:00.000 UTC
               2 sessions, 40 calls, 44 notifications
    Candidate  new.db
               2026-02-01 00:00:00.000 UTC
               2 sessions, 39 calls, 44 notifications
    Compared   2 sessions, 39 calls, 5 safe exchanges, 43 notifications
    Ignored    4 places by 2 rules
      3  date
      1  learned

    Differences
      1  call-missing
      1  status
      1  header
      9  body
      1  notification-extra
      1  notification-changed

    Operations
       1  POST me Ready                 call-missing
      12  POST me/tweets/{id} Complete  status 1, header 1, body 9, notification-changed 1
       1  /v2/me ErrorMessage Error     notification-extra

    POST me Ready  1 difference
      call-missing
        for an unknown user, call 5 / –

    POST me/tweets/{id} Complete  12 differences
        baseline                                       │ candidate
      body  /statusCode
        0                                              │ "0"
        5 times, for ambrose (3) and kate (2), calls 10 / 13, 20 / 23, 30 / 33 and 2 more
      body  /items/*/name
        "a0"                                           │ "b0"
        3 times, 3 different values, for ambrose, calls 10 / 13, 20 / 23, 30 / 33
      header  cache-control
        "no-cache"                                     │ (nothing)
        for ambrose, call 10 / 13
      status
        200                                            │ 204
        for ambrose, call 10 / 13
      body  /big
        12345678901234567890                           │ 12345678901234567891
        for ambrose, call 10 / 13
      notification-changed  /v2/me/tweets TwitterStateChangeMessage StatusChange  /referenceId
        "45"                                           │ "47"
        but 45 / 46 in answer of POST /api/v2/me/tweets/1 Complete at /referenceId
        for ambrose, notification 100 / 107 of call 10 / 13

    /v2/me ErrorMessage Error  1 difference
        baseline                                       │ candidate
      notification-extra
        (nothing)                                      │ {"messageType":"ErrorMessage","text":"xxxxxxx…
        for kate, notification – / 77

    14 differences in 3 operations
    "
  `);
});

it('says of equal recordings that they are the same', () => {
  expect(textOf(resultOf({ ignored: [{ rule: 'date', count: 1 }] }))).toMatchInlineSnapshot(`
    "Baseline   old.db, 8.5.202.34
               http://old.test:8080, 2026-01-01 00:00:00.000 UTC
               2 sessions, 40 calls, 44 notifications
    Candidate  new.db
               2026-02-01 00:00:00.000 UTC
               2 sessions, 39 calls, 44 notifications
    Compared   2 sessions, 39 calls, 5 safe exchanges, 43 notifications
    Ignored    1 place by 1 rule
      1  date

    same
    "
  `);
});

it('lists what was ignored by rule, if asked', () => {
  const text = textOf(manyDifferences(), { showIgnored: true });
  expect(text.slice(text.indexOf('\nIgnored by'))).toMatchInlineSnapshot(`
    "
    Ignored by date

    POST me/tweets/{id} Complete  3 differences
        baseline                                       │ candidate
      body  /date
        "10:00"                                        │ "11:00"
        2 times, for ambrose, calls 10 / 13, 20 / 23
      body  /v2/me/tweets TwitterStateChangeMessage StatusChange  /tweet/date
        "10:00"                                        │ "11:00"
        for ambrose, notification 100 / 107 of call 10 / 13

    Ignored by learned

    POST me/tweets/{id} Complete  1 difference
        baseline                                       │ candidate
      body  /load
        "10:00"                                        │ "11:00"
        for ambrose, call 10 / 13

    14 differences in 3 operations
    "
  `);
});

it('shows of long values the place where they part', () => {
  const same = 'same '.repeat(1_000_000);
  const text = textOf(
    resultOf({
      differences: [
        difference(completing(1), { baseline: `${same}old${same}`, candidate: `${same}new` }),
      ],
    }),
    { width: 80 },
  );
  expect(text.split('\n').find((line) => line.includes('│ …'))).toMatchInlineSnapshot(
    `"    …e same same oldsame same same same… │ …e same same new""`,
  );
});

it('keeps escape sequences of a recording from the terminal', () => {
  const evil = '\u001b[2J\u202e\u0000\n';
  const subject = {
    ...completing(1, evil),
    label: evil,
    operation: evil,
  };
  const broken = { baseline: evil, candidate: evil, where: evil };
  const result = resultOf({
    differences: [
      difference(subject, { path: evil, baseline: evil, candidate: { json: evil }, broken }),
    ],
    ignored: [{ rule: evil, count: 1 }],
    ignoredDifferences: [{ ...difference(subject, { path: evil }), rule: evil }],
  });
  const { baseline } = result;
  const text = textOf(
    { ...result, baseline: { ...baseline, file: evil, label: evil, target: evil } },
    { showIgnored: true },
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/u);
});

it('colours the sides, where colours are wanted', () => {
  expect(textOf(manyDifferences(), { color: true })).toContain('\u001b[31m200\u001b[39m');
});

it('gives each line no more than the width, if the names allow', () => {
  for (const line of textOf(manyDifferences(), { width: 60 }).split('\n')) {
    if (line.includes('│')) expect(line.length).toBeLessThanOrEqual(60);
  }
});

it('shortens long names in the overview of a narrow terminal, and tells them whole below', () => {
  const name = `POST /api/v2/me/workbins?workbinIds=email-drafts,${'in-progress,'.repeat(2)} Subscribe`;
  const differences = [
    difference({ ...completing(1), operation: name }, { baseline: 1, candidate: 2 }),
    difference({ ...completing(2), operation: name }, { kind: 'status' }),
  ];
  const lines = textOf(resultOf({ differences }), { width: 80 }).split('\n');
  const at = lines.indexOf('Operations') + 1;
  expect(lines[at]).toMatch(/^ {2}2 {2}POST .*….* Subscribe {2}status 1, body 1$/u);
  expect(lines[at]).toHaveLength(80);
  expect(lines.slice(at + 1).some((line) => line.startsWith(name))).toBe(true);
});

it('says what a recording lacks, so that nobody takes a server to be silent', () => {
  const { baseline, candidate } = resultOf({});
  const result = resultOf({
    baseline: {
      ...baseline,
      lacks: { ...whole, only: ['Complete', 'Accept'], exclude: ['/a/*', '2', '3', '4', '5', '6'] },
    },
    candidate: { ...candidate, lacks: { ...whole, interrupted: true, gaps: 2, failedWaits: 1 } },
  });
  const lines = textOf(result).split('\n');
  expect(lines.filter((line) => line.includes('not whole'))).toEqual([
    '           not whole: only Complete Accept, without /a/* 2 3 4 5 and 1 more',
    '           not whole: interrupted, 2 gaps, 1 failed wait',
  ]);
});
