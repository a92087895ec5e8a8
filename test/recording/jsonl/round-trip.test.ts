import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportRecording } from '../../../src/export-recording.js';
import { importRecording } from '../../../src/import-recording.js';
import { createRecording } from '../../../src/recording/create-recording.js';
import { PIECE } from '../../../src/recording/jsonl/form.js';
import { openRecording } from '../../../src/recording/open-recording.js';
import { verifyRecording } from '../../../src/recording/verify.js';
import { buildRecording, plainBody, type RecordingBuilder } from '../build-recording.js';
import { temporaryFolder } from '../temporary-folder.js';
import { allRows, vacuumed } from './all-rows.js';
import { record, recordingPlan } from './arbitrary-recording.js';
import { recordStrays } from './stray-rows.js';

const folder = temporaryFolder();
let times = 0;

/** Exports, imports, exports again, imports again; all must be the same. */
async function goRound(file: string): Promise<{ lines: string; imported: string }> {
  times += 1;
  const named = (name: string): string => folder.path(`${times}-${name}`);
  const [lines, again] = [named('one.jsonl'), named('two.jsonl')];
  const [imported, twice] = [named('one.db'), named('two.db')];
  await exportRecording(file, { format: 'jsonl', output: lines });
  await importRecording(lines, { output: imported });
  expect(allRows(imported)).toEqual(allRows(file));
  await exportRecording(imported, { format: 'jsonl', output: again });
  expect(readFileSync(again).equals(readFileSync(lines))).toBe(true);
  await importRecording(again, { output: twice });
  expect(readFileSync(twice).equals(readFileSync(imported))).toBe(true);
  return { lines: readFileSync(lines, 'utf8'), imported };
}

function built(build: (b: RecordingBuilder) => void): string {
  const file = folder.path('built.db');
  buildRecording(file, build);
  return file;
}

const shipped = path.resolve(import.meta.dirname, '../../../recordings');

