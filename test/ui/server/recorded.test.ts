import { readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bodyText } from '../../../src/recording/body-text.js';
import { openRecording } from '../../../src/recording/open-recording.js';
import type {
  RecordedExchange,
  RecordedMessage,
  Recording,
} from '../../../src/recording/reader.js';
import { indexLinks } from '../../../src/report/link-index.js';
import { linksOf } from '../../../src/rules/links-of.js';
import { loadRules } from '../../../src/rules/load-rules.js';
import type { Rules } from '../../../src/rules/rules.js';
import type { ExchangeDetail, MessageDetail } from '../../../src/ui/protocol/detail.js';
import type { InspectorHead } from '../../../src/ui/protocol/recording-head.js';
import type { Row } from '../../../src/ui/protocol/row.js';
import { type InspectOptions, inspect } from '../../../src/ui/server/inspect.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { fileOf, tweet } from '../../report/told-recording.js';
import { type Followed, PageClient } from './page-client.js';

const folder = temporaryFolder();

async function opened(
  files: string | readonly string[],
  options: InspectOptions = {},
): Promise<PageClient> {
  const inspector = await inspect(files, options);
  onTestFinished(() => inspector.close());
  return PageClient.enter(inspector.url);
}

async function all(client: PageClient, place = 0): Promise<Followed> {
  const page = client.follow(place);
  await page.last('caught-up');
  return page;
}

function exchangeLike(exchange: RecordedExchange, answers: number): Partial<Row> {
  const { id, kind, seq, session, startedAt, endedAt, method, path, operation, status } = exchange;
  return {
    key: `e${id}`,
    ...{ kind, id, seq, session, at: startedAt, end: endedAt, method, path, operation, status },
    outcome: exchange.outcome,
    reference: exchange.responseReference ?? exchange.requestReference,
    answers,
  };
}

function messageLike(
  message: RecordedMessage,
  link: ReturnType<ReturnType<typeof indexLinks>['ofNotification']>,
): Partial<Row> {
  const { id, seq, session, at, channel, direction, exchange, clientId, notification } = message;
  return {
    key: `m${id}`,
    kind: notification === null ? 'message' : 'notification',
    ...{ id, seq, session, at, end: at, channel, direction, exchange, client: clientId },
    messageType: notification?.messageType ?? null,
    notificationType: notification?.notificationType ?? null,
    reference: notification?.referenceId ?? null,
    call: link?.call ?? null,
    rule: link?.rule ?? null,
    copy: link?.copy ?? false,
  };
}

/** What rows there must be, found out by other means. */
function expectedRows(recording: Recording, rules?: Rules): readonly Partial<Row>[] {
  const links = indexLinks(linksOf(recording, rules).links);
  return [
    ...[...recording.exchanges()].map((each) =>
      exchangeLike(each, links.ofCall(each.id).filter(({ copy }) => !copy).length),
    ),
    ...[...recording.messages()].map((each) => messageLike(each, links.ofNotification(each.id))),
  ].sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
}

const shipped = readdirSync('recordings').filter((name) => name.endsWith('.db'));

