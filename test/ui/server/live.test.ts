import { unlinkSync, utimesSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { record } from '../../../src/capture/record.js';
import { systemClock } from '../../../src/time/clock.js';
import { inspect } from '../../../src/ui/server/inspect.js';
import { openInspector } from '../../../src/ui/server/open-inspector.js';
import { RecordedSource } from '../../../src/ui/server/recorded-source.js';
import { inspectRecorder } from '../../../src/ui/server/thread/inspect-recorder.js';
import { askFor, startObedientServer } from '../../capture/obedient-server.js';
import type { ClientTransport } from '../../desktops/bayeux-client.js';
import { runDesktop } from '../../desktops/run-desktop.js';
import { agent } from '../../desktops/scripts.js';
import { startRecorderTalk } from '../../e2e/recorder-talk.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { startFayeStaging } from '../../staging/faye-staging.js';
import { startStaging } from '../../staging/staging.js';
import { type Followed, PageClient } from './page-client.js';
import { RecorderAtRandom } from './recorder-at-random.js';
import { RecorderByHand } from './recorder-by-hand.js';

const folder = temporaryFolder();
const listen = { host: '127.0.0.1', port: 0 };

async function followed(file: string): Promise<Followed> {
  const inspector = await inspect(file);
  onTestFinished(() => inspector.close());
  return (await PageClient.enter(inspector.url)).follow();
}

/** What a page that comes afterwards is told. */
async function afterwards(file: string): Promise<Followed> {
  const page = await followed(file);
  const { live } = await page.last('caught-up');
  expect(live).toBe(false);
  return page;
}

const bySeq = ({ rows }: Followed) => [...rows.values()].sort((a, b) => a.seq - b.seq);

describe.each([
  ['long-polling', startStaging],
  ['callback-polling', startFayeStaging],
  ['websocket', startFayeStaging],
] as [ClientTransport, typeof startStaging][])(
  'a page that follows a recorder of %s',
  (transport, start) => {
    it('knows in the end what one knows that comes afterwards', async () => {
      const staging = await start();
      onTestFinished(() => staging.close());
      const file = folder.path('live.db');
      const inspector = await inspectRecorder({ listen });
      onTestFinished(() => inspector.close());
      const recorder = await record({ target: staging.url, output: file, listen });
      inspector.watch(file);
      const page = (await PageClient.enter(inspector.url)).follow();
      const other = await followed(file);
      await page.until(({ news }) => news.some(({ type }) => type === 'caught-up'));
      expect(page.news.at(-1)).toMatchObject({ live: true, more: false });
      const script = agent();
      await runDesktop(script, { url: recorder.url, user: 'a1', client: 'cometd9', transport });
      await page.find(({ operation, answers }) => operation === 'Complete' && answers > 0);
      expect(page.head?.endedAt).toBeNull();
      const { gaps } = await inspector.whileClosing(() => recorder.close());
      expect(gaps).toEqual([]);
      expect(folder.files()).toEqual(['live.db']);
      const after = await afterwards(file);
      for (const live of [page, other]) {
        await live.until(({ news }) =>
          news.some((each) => each.type === 'caught-up' && !each.live),
        );
        expect(bySeq(live)).toEqual(bySeq(after));
        expect(live.sessions).toEqual(after.sessions);
        expect(live.head).toEqual(after.head);
      }
      expect(after.rows.size).toBeGreaterThan(20);
    });
  },
);

describe('while a recording is made a page is told', () => {
  it('of new rows, of answers that come, and of links that are made, with how many answer a call', async () => {
    const recorder = new RecorderByHand(folder.path('by-hand.db'));
    recorder.request(1);
    const page = await followed(recorder.file);
    expect(await page.last('caught-up')).toMatchObject({ live: true, more: false });
    expect(page.rows.get('e1')).toMatchObject({ end: null, outcome: 'open', status: null });
    recorder.response(1);
    await page.find(({ key, end, status }) => key === 'e1' && end === 2_001 && status === 200);
    recorder.request(2, { kind: 'bayeux' });
    recorder.notification(1, 2);
    await page.find(({ key, call }) => key === 'm1' && call === null);
    const link = {
      call: 1,
      notification: 1,
      rule: 'reference-response',
      evidence: {},
      copy: false,
    };
    recorder.writer.link(link);
    await page.find(({ key, call, rule }) => key === 'm1' && call === 1 && rule === link.rule);
    await page.find(({ key, answers }) => key === 'e1' && answers === 1);
    recorder.notification(2, 2);
    recorder.writer.link({ ...link, notification: 2, copy: true });
    await page.find(({ key, copy }) => key === 'm2' && copy);
    expect(page.rows.get('e1')?.answers).toBe(1);
  });

  it('of a slow request that has a smaller number than those that came meanwhile', async () => {
    const recorder = new RecorderByHand(folder.path('by-hand.db'));
    recorder.request(1);
    recorder.request(4);
    const page = await followed(recorder.file);
    await page.last('caught-up');
    recorder.request(3);
    await page.find(({ key }) => key === 'e3');
    recorder.request(2);
    await page.find(({ key }) => key === 'e2');
    expect(page.rows.size).toBe(4);
  });

  it('of sessions, their users and transports, and whose an exchange turns out to be', async () => {
    const recorder = new RecorderByHand(folder.path('by-hand.db'));
    recorder.request(1, { kind: 'bayeux' });
    recorder.notification(1, 1);
    const page = await followed(recorder.file);
    await page.last('caught-up');
    expect(page.sessions).toEqual([]);
    recorder.writer.session(1, 1_500);
    recorder.writer.assign(1, 1);
    await page.find(({ key, session }) => key === 'm1' && session === 1);
    expect(page.rows.get('e1')?.session).toBe(1);
    recorder.writer.user(1, 'a1');
    await page.until(({ sessions }) => sessions.some(({ user }) => user === 'a1'));
    expect(page.sessions).toEqual([
      {
        id: 1,
        user: 'a1',
        transport: 'long-polling',
        startedAt: 1_500,
        endedAt: null,
        plays: null,
      },
    ]);
  });

  it('of gaps, and of the end', async () => {
    const recorder = new RecorderByHand(folder.path('by-hand.db'));
    recorder.request(1);
    const page = await followed(recorder.file);
    await page.last('caught-up');
    recorder.writer.gap({ from: 1_100, to: 1_200, reason: 'made up' });
    await page.until(({ head }) => head?.gaps.length === 1);
    expect(page.head).toMatchObject({ endedAt: null, interrupted: false });
    recorder.writer.close(4_000);
    await page.until(({ news }) => news.some((each) => each.type === 'caught-up' && !each.live));
    expect(page.head).toMatchObject({ endedAt: 4_000, interrupted: false });
    expect(folder.files()).toEqual(['by-hand.db']);
  });

  it('of the rows after one that it names', async () => {
    const recorder = new RecorderByHand(folder.path('by-hand.db'));
    for (let id = 1; id <= 5; id += 1) recorder.request(id);
    const inspector = await inspect(recorder.file);
    onTestFinished(() => inspector.close());
    const page = (await PageClient.enter(inspector.url)).follow(0, '?after=3');
    await page.last('caught-up');
    expect([...page.rows.keys()]).toEqual(['e4', 'e5']);
    recorder.request(6);
    await page.find(({ key }) => key === 'e6');
  });

  it('no more rows than there is room for, and that there are more', async () => {
    const recorder = new RecorderByHand(folder.path('by-hand.db'));
    for (let id = 1; id <= 8; id += 1) recorder.request(id);
    const clock = systemClock();
    const inspector = await openInspector({
      ...{ listen, flag: '--listen', clock, routes: [] },
      sources: [new RecordedSource(recorder.file, { clock, mostRows: 10 })],
      inspected: { files: [recorder.file], rules: undefined, noise: [], write: null },
    });
    onTestFinished(() => inspector.close());
    const client = await PageClient.enter(inspector.url);
    const page = client.follow();
    expect(await page.last('caught-up')).toMatchObject({ live: true, more: false });
    for (let id = 9; id <= 14; id += 1) recorder.request(id);
    await page.until(({ news }) => news.some((each) => each.type === 'caught-up' && each.more));
    expect([...page.rows.keys()].at(-1)).toBe('e10');
    const rest = client.follow(0, '?after=10');
    expect(await rest.last('caught-up')).toMatchObject({ live: true, more: false });
    expect([...rest.rows.keys()]).toEqual(['e11', 'e12', 'e13', 'e14']);
    const again = client.follow();
    expect(await again.last('caught-up')).toMatchObject({ live: true, more: true });
    expect(again.rows.size).toBe(10);
  });

  it('that the recording is gone', async () => {
    const recorder = new RecorderByHand(folder.path('by-hand.db'));
    recorder.request(1);
    const page = await followed(recorder.file);
    await page.last('caught-up');
    unlinkSync(recorder.file);
    const { message } = await page.last('failed');
    expect(message).toMatch(/by-hand\.db does not exist; check the path$/u);
  });
});

describe('whatever a recorder does, and whenever', () => {
  it.each([1, 2, 3, 4, 5])(
    'a page that follows knows in the end what one knows that comes afterwards (%i)',
    async (seed) => {
      const random = new RecorderAtRandom(folder.path('by-hand.db'), seed);
      const { recorder } = random;
      for (let act = random.below(30); act > 0; act -= 1) random.act();
      recorder.writer.commit();
      const page = await followed(recorder.file);
      await page.last('caught-up');
      for (let round = 0; round < 6; round += 1) {
        for (let act = random.below(40); act > 0; act -= 1) random.act();
        recorder.writer.commit();
        // So that it looks in between.
        const mark = random.mark();
        await page.find(({ key }) => key === mark);
      }
      recorder.writer.close(9_000);
      await page.until(({ news }) => news.some((each) => each.type === 'caught-up' && !each.live));
      const after = await afterwards(recorder.file);
      expect(bySeq(page)).toEqual(bySeq(after));
      expect(page.sessions).toEqual(after.sessions);
      expect(page.head).toEqual(after.head);
    },
  );
});

describe('a recording whose recorder was killed', () => {
  it('is shown as it was left, with the links that it did not come to', async () => {
    const recorder = new RecorderByHand(folder.path('by-hand.db'));
    const body = (text: string) => ({
      content: Buffer.from(text),
      encoded: null,
      encoding: null,
      length: text.length,
      digest: null,
      omitted: null,
    });
    recorder.writer.session(1, 1_000);
    recorder.request(1, { session: 1, body: body('{"operationName":"Do"}') });
    recorder.response(1, { body: body('{"statusCode":0,"referenceId":7}') });
    recorder.request(2, { session: 1, kind: 'bayeux' });
    recorder.notification(1, 2);
    // As if it had been so for a while.
    for (const suffix of ['', '-wal']) utimesSync(recorder.file + suffix, 1, 1);
    const page = await followed(recorder.file);
    expect(await page.last('caught-up')).toMatchObject({ live: false, more: false });
    expect(page.head).toMatchObject({ endedAt: null, interrupted: true });
    expect(page.rows.get('m1')).toMatchObject({ call: 1, rule: 'reference-response' });
    expect(page.rows.get('e1')).toMatchObject({ answers: 1 });
    // It was not, after all.
    recorder.request(3);
    await page.find(({ key }) => key === 'e3');
    expect(await page.last('caught-up')).toMatchObject({ live: true });
  });
});

describe('a recorder of another process', () => {
  it('is at work for as long as it lives, however quiet it is', async () => {
    const server = await startObedientServer();
    const file = folder.path('quiet.db');
    const talk = startRecorderTalk(['--target', server.url, '--output', file, '--json']);
    const { url } = (await talk.event('listening')) as { url: string };
    await askFor(`${url}/here`);
    const long = (): void => {
      for (const suffix of ['', '-wal']) utimesSync(file + suffix, 1, 1);
    };
    long();
    const page = await followed(file);
    // Only Linux tells who has a file open.
    if (process.platform === 'linux') {
      expect(await page.last('caught-up')).toMatchObject({ live: true });
      expect(page.head).toMatchObject({ interrupted: false });
    }
    talk.child.kill('SIGKILL');
    await talk.ended;
    await page.until(({ news }) => news.some((each) => each.type === 'caught-up' && !each.live));
    expect(page.head).toMatchObject({ interrupted: true, endedAt: null });
    expect(page.rows.size).toBe(1);
  });
});

describe('an inspector beside a recorder', () => {
  it('that fails says so, and keeps nobody waiting', async () => {
    const notices: string[] = [];
    let noticed = (): void => {};
    const told = new Promise<void>((resolve) => {
      noticed = resolve;
    });
    const inspector = await inspectRecorder({
      listen,
      onNotice: (notice) => {
        notices.push(notice);
        noticed();
      },
    });
    inspector.watch(folder.path('absent.db'));
    await told;
    expect(await inspector.whileClosing(() => Promise.resolve('closed'))).toBe('closed');
    await Promise.all([inspector.close(), inspector.close()]);
    expect(notices).toEqual([
      expect.stringMatching(
        /^the inspector has ended \(.*absent\.db does not exist.*\); the recording goes on$/u,
      ),
    ]);
  });
});
