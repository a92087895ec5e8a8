import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordingError, UsageError } from '../../../src/errors.js';
import { exportRecording } from '../../../src/export-recording.js';
import { importRecording } from '../../../src/import-recording.js';
import { verifyRecording } from '../../../src/recording/verify.js';
import { buildRecording } from '../build-recording.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();

const header = '{"format":"understudy-jsonl","version":1,"schema":1}';
const started = '{"event":"fact","id":1,"name":"started_at","value":"1"}';
const session = '{"event":"session","id":1,"at":5}';
const request =
  '{"event":"request","seq":1,"id":1,"at":5,"connection":1,"session":1,"kind":"call","method":"POST","path":"/a","httpVersion":"1.1","headers":[],"body":{"id":1,"text":"x"}}';
const message =
  '{"event":"message","seq":2,"id":1,"exchange":1,"at":5,"direction":"to-desktop","notification":{},"json":{"data":1}}';
const link = '{"event":"link","notification":1,"call":1,"rule":"order","evidence":{}}';
const response = '{"event":"response","seq":3,"exchange":1,"at":6,"outcome":"complete"}';
const end = '{"event":"end"}';
const whole = [header, started, session, request, message, link, response, end];

/** What the import of a file says that must be refused: one line, and no output is left. */
async function refusal(content: string | Uint8Array): Promise<string> {
  const file = folder.path('in.jsonl');
  writeFileSync(file, content);
  const error = await importRecording(file, { output: folder.path('out.db') }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(RecordingError);
  const { message: said } = error as RecordingError;
  expect(said).not.toContain('\n');
  expect(folder.files()).toEqual(['in.jsonl']);
  return said.replace(file, 'FILE');
}

/** The whole lines with one of them changed. */
function changed(line: string, from: string | RegExp, to: string): string {
  expect(line.replace(from, to)).not.toBe(line);
  return whole.map((each) => (each === line ? line.replace(from, to) : each)).join('\n');
}

describe('importRecording', () => {
  it('takes these lines, to begin with', async () => {
    const file = folder.path('in.jsonl');
    writeFileSync(file, whole.join('\n'));
    const output = folder.path('out.db');
    expect(await importRecording(file, { output })).toEqual({
      ...{ format: 'jsonl', file: output, sessions: 1, exchanges: 1, calls: 1 },
      ...{ notifications: 1, correlated: 1, warnings: [] },
    });
  });

  it.each([
    ['seq', request, '"seq":1', '"seq":-1', '"seq" must be a whole number'],
    ['half a seq', request, '"seq":1', '"seq":1.5', '"seq" must be a whole number'],
    ['a great seq', request, '"seq":1', '"seq":9007199254740993', '"seq" must be a whole number'],
    ['text for a number', request, '"id":1', '"id":"1"', '"id" must be a whole number'],
    ['a number for text', request, '"/a"', '7', '"path" must be a string'],
    ['null', request, '"/a"', 'null', '"path" must be a string'],
    [
      'half a character',
      request,
      '"/a"',
      '"\\ud800"',
      '"path" must be a string of whole characters',
    ],
    ['no time', request, '"at":5', '"at":"tomorrow"', '"at" must be a time'],
    ['no day', request, '"at":5', '"at":"2026-02-31T00:00:00.000Z"', '"at" must be a time'],
    ['eternity', request, '"at":5', '"at":1e999', '"at" must be a time'],
    [
      'headers',
      request,
      '"headers":[]',
      '"headers":[["a"]]',
      '"headers" must be a list of [name, value]',
    ],
    ['no headers', request, '"headers":[],', '', '"headers" is missing'],
    ['a kind', request, '"call"', '"cal"', '"kind" must be call or safe or bayeux or websocket'],
    ['a member', request, '"id":1', '"id":1,"extra":1', '"extra" is unknown there'],
    [
      'a prototype',
      request,
      '"id":1',
      '"id":1,"__proto__":{"seq":9}',
      '"__proto__" is unknown there',
    ],
    ['two of one', request, '"id":1', '"id":1,"id":1', '"id" stands there twice'],
    ['a body', request, '"text":"x"', '"text":1', '"body/text" must be a string'],
    ['base64', request, '"text":"x"', '"base64":"x"', '"body/base64" must be base64'],
    ['two contents', request, '"text":"x"', '"text":"x","json":1', '"body/text" is unknown there'],
    ['no body', request, ',"text":"x"', '', 'body 1 is not there yet'],
    [
      'no length',
      request,
      '"text":"x"',
      '"encodedPieces":0',
      '0 pieces must stand before it, not 0',
    ],
    ['pieces', request, '"text":"x"', '"pieces":2', '2 pieces must stand before it, not 0'],
    [
      'a session',
      request,
      '"session":1',
      '"session":2',
      'session 2, which it refers to, does not stand before it',
    ],
    [
      'a later session',
      request,
      '"session":1',
      '"laterSession":2',
      'session 2, which it refers to, does not stand before it',
    ],
    ['an event', request, '"request"', '"toString"', /^"event" must be one of fact, /u],
    ['no event', request, '"event":"request",', '', '"event" is missing'],
    ['no object', request, /.*/u, '[1]', 'it is no object'],
    ['no JSON', request, /.$/u, '', /^it is no JSON \(.* at offset \d+\)$/u],
    ['NUL', request, '"x"', '"\0"', /^it is no JSON /u],
    ['deep JSON', request, '"x"', `"x","deep":${'['.repeat(1e6)}`, /^it is no JSON \(Nested more/u],
    [
      'many values',
      request,
      '"x"',
      `"x","many":[${'0,'.repeat(3e6)}0]`,
      /^it has more than \d+ values and escapes$/u,
    ],
    [
      'an old place',
      message,
      '"seq":2',
      '"seq":1',
      '"seq" must be more than 1, which stands before it',
    ],
    [
      'no exchange',
      message,
      '"exchange":1',
      '"exchange":2',
      'request 2, which it refers to, does not stand before it',
    ],
    ['no message', message, ',"json":{"data":1}', '', 'the message itself, "json", is missing'],
    [
      'bytes',
      message,
      '"json":{"data":1}',
      '"base64":"AA=="',
      'the message itself, "json", is missing',
    ],
    [
      'no text',
      message,
      /^(.*)"json":\{"data":1\}/u,
      '{"event":"piece","base64":"/w=="}\n$1"pieces":1',
      'the message is no UTF-8',
    ],
    [
      'a fact',
      message,
      '"notification":{}',
      '"notification":{"a":1}',
      '"notification/a" is unknown there',
    ],
    [
      'a notification',
      link,
      '"notification":1',
      '"notification":2',
      'notification 2, which it refers to, does not stand before it',
    ],
    [
      'a call',
      link,
      '"call":1',
      '"call":2',
      'request 2, which it refers to, does not stand before it',
    ],
    ['a list as evidence', link, '{}', '[]', '"evidence" must be an object'],
    ['a copy', link, '"rule"', '"copy":false,"rule"', '"copy" must be true'],
    ['two links', link, /$/u, `\n${link}`, 'there is such a link already'],
    ['two sessions', session, /$/u, `\n${session}`, 'there is such a session already'],
    ['two bodies', response, /\}$/u, ',"body":{"id":1,"text":""}}', 'there is such a body already'],
    [
      'two answers',
      response,
      /$/u,
      `\n${response.replace('3', '4')}`,
      'there is such a response already',
    ],
    [
      'a late message',
      response,
      /$/u,
      `\n${message.replace('"seq":2', '"seq":4')}`,
      'exchange 1 has ended before it',
    ],
    ['an empty piece', response, /^/u, '{"event":"piece","text":""}\n', 'the piece is empty'],
    [
      'a stray piece',
      response,
      /^/u,
      '{"event":"piece","text":"a"}\n',
      'the pieces before it belong to nothing',
    ],
    [
      'a stray user',
      response,
      /^/u,
      '{"event":"user","session":2,"user":"a"}\n',
      'session 2, which it refers to, does not stand before it',
    ],
    [
      'something behind the end',
      end,
      /$/u,
      `\n${session.replace('1', '2')}`,
      'it stands behind the end',
    ],
  ])('says in which line something is wrong: %s', async (_what, line, from, to, expected) => {
    const said = await refusal(changed(line, from, to));
    const [, number, what] = /^FILE is damaged in line (\d+): (.*)$/u.exec(said) ?? [said];
    expect(what).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
    const at = whole.indexOf(line) + 1;
    expect(Number(number)).toBeGreaterThanOrEqual(at);
    expect(Number(number)).toBeLessThanOrEqual(at + 1);
  });

  it('says that the end is missing of a file that was cut off anywhere', async () => {
    buildRecording(folder.path('a.db'), (b) => {
      const id = b.session('ann');
      b.notification({ session: id, data: { a: 1 } });
    });
    const output = folder.path('a.jsonl');
    await exportRecording(folder.path('a.db'), { format: 'jsonl', output });
    const lines = readFileSync(output, 'utf8');
    for (const name of folder.files()) rmSync(folder.path(name));
    for (let length = 60; length < lines.length - 1; length += 17) {
      expect(await refusal(lines.slice(0, length))).toMatch(
        /^FILE is (?:cut off: its last line is missing|damaged in line \d+: it is no JSON .*)$/u,
      );
    }
  });

  it.each([
    ['no first time', started, /^.*$/u, '', /^FILE is damaged: .*started_at/u],
    [
      'an answer before its request',
      response,
      '"at":6',
      '"at":4',
      /^FILE is damaged: 1 answer ends before its request begins$/u,
    ],
    [
      'a newer form',
      header,
      '"version":1',
      '"version":2',
      'FILE was written by a newer Understudy: update this one (its form is 2, known is 1)',
    ],
    [
      'a newer schema',
      header,
      '"schema":1',
      '"schema":2',
      /^FILE was written by a newer Understudy/u,
    ],
    [
      'an older schema',
      header,
      '"schema":1',
      '"schema":0',
      /^FILE was written by an older Understudy/u,
    ],
  ])('says what is wrong with the whole: %s', async (_what, line, from, to, expected) => {
    const said = await refusal(changed(line, from, to));
    expect(said).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
  });

  it.each([
    ['nothing', '', /is empty/u],
    ['blank lines', '\n \n', /is empty/u],
    ['zeros', Buffer.alloc(100_000), /is in no form that can be imported/u],
    [
      'noise',
      Buffer.from(Array.from({ length: 5_000 }, (_, at) => (at * 97) % 251)),
      /in no form/u,
    ],
    ['an SQLite database', Buffer.from('SQLite format 3\0...'), /is an SQLite database/u],
    ['a zip', 'PK\u0003\u0004...', /is compressed/u],
    ['gzip', gzipSync(whole.join('\n')), /is compressed/u],
    ['other JSON', '{"format":"other"}', /is in no form/u],
    ['lines without the first', whole.slice(1).join('\n'), /is in no form/u],
  ])('refuses %s', async (_what, content, expected) => {
    expect(await refusal(content)).toMatch(expected);
  });

  it('refuses bytes that are no UTF-8', async () => {
    const content = Buffer.from(whole.join('\n'), 'latin1');
    content[content.indexOf('"/a"') + 1] = 0xff;
    expect(await refusal(content)).toBe('FILE is damaged in line 4: it is no UTF-8');
  });

  it('reads no more of an endless line than its limit', async () => {
    const file = folder.path('in.jsonl');
    writeFileSync(file, `${header}\n{"event":"fact","id":1,"name":"a","value":"`);
    // No bytes on the disk: a file with a hole.
    truncateSync(file, 2 ** 30);
    const { arrayBuffers } = process.memoryUsage();
    await expect(importRecording(file, { output: folder.path('out.db') })).rejects.toThrow(
      `${file} is damaged in line 2: it is longer than 67108864 bytes`,
    );
    expect(process.memoryUsage().arrayBuffers - arrayBuffers).toBeLessThan(200e6);
    expect(folder.files()).toEqual(['in.jsonl']);
  });

  it('parses no line of millions of escapes', async () => {
    const fact = `{"event":"fact","id":2,"name":"a","value":"${'\\n'.repeat(25e6)}"}`;
    expect(await refusal([header, started, fact].join('\n'))).toBe(
      'FILE is damaged in line 3: it has more than 2000000 values and escapes',
    );
  });

  it('reads no more pieces of one body than its limit', async () => {
    const pieces = Array.from({ length: 2_000 }, () => '{"event":"piece","base64":"AA=="}');
    expect(await refusal([header, ...pieces].join('\n'))).toMatch(
      /line 1026: more than 1024 pieces/u,
    );
  });

  it('makes of damaged lines a recording that is whole, or none, and says why in a line', async () => {
    buildRecording(folder.path('a.db'), (b) => {
      const id = b.session('ann');
      const call = b.exchange({ session: id, path: '/a', requestBody: '{}', responseBody: 'x' });
      b.link({ call, notification: b.notification({ session: id, data: { a: 1 } }) });
    });
    const file = folder.path('in.jsonl');
    await exportRecording(folder.path('a.db'), { format: 'jsonl', output: file });
    const lines = readFileSync(file, 'utf8').split('\n');
    const output = folder.path('out.db');
    const at = fc.nat(lines.length - 1);
    const damage = fc.oneof(
      fc.tuple(at, at).map(([from, to]) => lines.with(to, lines[from] ?? '')),
      fc
        .tuple(at, at)
        .map(([from, to]) => lines.with(to, lines[from] ?? '').with(from, lines[to] ?? '')),
      at.map((gone) => lines.toSpliced(gone, 1)),
      fc
        .tuple(
          at,
          fc.nat(),
          fc.constantFrom('', '"', '9', '-', ',', '}', '[', '\\', 'null', '\ud800'),
        )
        .map(([line, place, to]) => {
          const old = lines[line] ?? '';
          const cut = place % (old.length + 1);
          return lines.with(line, old.slice(0, cut) + to + old.slice(cut + 1));
        }),
    );
    await fc.assert(
      fc.asyncProperty(damage, async (damaged) => {
        writeFileSync(file, damaged.join('\n'));
        const error = await importRecording(file, { output }).then(
          () => null,
          (thrown: unknown) => thrown,
        );
        if (error === null) {
          expect(verifyRecording(output).errors).toEqual([]);
          rmSync(output);
        } else {
          expect(error).toBeInstanceOf(RecordingError);
          expect((error as RecordingError).message).toMatch(/^[^\n]+$/u);
        }
        expect(folder.files()).toEqual(['a.db', 'in.jsonl']);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('takes nothing of what it reads for a path', async () => {
    const file = folder.path('in.jsonl');
    const fact = '{"event":"fact","id":2,"name":"label","value":"../../escaped"}';
    const elsewhere = request.replace('"/a"', '"/../../escaped\\u0000"').replace('POST', '../x');
    writeFileSync(file, [header, started, fact, session, elsewhere, end].join('\n'));
    await importRecording(file, { output: folder.path('out.db') });
    expect(folder.files()).toEqual(['in.jsonl', 'out.db']);
  });

  it('leaves an output that exists as it is, and says so before it reads', async () => {
    writeFileSync(folder.path('out.db'), 'mine');
    const absent = folder.path('absent.jsonl');
    await expect(importRecording(absent, { output: folder.path('out.db') })).rejects.toThrow(
      UsageError,
    );
  });

  it('refuses what is absent, and what is no file', async () => {
    const output = folder.path('out.db');
    const absent = folder.path('absent.jsonl');
    await expect(importRecording(absent, { output })).rejects.toThrow('does not exist');
    await expect(importRecording(folder.path('.'), { output })).rejects.toThrow('is no file');
    expect(folder.files()).toEqual([]);
  });

  it('ends at a signal and leaves no output', async () => {
    const file = folder.path('in.jsonl');
    const many = Array.from({ length: 500 }, (_, at) => session.replace('1', String(at)));
    writeFileSync(file, [header, started, ...many, end].join('\n'));
    const stop = new AbortController();
    const imported = importRecording(file, { output: folder.path('out.db'), signal: stop.signal });
    stop.abort();
    await expect(imported).rejects.toThrow('the import was stopped');
    expect(folder.files()).toEqual(['in.jsonl']);
  });
});