describe('what a page is told of a recording', () => {
  it.each(shipped)('is all of it, in wire order: %s', async (name) => {
    using recording = openRecording(`recordings/${name}`);
    const page = await all(await opened(recording.file));
    expect([...page.rows.values()]).toEqual(
      expectedRows(recording).map((each) => expect.objectContaining(each)),
    );
    expect(page.sessions).toEqual(recording.sessions().map((each) => ({ ...each, plays: null })));
    expect(page.news.map(({ type }) => type)).toEqual(['head', 'sessions', 'rows', 'caught-up']);
    expect(page.news[0]).toMatchObject({ rows: page.rows.size });
    expect(page.news.at(-1)).toEqual({ type: 'caught-up', live: false, more: false });
  });

  it('goes by the links that rules files make', async () => {
    const rules = folder.path('order.rules.json');
    writeFileSync(rules, '{"correlate":{"rules":["reference-response","order"]}}');
    const file = fileOf((b) => {
      const session = b.session('a1');
      b.exchange({
        session,
        path: '/api/v2/me/tweets/1',
        requestBody: '{"operationName":"Complete"}',
        responseBody: '{"statusCode":0}',
      });
      b.notification({ session, data: '{"messageType":"Other"}' });
    });
    const loaded = loadRules([rules]);
    const client = await opened(file, { rules: loaded });
    const page = await all(client);
    using recording = openRecording(file);
    expect([...page.rows.values()]).toEqual(
      expectedRows(recording, loaded).map((each) => expect.objectContaining(each)),
    );
    const linked = await page.find(({ rule }) => rule === 'order');
    const { link } = await client.json<MessageDetail>(`/api/recordings/0/messages/${linked.id}`);
    expect(link).toEqual({
      rule: 'order',
      evidence: expect.stringContaining('"weak":true'),
      copy: false,
    });
  });

  it('tells which calls expect no notification, by the rules', async () => {
    const rules = folder.path('silent.rules.json');
    writeFileSync(
      rules,
      '{"correlate":{"paths":{"resources":["...","{any}/tweets/{id}"],"silent":["...","me/tweets/{id}"]}}}',
    );
    const silent = async (options: InspectOptions): Promise<readonly (string | null)[]> => {
      const { rows } = await all(await opened('recordings/complete-tweet.db', options));
      const calls = [...rows.values()].filter(({ kind }) => kind === 'call');
      return [...new Set(calls.flatMap((row) => (row.silent ? [row.operation] : [])))];
    };
    expect(await silent({})).toEqual(['StartContactCenterSession', 'EndContactCenterSession']);
    expect(await silent({ rules: loadRules([rules]) })).toEqual([
      'StartContactCenterSession',
      'Accept',
      'Complete',
      'EndContactCenterSession',
    ]);
  });

  it('is of two recordings, if they are compared', async () => {
    const files = ['recordings/medium-voice.db', 'recordings/medium-chat.db'];
    const client = await opened(files);
    const { recordings, compares } = await client.json<InspectorHead>('/api/inspector');
    expect([recordings.map(({ name }) => name), compares]).toEqual([
      ['medium-voice.db', 'medium-chat.db'],
      true,
    ]);
    for (const [place, file] of files.entries()) {
      using recording = openRecording(file);
      expect((await all(client, place)).rows.size).toBe(expectedRows(recording).length);
    }
  });
});

describe('an exchange whole', () => {
  it.each(['everything.db', 'everything-websocket.db', 'two-tabs.db'])(
    'has all that the recording has of it: %s',
    async (name) => {
      using recording = openRecording(`recordings/${name}`);
      const links = indexLinks(recording.links());
      const client = await opened(recording.file);
      for (const exchange of recording.exchanges()) {
        const path = `/api/recordings/0/exchanges/${exchange.id}`;
        const detail = await client.json<ExchangeDetail>(path);
        expect(detail).toMatchObject({
          connection: exchange.connection,
          requestHeaders: exchange.requestHeaders,
          responseHeaders: exchange.responseHeaders,
          requestRedacted: exchange.requestRedacted,
          responseRedacted: exchange.responseRedacted,
          reason: exchange.reason,
          target: recording.info.target,
        });
        expect(detail.requestBody?.text ?? null).toBe(bodyText(exchange.requestBody));
        expect(detail.responseBody?.text ?? null).toBe(bodyText(exchange.responseBody));
        const linked = links.ofCall(exchange.id);
        expect(detail.notifications.map(({ row }) => row.id)).toEqual(
          linked.map(({ notification }) => notification),
        );
        expect(detail.unanswered === null).toBe(
          exchange.kind !== 'call' || linked.some(({ copy }) => !copy),
        );
        const carried = [...recording.messages()].filter((each) => each.exchange === exchange.id);
        expect(detail.messages.map(({ id }) => id)).toEqual(carried.map(({ id }) => id));
      }
    },
  );

  it('gives its bodies as files that no browser opens', async () => {
    using recording = openRecording('recordings/everything.db');
    const client = await opened(recording.file);
    for (const { id, responseBody } of recording.exchanges()) {
      const answer = await client.get(`/api/recordings/0/exchanges/${id}/response`);
      if (responseBody === null) {
        expect([answer.status, answer.body]).toEqual([
          404,
          `the response of exchange ${id} has no body\n`,
        ]);
      } else {
        expect(answer.bytes).toEqual(Buffer.from(responseBody.content ?? []));
        expect(answer.headers).toMatchObject({
          'content-type': 'application/octet-stream',
          'content-disposition': `attachment; filename="exchange-${id}-response"`,
        });
      }
    }
  });

  it('shows a megabyte of a body, and says that there is more', async () => {
    const text = `${'x'.repeat(1024 * 1024 - 1)}😀 and more`;
    const binary = Buffer.alloc(2 * 1024 * 1024, 0xff);
    const file = fileOf((b) => {
      b.exchange({ path: '/', requestBody: text, responseBody: binary });
    });
    const client = await opened(file);
    const { requestBody, responseBody } = await client.json<ExchangeDetail>(
      '/api/recordings/0/exchanges/1',
    );
    expect(requestBody).toMatchObject({ cut: true, base64: null, length: Buffer.byteLength(text) });
    expect(requestBody?.text).toBe('x'.repeat(1024 * 1024 - 1));
    expect(responseBody).toMatchObject({ cut: true, text: null });
    const shown = Buffer.from(responseBody?.base64 ?? '', 'base64');
    expect(shown.equals(binary.subarray(0, 1024 * 1024))).toBe(true);
    const whole = await client.get('/api/recordings/0/exchanges/1/response');
    expect(whole.bytes.equals(binary)).toBe(true);
  });

  it('tells why a body is not there', async () => {
    const file = fileOf((b) => {
      b.exchange({
        path: '/',
        responseBody: {
          content: null,
          encoded: null,
          encoding: 'zstd',
          length: 7,
          digest: 'abc',
          omitted: 'unknown-encoding',
        },
      });
    });
    const client = await opened(file);
    const { responseBody } = await client.json<ExchangeDetail>('/api/recordings/0/exchanges/1');
    expect(responseBody).toEqual({
      text: null,
      base64: null,
      cut: false,
      length: 7,
      encoding: 'zstd',
      omitted: 'unknown-encoding',
      digest: 'abc',
    });
    const { status, body } = await client.get('/api/recordings/0/exchanges/1/response');
    expect([status, body]).toEqual([404, "the response's body was not stored: unknown-encoding\n"]);
  });

  it('is not there', async () => {
    const client = await opened('recordings/two-tabs.db');
    const paths = ['exchanges/99999', 'exchanges/0', 'exchanges/x', 'exchanges/-1', 'messages/1e3'];
    for (const path of [
      ...paths,
      'exchanges/1/other',
      'messages/99999',
      'exchanges/1.5',
      'text/1',
    ]) {
      expect([path, (await client.get(`/api/recordings/0/${path}`)).status]).toEqual([path, 404]);
    }
  });
});

