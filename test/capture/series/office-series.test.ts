import { readFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  diff,
  exportRecording,
  importRecording,
  openRecording,
  type Recording,
  record,
  replay,
  verifyRecording,
} from '../../../src/index.js';
import { understudy } from '../../e2e/command.js';
import { shippedRecordings } from '../../e2e/shipped-recordings.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';

const folder = temporaryFolder();
/** Files that each test makes at most. */
const MOST_PARTS = 20;
const listen = { host: '127.0.0.1', port: 0 };

describe.each(['everything', 'everything-websocket'])(
  'what desktops do in %s, recorded in one new file after the other',
  (name) => {
    it('is all there, once, under ids and in places that go on over the files', async () => {
      const { parts, summary } = await recordInParts(name);
      expect(parts.length).toBeGreaterThan(3);
      const requests = new Map<number, number>();
      const [responses, messages, places] = [new Set(), new Set(), new Set<number>()];
      const once = (seen: Set<unknown>, id: unknown): void => {
        expect(seen).not.toContain(id);
        seen.add(id);
      };
      for (const part of parts) {
        for (const { id, seq, responseSeq } of part.exchanges()) {
          expect(requests.get(id) ?? seq).toBe(seq);
          if (!requests.has(id)) once(places, seq);
          requests.set(id, seq);
          if (responseSeq === null) continue;
          once(responses, id);
          once(places, responseSeq);
        }
        for (const { id, seq } of part.messages()) {
          once(messages, id);
          once(places, seq);
        }
      }
      expect(requests.size).toBe(summary.exchanges);
      expect(responses.size).toBe(summary.exchanges);
      expect(Math.max(...places)).toBe(places.size);
      const linked = parts.flatMap((part) => part.links().map(({ notification }) => notification));
      expect(new Set(linked).size).toBe(summary.correlated);
      expect(summary.gaps).toEqual([]);
    });

    it('lies in files each of which can be used by itself', { timeout: 60_000 }, async () => {
      const { parts } = await recordInParts(name);
      for (const { file } of parts) {
        expect(verifyRecording(file)).toMatchObject({ whole: true, gaps: [], errors: [] });
        expect(diff(file, file).same).toBe(true);
      }
      const fullest = parts.toSorted((a, b) => [...b.messages()].length - [...a.messages()].length);
      for (const { file } of fullest.slice(0, 3)) {
        expect(await understudy('show', file)).toMatchObject({ status: 0 });
        expect(await understudy('show', file, '--json')).toMatchObject({ status: 0 });
        const standIn = await replay(file, { listen });
        await standIn.close();
      }
    });

    it('goes out in lines and comes in again, file by file', async () => {
      const { parts } = await recordInParts(name);
      for (const [at, { file }] of parts.entries()) {
        const lines = folder.path(`${at}.jsonl`);
        const [again, other] = [folder.path(`${at}-again.db`), folder.path(`${at}-again.jsonl`)];
        await exportRecording(file, { format: 'jsonl', output: lines });
        await importRecording(lines, { output: again });
        await exportRecording(again, { format: 'jsonl', output: other });
        expect(await readFile(other, 'utf8')).toBe(await readFile(lines, 'utf8'));
        expect(verifyRecording(again)).toMatchObject({ whole: true });
        await exportRecording(file, { format: 'har', output: folder.path(`${at}.har`) });
      }
    });
  },
);

/** Lets the desktops work, and begins a new file again and again meanwhile. */
async function recordInParts(name: string) {
  const shipped = shippedRecordings.find((each) => each.name === name);
  if (shipped === undefined) throw new Error(`there is no ${name}`);
  const server = await shipped.startServer(0);
  const proxy = await record({
    ...{ target: server.url, listen, output: folder.path('a.db') },
    // However busy this machine is: a stall that lasts longer is a gap.
    maxHold: 60_000,
  });
  let working = true;
  const work = shipped.work({ url: proxy.url, origin: server.url }).finally(() => {
    working = false;
  });
  while (working && proxy.files.length < MOST_PARTS) await proxy.rotate();
  await work;
  const summary = await proxy.close();
  await server.close();
  const parts: Recording[] = summary.files.map((file) => openRecording(file));
  onTestFinished(() => {
    for (const part of parts) part.close();
  });
  return { parts, summary };
}
