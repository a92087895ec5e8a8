import { describe, expect, it, onTestFinished } from 'vitest';
import { replay } from '../../../src/replay/replay.js';
import type { StandIn } from '../../../src/replay/stand-in.js';
import type { ExchangeDetail, MessageDetail, TextFound } from '../../../src/ui/protocol/detail.js';
import type { InspectorHead } from '../../../src/ui/protocol/recording-head.js';
import { inspect } from '../../../src/ui/server/inspect.js';
import { runDesktop } from '../../desktops/run-desktop.js';
import { agent } from '../../desktops/scripts.js';
import { type Followed, PageClient } from './page-client.js';

const recording = 'recordings/complete-tweet.db';

interface Played {
  readonly standIn: StandIn;
  readonly client: PageClient;
  readonly page: Followed;
}

async function playing(): Promise<Played> {
  const standIn = await replay(recording);
  onTestFinished(() => standIn.close());
  const inspector = await inspect({ standIn });
  onTestFinished(() => inspector.close());
  const client = await PageClient.enter(inspector.url);
  const page = client.follow();
  expect(await page.last('caught-up')).toEqual({ type: 'caught-up', live: true, more: false });
  return { standIn, client, page };
}

const play = (url: string): Promise<unknown> =>
  runDesktop(agent(), { url, user: 'a1', client: 'cometd9', transport: 'long-polling' });

const rowsOf = ({ rows }: Followed) => [...rows.values()].sort((a, b) => a.seq - b.seq);

describe('a page that watches a stand-in', () => {
  it('is told of calls as they come, what they matched, and what they set free', async () => {
    const { standIn, client, page } = await playing();
    await play(standIn.url);
    await page.until(({ rows }) => {
      const calls = [...rows.values()].filter(({ kind }) => kind === 'call');
      return calls.length === standIn.calls.length && calls.every(({ end }) => end !== null);
    });
    const calls = rowsOf(page).filter(({ kind }) => kind === 'call');
    expect(
      calls.map(({ method, path, operation, status, match }) => [
        method,
        path,
        operation,
        status,
        match,
      ]),
    ).toEqual(
      standIn.calls.map(({ method, path, operation, status, match }) => [
        method,
        path,
        operation,
        status,
        match,
      ]),
    );
    const complete = await page.find(
      ({ operation, answers }) => operation === 'Complete' && answers > 0,
    );
    const notice = await page.find(({ call, state }) => call === complete.id && state === 'sent');
    expect(notice).toMatchObject({ kind: 'notification', direction: 'to-desktop', copy: false });
    expect(notice.messageType).toMatch(/Message/u);
    expect(page.sessions).toEqual([
      expect.objectContaining({
        id: 1,
        user: 'a1',
        plays: { session: standIn.calls[0]?.session, copy: 1 },
      }),
    ]);
    const detail = await client.json<ExchangeDetail>(`/api/recordings/0/exchanges/${complete.id}`);
    expect(detail).toMatchObject({ row: complete, user: 'a1', miss: null });
    expect(detail.requestBody?.text).toContain('"operationName":"Complete"');
    expect(detail.responseBody?.text).toContain('referenceId');
    expect(detail.notifications.map(({ row }) => row.key)).toContain(notice.key);
    const message = await client.json<MessageDetail>(`/api/recordings/0/messages/${notice.id}`);
    expect(message).toMatchObject({ row: notice, user: 'a1', call: complete });
    expect(JSON.parse(message.text)).toMatchObject({ channel: notice.channel });
    const { keys } = await client.json<TextFound>('/api/recordings/0/text?q=COMPLETE');
    expect(keys).toContain(complete.key);
  });

  it('is told of misses with what is near them, of calls and of others', async () => {
    const { standIn, client, page } = await playing();
    await fetch(`${standIn.url}/api/v2/me/nowhere`, { method: 'POST', body: '{"a":1}' });
    await fetch(`${standIn.url}/api/v2/me/nowhere`);
    const call = await page.find(({ kind, miss }) => kind === 'call' && miss === 1);
    const safe = await page.find(({ kind, miss }) => kind === 'safe' && miss === 2);
    expect(call).toMatchObject({ status: 404, session: null, match: null });
    expect(safe).toMatchObject({ method: 'GET', path: '/api/v2/me/nowhere' });
    const details = await Promise.all(
      [call, safe].map(({ id }) =>
        client.json<ExchangeDetail>(`/api/recordings/0/exchanges/${id}`),
      ),
    );
    expect(details.map(({ miss }) => JSON.parse(miss ?? ''))).toEqual(standIn.misses);
  });

  it('begins anew when the stand-in does', async () => {
    const { standIn, client, page } = await playing();
    await fetch(`${standIn.url}/api/v2/me/nowhere`, { method: 'POST', body: '{}' });
    await page.find(({ miss }) => miss === 1);
    const heads = page.news.filter(({ type }) => type === 'head').length;
    await standIn.reset();
    await page.until(({ news }) => news.filter(({ type }) => type === 'head').length > heads);
    await page.until(({ news }) => news.at(-1)?.type === 'caught-up');
    expect(page.news.findLast(({ type }) => type === 'head')).toMatchObject({ rows: 0 });
    expect((await client.get('/api/recordings/0/exchanges/1')).status).toBe(404);
  });

  it('is told who plays what, that nothing is compared, and that nothing can be kept', async () => {
    const { client } = await playing();
    const head = await client.json<InspectorHead>('/api/inspector');
    expect(head).toMatchObject({
      recordings: [{ name: 'complete-tweet.db', of: 'stand-in', endedAt: null }],
      compares: false,
      writable: false,
    });
  });

  it('tells a page that comes later of all that it remembers', async () => {
    const { standIn, client, page } = await playing();
    await play(standIn.url);
    await page.until(({ rows }) => {
      const calls = [...rows.values()].filter(({ kind }) => kind === 'call');
      return calls.length === standIn.calls.length && calls.every(({ end }) => end !== null);
    });
    const later = client.follow();
    await later.last('caught-up');
    await later.until(() => later.rows.size === page.rows.size);
    expect(rowsOf(later)).toEqual(rowsOf(page));
  });
});
