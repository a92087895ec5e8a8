import { rmSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SeriesWriter } from '../../../src/capture/series/series-writer.js';
import { mergeRecordings } from '../../../src/merge/merge-recordings.js';
import type { ExchangeDetail, MessageDetail, TextFound } from '../../../src/ui/protocol/detail.js';
import type { SessionHead } from '../../../src/ui/protocol/recording-head.js';
import { inspect } from '../../../src/ui/server/inspect.js';
import { SeriesParts } from '../../../src/ui/server/series/series-parts.js';
import { openSeriesTimeline } from '../../../src/ui/server/series/series-timeline.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { type Followed, PageClient } from './page-client.js';
import { RecorderAtRandom } from './recorder-at-random.js';
import { RecorderByHand } from './recorder-by-hand.js';

const folder = temporaryFolder();
const link = { call: 1, notification: 1, rule: 'reference-response', evidence: {}, copy: false };

const newSeries = (file: string): SeriesWriter =>
  new SeriesWriter(file, {
    ...{ startedAt: 1_000, series: 's', rotates: true },
    facts: { target: 'http://x' },
  });

async function entered(file: string): Promise<PageClient> {
  const inspector = await inspect(file);
  onTestFinished(() => inspector.close());
  return PageClient.enter(inspector.url);
}

async function following(client: PageClient): Promise<Followed> {
  const page = client.follow();
  expect(await page.last('caught-up')).toMatchObject({ live: true, more: false });
  return page;
}

const bySeq = ({ rows }: Followed) => [...rows.values()].sort((a, b) => a.seq - b.seq);

/** When a session ended is told by what stands in one file with it. */
const known = ({ id, user, startedAt }: SessionHead) => ({ id, user, startedAt });

/** What a page is told of the files merged into one. */
async function merged(files: readonly string[]): Promise<Followed> {
  const output = folder.path('merged.db');
  await mergeRecordings(files, { output });
  const page = (await entered(output)).follow();
  await page.last('caught-up');
  return page;
}

const ended = (page: Followed): Promise<boolean> =>
  page.until(({ news }) => news.some((each) => each.type === 'caught-up' && !each.live));