describe('a recording that is exported as jsonl and imported', () => {
  it.each(readdirSync(shipped).filter((name) => name.endsWith('.db')))(
    'is the same as it was: %s',
    async (name) => {
      const { imported } = await goRound(path.join(shipped, name));
      expect(verifyRecording(imported)).toEqual(verifyRecording(path.join(shipped, name)));
      expect(statSync(imported).mode & 0o777).toBe(0o600);
    },
  );

  it('is the same whatever it holds, gaps and what was lost in them too', async () => {
    await fc.assert(
      fc.asyncProperty(recordingPlan, async (plan) => {
        times += 1;
        const file = folder.path(`${times}.db`);
        record(file, plan);
        await goRound(file);
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it('is the same if whole tables are lost that others refer to', async () => {
    const file = folder.path('strays.db');
    recordStrays(file);
    const { lines } = await goRound(file);
    expect(lines.split('\n').slice(-9).join('\n')).toMatchInlineSnapshot(`
      "{"event":"user","session":1,"user":"ann"}
      {"event":"assignment","exchange":1,"session":1}
      {"event":"notification","message":2,"notification":{"data":"{\\"a\\":1}"}}
      {"event":"notification","message":77,"notification":{"data":"anything"}}
      {"event":"link","notification":2,"call":1,"rule":"reference-response","evidence":{}}
      {"event":"body","id":1,"text":"x"}
      {"event":"body","id":3,"json":[{"id":"1","channel":"/meta/connect","connectionType":"long-polling","clientId":"client-1"}]}
      {"event":"end"}
      "
    `);
  });

  it('is the same file to the last byte, once SQLite has copied both row by row', async () => {
    const file = built(everything);
    const { imported } = await goRound(file);
    const [one, other] = [folder.path('one.db'), folder.path('other.db')];
    expect(vacuumed(imported, one).equals(vacuumed(file, other))).toBe(true);
  });

  it('is the same if it was interrupted, what lies in its log included, and stays interrupted', async () => {
    const file = folder.path('live.db');
    const writer = createRecording(file, { startedAt: 1 });
    writer.session(1, 1);
    writer.user(1, 'ann');
    await new Promise<void>((resolve) => writer.committed(resolve));
    const { imported } = await goRound(file);
    expect(openRecording(imported).info.interrupted).toBe(true);
    const killed = folder.path('killed.db');
    for (const suffix of ['', '-wal']) copyFileSync(file + suffix, killed + suffix);
    writer.close(2);
    const { lines } = await goRound(killed);
    expect(lines).toContain('"user":"ann"');
    expect(folder.files()).toContain('killed.db-wal');
    expect(folder.files().filter((name) => /-one\.db-/u.test(name))).toEqual([]);
  });

  it('is the same where a body or message needs many lines', async () => {
    const text = `${'é'.repeat(PIECE / 2 - 1)}x€${'\u0000"'.repeat(PIECE / 4)}`;
    const bytes = Buffer.alloc(2 * PIECE + 1, 0xfe);
    const json = `{"channel":"/a","data":"${'€'.repeat(PIECE)}"}`;
    const file = built((b) => {
      b.exchange({ path: '/text', requestBody: text, responseBody: bytes });
      b.exchange({
        path: '/encoded',
        requestBody: { ...plainBody(json), encoded: bytes, encoding: 'x', length: bytes.length },
        responseBody: { ...plainBody(bytes), encoded: bytes, encoding: 'x', length: bytes.length },
      });
      const exchange = b.exchange({
        ...{ path: '/websocket', kind: 'websocket', method: 'GET', outcome: 'open' },
      });
      b.message({ exchange, direction: 'to-desktop', message: json });
      b.message({ exchange, direction: 'to-desktop', message: '{"channel":"/b","data":1}' });
    });
    const { lines } = await goRound(file);
    expect(lines.match(/"event":"piece"/gu)?.length).toBeGreaterThan(12);
    expect(Math.max(...lines.split('\n').map((line) => line.length))).toBeLessThan(7 * PIECE);
  }, 60_000);

  it('is the same if git or an editor has put in ends of lines and a byte order mark of Windows', async () => {
    const file = built(everything);
    const { lines } = await goRound(file);
    writeFileSync(folder.path('windows.jsonl'), `\ufeff${lines.replaceAll('\n', '\r\n')}`);
    const output = folder.path('windows.db');
    await importRecording(folder.path('windows.jsonl'), { output });
    expect(allRows(output)).toEqual(allRows(file));
  });
});

/** What is easily lost. */
function everything(b: RecordingBuilder): void {
  const session = b.session('ann\u0000@corp');
  b.session();
  b.fact('failed_waits', '["a1 waited in vain for \\u00e9"]');
  b.fact('only', '["Complete"]');
  b.fact('label', '8.6');
  const json =
    '{"id":18446744073709551615,"a":1.10,"a":1.1e0,"s":"\\ud83d\\u00e9é","__proto__":{}}';
  const call = b.exchange({
    ...{ session, path: '/api/v2/me?a=\u0000', requestBody: json, responseBody: json },
    requestHeaders: [
      ['X-Twice', '1'],
      ['x-twice', '\u00ff"\\'],
    ],
    requestRedacted: ['header/authorization', 'body/a/~1b'],
    responseTrailers: [['T', 'u']],
    responseReference: '18446744073709551615',
  });
  for (const bytes of [Buffer.from([0, 255, 254]), Buffer.from('\ufeff{}'), Buffer.from('{"a":')]) {
    b.exchange({ path: '/odd', requestBody: bytes, responseBody: '' });
  }
  for (const [encoding, encode] of [
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const) {
    const encoded = encode(json);
    const body = { ...plainBody(json), encoded, encoding, length: encoded.length };
    b.exchange({ path: `/${encoding}`, responseBody: body, requestBody: body });
  }
  const omitted = { content: null, encoded: null, encoding: 'zstd', length: 99, digest: 'ab' };
  b.exchange({ path: '/omitted', responseBody: { ...omitted, omitted: 'unknown-encoding' } });
  const notification = b.notification({ session, data: json });
  b.link({
    call,
    notification,
    evidence: { referenceId: '45', 7: [1, { deep: null }] },
    copy: true,
  });
  b.exchange({ path: '/cut', outcome: 'cut-by-desktop', status: null, responseHeaders: null });
  b.exchange({ path: '/unreachable', outcome: 'unreachable' });
  b.exchange({ path: '/open', outcome: 'open' });
}
