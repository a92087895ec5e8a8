import { rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportOptions } from '../../src/import-recording.js';
import {
  exportRecording,
  importRecording,
  UnderstudyError,
  verifyRecording,
} from '../../src/index.js';
import type { ImportSummary } from '../../src/recording/import-summary.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { entry, har, origin } from './hand-made.js';
import { fixture, imported } from './import-fixture.js';

const folder = temporaryFolder();
const polling = JSON.stringify(fixture('playwright-long-polling'));
const websocket = fixture('playwright-websocket');

/** The one line of the error with which an import ends that leaves nothing; null if it succeeds. */
async function refusal(
  content: string | Buffer,
  options: Partial<ImportOptions> = {},
): Promise<string | null> {
  const file = folder.path('hostile.har');
  const output = folder.path('hostile.db');
  writeFileSync(file, content);
  let summary: ImportSummary | null = null;
  try {
    summary = await importRecording(file, { output, ...options });
  } catch (error) {
    if (!(error instanceof UnderstudyError)) throw error;
    expect(error.message).not.toContain('\n');
    expect(folder.files()).not.toContain('hostile.db');
    return error.message.replaceAll(file, 'FILE');
  }
  // What was imported is whole, and can go out again.
  expect(verifyRecording(summary.file).errors).toEqual([]);
  await exportRecording(summary.file, { format: 'jsonl', write: () => {} });
  rmSync(output);
  return null;
}

const header = '{"log":{"version":"1.2","creator":{"name":"x","version":"1"},"entries":';

describe('a HAR that can not be imported', () => {
  it.each<[string, string | Buffer, RegExp]>([
    ['entries that are no list', `${header}{}}}`, /its log\.entries is no list$/u],
    ['no entries', '{"log":{"version":"1.2"}}', /it has no log with entries$/u],
    ['a log that is a list', '{"log":[]}', /it has no log with entries$/u],
    ['no entry', `${header}[]}}`, /it holds no HTTP exchange$/u],
    [
      'entries of all wrong types',
      `${header}[1,"a",null,[],{"request":3}]}}`,
      /no HTTP exchange$/u,
    ],
    ['nesting', `${header}[${'['.repeat(1_000_000)}`, /it is nested more than 200 deep$/u],
    ['nested objects', `${header}[${'{"a":'.repeat(100_000)}`, /nested more than 200 deep$/u],
    [
      'a word that never ends',
      `${header}[${'1'.repeat(1_000_000)}`,
      /it is no valid JSON at byte/u,
    ],
    ['an entry that is no JSON', `${header}[{"a":1..2}]}}`, /it is no valid JSON at byte/u],
    ['a zip archive', Buffer.from('PK\x03\x04 and so on'), /is compressed: unpack it first/u],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0]), /is compressed: unpack it first/u],
    ['zlib', Buffer.from([0x78, 0xda, 0x55, 1]), /is compressed: unpack it first/u],
    ['UTF-16', Buffer.from(polling, 'utf16le'), /is in no form that can be imported/u],
  ])('is refused in one line, and leaves nothing: %s', async (_, content, message) => {
    expect(await refusal(content)).toMatch(message);
  });

  it('is refused wherever it is cut off', async () => {
    const size = polling.length;
    for (const at of [1, 50, 200, 5_000, 20_000, size - 300, size - 2, size - 1]) {
      expect(await refusal(polling.slice(0, at)), `cut at ${at}`).not.toBeNull();
    }
  });

  it('is refused if it is not there', async () => {
    const importing = importRecording(folder.path('absent.har'), { output: folder.path('a.db') });
    await expect(importing).rejects.toThrow(/absent\.har/u);
  });

  it('holds no exchange, be it a million empty entries', async () => {
    const many = `${header}[${'{},'.repeat(999_999)}{}]}}`;
    expect(await refusal(many)).toMatch(/it holds no HTTP exchange$/u);
    const more = `${header}[${'{},'.repeat(1_000_000)}{}]}}`;
    expect(await refusal(more)).toMatch(/more than 1000000 of its entries are of no use$/u);
  }, 60_000);

  it('is not imported once the signal has come', async () => {
    const signal = AbortSignal.abort();
    expect(await refusal(polling, { signal })).toMatch(/was not made: the import was stopped$/u);
  });

  it('is not imported over what exists', async () => {
    const output = folder.path('there.db');
    writeFileSync(output, '');
    writeFileSync(folder.path('a.har'), polling);
    await expect(importRecording(folder.path('a.har'), { output })).rejects.toThrow(
      /exists already/u,
    );
  });
});

