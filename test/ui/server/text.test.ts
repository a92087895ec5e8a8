import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TextFound } from '../../../src/ui/protocol/detail.js';
import { findInRecording, MOST_FOUND } from '../../../src/ui/server/find-in-recording.js';
import { inspect } from '../../../src/ui/server/inspect.js';
import { fileOf } from '../../report/told-recording.js';
import { PageClient } from './page-client.js';

async function finder(file: string): Promise<(text: string) => Promise<readonly string[]>> {
  const inspector = await inspect(file);
  onTestFinished(() => inspector.close());
  const client = await PageClient.enter(inspector.url);
  return async (text) => {
    const path = `/api/recordings/0/text?q=${encodeURIComponent(text)}`;
    const { keys, more } = await client.json<TextFound>(path);
    expect(more).toBe(false);
    return [...keys].sort();
  };
}

describe('a text is looked for', () => {
  it('in paths, headers, bodies and messages, upper and lower case alike', async () => {
    const find = await finder(
      fileOf((b) => {
        const session = b.session('a1');
        b.exchange({ session, path: '/in/the/Path?q=Needle' });
        b.exchange({ session, path: '/', requestHeaders: [['X-Where', 'a "needle"']] });
        b.exchange({ session, path: '/', responseHeaders: [['X-NEEDLE', 'here']] });
        b.exchange({ session, path: '/', requestBody: '{"a":"ÜBER needle"}' });
        b.exchange({ session, path: '/', responseBody: 'a needle in the answer' });
        b.exchange({ session, path: '/', responseBody: 'a needle in the answer' });
        b.exchange({ session, path: '/', requestBody: 'nothing' });
        b.notification({ session, data: '{"text":"neeDLE"}' });
      }),
    );
    expect(await find('needle')).toEqual(['e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e8', 'm2']);
    expect(await find('NEEDLE IN')).toEqual(['e5', 'e6']);
    expect(await find('über')).toEqual(['e4']);
    expect(await find('x-where: a "n')).toEqual(['e2']);
    expect(await find('no such thing')).toEqual([]);
    expect(await find('')).toEqual([]);
  });

  it('as it stands, never as a pattern', async () => {
    const texts = [
      '100%',
      '100x',
      'a_b',
      'axb',
      '.*',
      '[ab]+',
      'a\\b',
      "it's",
      'null\u0000byte',
      '"); DROP',
    ];
    const find = await finder(
      fileOf((b) => {
        for (const text of texts) b.exchange({ path: '/', requestBody: text });
      }),
    );
    for (const [at, text] of texts.entries()) expect(await find(text)).toEqual([`e${at + 1}`]);
    expect(await find('%')).toEqual(['e1']);
    expect(await find('_')).toEqual(['e3']);
    expect(await find('*')).toEqual(['e5']);
  });

  it('whatever it is', async () => {
    const bodies = ['abc', '日本語 text', '{"__proto__":1}', '\u{1F600}', 'Ab\nC'];
    const find = await finder(
      fileOf((b) => {
        for (const text of bodies) b.exchange({ path: '/p', requestBody: text });
      }),
    );
    const drawn = fc.oneof(
      fc.string({ maxLength: 4 }),
      fc.constantFrom(...bodies),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    await fc.assert(
      fc.asyncProperty(drawn, async (text) => {
        // What is no text of its own can't be asked for.
        const wanted = Buffer.from(text).toString().toLowerCase();
        const asked = new Set(await find(wanted));
        for (const [at, body] of bodies.entries()) {
          if (wanted !== '' && body.toLowerCase().includes(wanted))
            expect(asked).toContain(`e${at + 1}`);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('no longer than somebody waits, and no further than there is room', async () => {
    const gone = new AbortController();
    let looks = 0;
    const endless = () => {
      looks += 1;
      if (looks === 3) gone.abort();
      return { ids: [], after: looks };
    };
    await expect(findInRecording(endless, 'x', gone.signal)).rejects.toThrow(/abort/iu);
    expect(looks).toBe(3);
    let next = 0;
    const everywhere = ({ table }: { readonly table: string }) => ({
      ids: table === 'body' ? [] : Array.from({ length: 1_000 }, () => (next += 1)),
      after: table === 'body' ? null : next,
    });
    const found = await findInRecording(everywhere, 'x', new AbortController().signal);
    expect([found.keys.length, found.more]).toEqual([MOST_FOUND, true]);
  });
});