describe('a page of a recording whose recorder goes on in other files', () => {
  it('goes on with it, and knows in the end what one file would have held', async () => {
    const recorder = new RecorderByHand<SeriesWriter>(folder.path('a.db'), newSeries);
    const files = [recorder.file];
    recorder.request(1);
    recorder.response(1);
    recorder.request(2, { kind: 'bayeux' });
    recorder.notification(1, 2);
    const client = await entered(recorder.file);
    const page = await following(client);
    files.push(recorder.writer.rotate(2_000));
    recorder.request(3);
    await page.find(({ key }) => key === 'e3');
    await page.until(({ head }) => head?.name === 'a.db to a.2.db');
    expect(page.head).toMatchObject({ startedAt: 1_000, endedAt: null });
    // What belongs to rows of the file before.
    recorder.writer.link(link);
    recorder.writer.session(1, 1_500);
    recorder.writer.user(1, 'ann');
    recorder.writer.assign(1, 1);
    recorder.writer.commit();
    await page.find(({ key, call }) => key === 'm1' && call === 1);
    await page.find(({ key, answers }) => key === 'e1' && answers === 1);
    await page.find(({ key, session }) => key === 'e1' && session === 1);
    files.push(recorder.writer.rotate(3_000));
    recorder.response(3);
    recorder.response(2);
    await page.find(({ key, end }) => key === 'e2' && end !== null);

    const call = await client.json<ExchangeDetail>('/api/recordings/0/exchanges/1');
    expect(call.notifications.map(({ row }) => row.key)).toEqual(['m1']);
    expect(call).toMatchObject({ user: 'ann', row: { answers: 1, session: 1 } });
    const carrier = await client.json<ExchangeDetail>('/api/recordings/0/exchanges/2');
    expect(carrier.messages.map(({ key }) => key)).toEqual(['m1']);
    const message = await client.json<MessageDetail>('/api/recordings/0/messages/1');
    expect(message).toMatchObject({
      call: { key: 'e1' },
      carrier: { key: 'e2' },
      unsolicited: null,
    });
    const found = await client.json<TextFound>('/api/recordings/0/text?q=tweets');
    expect(found).toEqual({ keys: ['m1'], more: false });
    expect((await client.get('/api/recordings/0/exchanges/99')).status).toBe(404);

    const late = await following(client);
    expect(bySeq(late)).toEqual(bySeq(page));
    recorder.writer.close(4_000);
    await Promise.all([ended(page), ended(late)]);
    await recorder.writer.folded();
    const whole = await merged(files);
    for (const each of [page, late]) {
      expect(bySeq(each)).toEqual(bySeq(whole));
      expect(each.sessions.map(known)).toEqual(whole.sessions.map(known));
      expect(each.head).toEqual({ ...whole.head, name: 'a.db to a.3.db' });
    }
    expect(folder.files()).toEqual(['a.2.db', 'a.3.db', 'a.db', 'merged.db']);
  });

  it.each([1, 2, 3, 4])(
    'knows in the end what one file would have held, whatever happened, and whenever (%i)',
    async (seed) => {
      const random = new RecorderAtRandom(folder.path('a.db'), seed, newSeries);
      const { recorder } = random;
      const files = [recorder.file];
      recorder.writer.commit();
      const client = await entered(recorder.file);
      const page = await following(client);
      for (let round = 0; round < 6; round += 1) {
        for (let act = random.below(40); act > 0; act -= 1) {
          random.act(false);
          if (random.below(12) > 0) continue;
          recorder.writer.commit();
          files.push(recorder.writer.rotate(2_000 + files.length));
        }
        recorder.writer.commit();
        const mark = random.mark();
        await page.find(({ key }) => key === mark);
      }
      const late = await following(client);
      recorder.writer.close(9_000);
      await Promise.all([ended(page), ended(late)]);
      await recorder.writer.folded();
      expect(files.length).toBeGreaterThan(1);
      const whole = await merged(files);
      for (const each of [page, late]) {
        expect(bySeq(each)).toEqual(bySeq(whole));
        expect(each.sessions.map(known)).toEqual(whole.sessions.map(known));
      }
    },
  );

  it('goes on though files before are taken away', async () => {
    const recorder = new RecorderByHand<SeriesWriter>(folder.path('a.db'), newSeries);
    recorder.request(1);
    const client = await entered(recorder.file);
    const page = await following(client);
    recorder.response(1);
    recorder.writer.rotate(2_000);
    recorder.request(2);
    await page.find(({ key }) => key === 'e2');
    await recorder.writer.folded();
    rmSync(recorder.file);
    recorder.request(3);
    await page.find(({ key }) => key === 'e3');
    expect((await client.get('/api/recordings/0/exchanges/1')).status).toBe(404);
    const late = await following(client);
    expect([...late.rows.keys()]).toEqual(['e2', 'e3']);
  });

  it('finds what stands before a file that was taken away unseen', () => {
    const recorder = new RecorderByHand<SeriesWriter>(folder.path('a.db'), newSeries);
    const parts = new SeriesParts(recorder.file);
    recorder.request(1, { kind: 'bayeux' });
    recorder.notification(1, 1);
    recorder.response(1);
    const gone = recorder.writer.rotate(2_000);
    recorder.request(2);
    recorder.response(2);
    const latest = recorder.writer.rotate(3_000);
    recorder.request(3);
    recorder.writer.commit();
    for (const file of [gone, latest]) parts.goOnIn(file);
    for (const companion of ['', '-wal', '-shm']) rmSync(gone + companion, { force: true });
    const timeline = openSeriesTimeline(parts, 0);
    onTestFinished(() => timeline.close());
    expect(timeline.exchanges([1, 2, 3]).map(({ id }) => id)).toEqual([3, 1]);
    expect([1, 2, 3].map((id) => timeline.exchange(id)?.id)).toEqual([1, undefined, 3]);
    expect(timeline.message(1)?.id).toBe(1);
  });

  it('shows a file that had ended by itself', async () => {
    const recorder = new RecorderByHand<SeriesWriter>(folder.path('a.db'), newSeries);
    recorder.request(1);
    recorder.response(1);
    recorder.writer.rotate(2_000);
    await recorder.writer.folded();
    const page = (await entered(recorder.file)).follow();
    expect(await page.last('caught-up')).toMatchObject({ live: false });
    expect(page.head).toMatchObject({ name: 'a.db', endedAt: 2_000 });
  });
});