describe('a message whole', () => {
  it.each(['everything.db', 'everything-websocket.db', 'two-tabs.db'])(
    'has its text, its call, and other deliveries of it: %s',
    async (name) => {
      using recording = openRecording(`recordings/${name}`);
      const links = indexLinks(recording.links());
      const client = await opened(recording.file);
      for (const message of recording.messages()) {
        const path = `/api/recordings/0/messages/${message.id}`;
        const detail = await client.json<MessageDetail>(path);
        const link = links.ofNotification(message.id);
        expect(detail).toMatchObject({
          text: message.text,
          cut: false,
          redacted: message.redacted,
          carrier: { id: message.exchange },
        });
        expect(detail.call?.id).toBe(link?.call);
        expect(detail.link?.rule).toBe(link?.rule);
        expect(detail.unsolicited === null).toBe(message.notification === null || link !== null);
      }
    },
  );

  it('has the first delivery of a copy, and the copies of the first', async () => {
    const file = fileOf((b) => {
      const agent = b.session('a1');
      const boss = b.session('s1');
      const call = b.exchange({
        session: agent,
        path: '/api/v2/me/tweets/01QQQG2MU214P05K',
        requestBody: '{"operationName":"Complete"}',
        responseBody: '{"statusCode":0,"referenceId":7}',
      });
      const first = b.notification({ session: agent, data: tweet('Completed', 7) });
      const copy = b.notification({ session: boss, data: tweet('Completed', 7) });
      const other = b.notification({ session: agent, data: tweet('Completed', 7) });
      b.link({ call, notification: first });
      b.link({ call, notification: copy, copy: true, evidence: { copyOf: first } });
      b.link({ call, notification: other });
    });
    const client = await opened(file);
    using recording = openRecording(file);
    const [first = 0, copy = 0, other = 0] = recording
      .links()
      .map(({ notification }) => notification);
    const siblings = async (id: number) =>
      (await client.json<MessageDetail>(`/api/recordings/0/messages/${id}`)).siblings.map(
        ({ row, link }) => [row.id, link.copy],
      );
    expect(await siblings(first)).toEqual([[copy, true]]);
    expect(await siblings(copy)).toEqual([[first, false]]);
    expect(await siblings(other)).toEqual([]);
  });
});