describe('a hostile HAR', () => {
  it('loses entries and frames that are larger than is allowed, and no others', async () => {
    const text = 'x'.repeat(100_000);
    const sound = websocket.log.entries.map((each) => {
      const frames = each._webSocketMessages;
      if (frames === undefined) return each;
      const large = { type: 'receive', time: 0, opcode: 1, data: text };
      return { ...each, _webSocketMessages: [large, ...frames] };
    });
    const large = { log: { ...websocket.log, entries: [entry({ text }), ...sound] } };
    const { summary } = await imported(folder, large, { maxEntry: 50_000 });
    expect(summary).toMatchObject({ notifications: 4, correlated: 2 });
    expect(summary.warnings).toEqual(
      expect.arrayContaining([
        '1 entry was left out: it is too large',
        '1 frame of a websocket was left out: it is too large',
      ]),
    );
  });

  it('keeps no body that is larger than a recorder keeps', async () => {
    const text = 'x'.repeat(17 * 1024 * 1024);
    const { exchanges } = await imported(folder, har([entry({ text })]));
    expect(exchanges[0]?.responseBody).toMatchObject({ content: null, omitted: 'too-large' });
  });

  it.each([
    ['a date beyond all', { at: '9999-12-31T23:59:59Z', time: 1e15 }],
    ['no date at all', { at: '0000-01-01T00:00:00Z' }],
    ['a year that Date can not say', { at: '+275760-09-13T00:00:00.001Z' }],
    ['the thirtieth of February', { at: '2024-02-30T25:61:61Z' }],
    ['a status beyond all', { status: 1e9 }],
    ['a status that is no number', { response: { status: 'OK' } }],
    ['headers that are no list', { request: { headers: { a: 'b' } } }],
    ['a URL that is none', { url: 'http://[' }],
    ['a URL with a line in it', { url: `${origin}/a\r\nHost: evil` }],
    ['a method with a line in it', { method: 'GET / HTTP/1.1\r\nX' }],
    ['a path of a million units', { url: `${origin}/${'a'.repeat(1_000_000)}` }],
    ['a reason of a million units', { response: { statusText: 'a'.repeat(1_000_000) } }],
    [
      'frames that are none',
      { entry: { _webSocketMessages: [1, null, {}, [], 'x'] }, status: 101 },
    ],
    ['frames that are no list', { entry: { _webSocketMessages: 'x' } }],
    ['prototypes', { entry: { ['__proto__']: { polluted: true }, constructor: 'x' } }],
  ])('is read as far as it makes sense: %s', async (_, told) => {
    const sound = entry({ url: `${origin}/sound` });
    const { exchanges } = await imported(folder, har([entry(told), sound]));
    expect(exchanges.map(({ path }) => path)).toContain('/sound');
    expect({}).not.toHaveProperty('polluted');
  });

  it('sets no member of anything, whatever names it uses', async () => {
    const text = JSON.stringify(har([entry()]));
    const bad = text.replace(
      '"request":{',
      '"__proto__":{"polluted":1},"request":{"__proto__":[],',
    );
    await imported(folder, bad);
    expect({}).not.toHaveProperty('polluted');
  });

  it('has frames in the order of the file where their times make none', async () => {
    const [upgrade] = websocket.log.entries.filter((each) => each._webSocketMessages !== undefined);
    if (upgrade === undefined) throw new Error('no websocket');
    const times = [Number.NaN, -1, 1e300, 5, Number.POSITIVE_INFINITY];
    const frames = (upgrade._webSocketMessages ?? []).map((frame, index) => {
      return { ...frame, time: times[index % times.length] as number };
    });
    const { messages } = await imported(folder, har([{ ...upgrade, _webSocketMessages: frames }]));
    expect(messages.map(({ text }) => `[${text}]`)).toEqual(frames.map(({ data }) => data));
  });

  it('that claims to be of our own is not believed where it makes no sense', async () => {
    const own = {
      _understudy: { seq: -1, responseSeq: 'x', startedAt: 5, outcome: 'complete', request: 3 },
    };
    const odd = entry({ status: 0, entry: own });
    const even = entry({ entry: { _understudy: { seq: 1e300, request: { path: 'a b' } } } });
    const { log } = har([odd, even], 'Understudy');
    const whole = { format: 1, startedAt: 'x', gaps: [{}, 1], only: 'x', rules: null };
    const { exchanges } = await imported(folder, {
      log: { creator: log.creator, _understudy: whole, entries: log.entries },
    });
    expect(exchanges).toMatchObject([{ outcome: 'open' }, { path: '/api/v2/me' }]);
    expect(exchanges[0]?.startedAt).toBe(Date.parse('2024-05-01T10:00:00Z'));
  });

  it('that claims rules which are none is refused', async () => {
    const { log } = har([entry()], 'Understudy');
    const whole = { format: 1, rules: '{"correlate":1}' };
    const text = JSON.stringify({
      log: { creator: log.creator, _understudy: whole, entries: log.entries },
    });
    expect(await refusal(text)).toMatch(/its rules are not valid/u);
  });

  it('may hold what no encoding can write, anywhere', async () => {
    const bad = 'a\ud800b';
    for (const told of [
      { url: `${origin}/api/${bad}?q=${bad}` },
      { headers: [[`X-${bad}`, bad]] as const },
      { text: bad },
      { response: { statusText: bad } },
      { request: { httpVersion: bad } },
    ]) {
      expect(await refusal(JSON.stringify(har([entry(told)]))), JSON.stringify(told)).toBeNull();
    }
  });

  it('never ends in anything but a recording or one line, wherever a value is another', async () => {
    const values = [null, true, -1, 1e300, '', 'x\0\ud800', [], {}, [[]], { text: 'x' }, [{}]];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('playwright-long-polling', 'playwright-websocket'),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...values)), { minLength: 1, maxLength: 4 }),
        async (name, changes) => {
          const changed = fixture(name);
          for (const [at, value] of changes) change(changed, at, value);
          await refusal(JSON.stringify(changed));
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);
});

/** Puts a value in the place of one of all that are in a tree. */
function change(tree: object, at: number, value: unknown): void {
  const places: (() => void)[] = [];
  const walk = (node: object): void => {
    for (const [name, child] of Object.entries(node)) {
      places.push(() => {
        (node as Record<string, unknown>)[name] = value;
      });
      if (typeof child === 'object' && child !== null) walk(child);
    }
  };
  walk(tree);
  places[at % places.length]?.();
}
