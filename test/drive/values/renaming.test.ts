import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LiveValues } from '../../../src/drive/values/live-values.js';
import type { Headers } from '../../../src/recording/exchange.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { recordingOf } from '../../replay/recording-of.js';
import { flowOf, openShipped, shipped } from './flow-of.js';

const folder = temporaryFolder();

/** An id as the recorded server has it, and as a new one has it: JSON text of each. */
interface Id {
  readonly recorded: string;
  readonly live: string;
}

type Side = keyof Id;

/** One thing that happens, as either side writes it. */
type Step =
  | {
      readonly kind: 'answer';
      readonly headers: (side: Side) => Headers;
      readonly body: (side: Side) => string;
    }
  | { readonly kind: 'notification'; readonly data: (side: Side) => string }
  | {
      readonly kind: 'request';
      readonly path: (side: Side) => string;
      readonly headers: (side: Side) => Headers;
      readonly body: (side: Side) => string;
    };

const textId = fc
  .tuple(
    fc.oneof(fc.uuid(), fc.stringMatching(/^[A-Z]{2}[0-9]{3}[A-Z0-9]{6,12}$/u)),
    fc.stringMatching(/^[A-Za-z0-9\\%é:~-]{1,30}$/u),
  )
  .map(
    ([recorded, live]): Id => ({ recorded: JSON.stringify(recorded), live: JSON.stringify(live) }),
  );
const numericId = fc
  .tuple(fc.bigInt({ min: 10n ** 9n, max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 20n }))
  .map(([recorded, live]): Id => ({ recorded: String(recorded), live: String(live) }));

const bare = (json: string): string => (json.startsWith('"') ? (JSON.parse(json) as string) : json);
const percent = (json: string): string => encodeURIComponent(bare(json));
const inPath = (json: string): string => percent(json).replaceAll('%3A', ':');
const uri = (json: string): string => `http://gws.test:8080/api/item/${inPath(json)}`;

const none = (): Headers => [];
const words = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta'];

/** How a server says ids; what else an item says tells it from others. */
const sayings = (ids: readonly Id[], rank: (id: Id) => number, turned: boolean) => {
  const item = (id: Id) => (side: Side) =>
    `{"subject":"${words[rank(id)]}","id":${id[side]},"state":"Ready","uri":"${uri(id[side])}"}`;
  const list = (side: Side): string => {
    const items = ids.map((id) => item(id)(side));
    return `{"statusCode":0, "items":[${(turned && side === 'live' ? items.toReversed() : items).join(', ')}]}`;
  };
  const [first] = ids;
  const one = (side: Side): string =>
    first === undefined ? '{}' : `{"item":${item(first)(side)}}`;
  return [
    { kind: 'answer', headers: none, body: list },
    { kind: 'notification', data: one },
    { kind: 'notification', data: list },
    {
      kind: 'answer',
      headers: (side: Side): Headers =>
        first === undefined ? [] : [['Location', uri(first[side])]],
      body: one,
    },
  ] as const satisfies readonly Step[];
};

/** How desktops give an id back. */
const uses = (id: Id, other: Id) => {
  const plainBody = () => '{"operationName":"Complete", "note":"\\u00e9 \\/ 1.10"}';
  const request = (
    path: (side: Side) => string,
    body: (side: Side) => string,
    headers: (side: Side) => Headers = none,
  ) => ({ kind: 'request', path, body, headers }) as const;
  return [
    request((side) => `/api/items/${inPath(id[side])}`, plainBody),
    request((side) => `/api/items?a=%20+b&itemId=${percent(id[side])}&c`, plainBody),
    request((side) => `/api/items?itemIds=${percent(id[side])},${percent(other[side])}`, plainBody),
    request(
      () => '/api/items',
      (side) => `{"a" : 1.10, "itemId" :${id[side]}, "list":[ ${other[side]} ], "ids": []}`,
    ),
    request(
      () => '/api/items',
      (side) => `{"uri":${JSON.stringify(uri(id[side]))}, "uri":"\\u0041"}`,
    ),
    request(
      () => '/api/items',
      plainBody,
      (side) => [
        ['Host', 'gws.test:8080'],
        ['X-Item-Id', bare(id[side])],
      ],
    ),
  ] as const satisfies readonly Step[];
};

const scenario = fc
  .record({
    ids: fc.uniqueArray(fc.oneof(textId, textId, numericId), {
      minLength: 1,
      maxLength: words.length,
      selector: ({ recorded }) => bare(recorded).toLowerCase(),
    }),
    plan: fc.array(
      fc.record({
        pick: fc.array(fc.nat(words.length - 1), { minLength: 1, maxLength: 4 }),
        how: fc.nat(5),
        say: fc.boolean(),
        turned: fc.boolean(),
      }),
      { minLength: 1, maxLength: 25 },
    ),
  })
  .filter(({ ids }) => new Set(ids.map(({ live }) => bare(live))).size === ids.length)
  .map(({ ids, plan }): readonly Step[] => {
    const said: Id[] = [];
    return plan.flatMap(({ pick, how, say, turned }): Step[] => {
      const picked = [...new Set(pick.flatMap((at) => ids[at % ids.length] ?? []))];
      if (!say && said.length > 0) {
        const [one = 0, two = 0] = pick;
        const id = said[one % said.length] as Id;
        const other = said[two % said.length] as Id;
        return [uses(id, other)[how] as Step];
      }
      const step = sayings(picked, (id) => ids.indexOf(id), turned)[how % 4] as Step;
      const isList = step.kind === 'answer' ? how % 4 === 0 : how % 4 === 2;
      for (const id of isList ? picked : picked.slice(0, 1)) if (!said.includes(id)) said.push(id);
      return [step];
    });
  });

describe('all ids of a recording, renamed by the live server', () => {
  it('come out renamed in requests, byte for byte, with nothing else changed', () => {
    fc.assert(
      fc.property(scenario, (steps) => {
        const rows: { readonly step: Step; readonly id: number }[] = [];
        using recording = recordingOf(folder, (b) => {
          const session = b.session('a1');
          for (const step of steps) {
            if (step.kind === 'notification') {
              rows.push({ step, id: b.notification({ session, data: step.data('recorded') }) });
            } else if (step.kind === 'answer') {
              const responseBody = step.body('recorded');
              const responseHeaders = step.headers('recorded');
              const path = '/api/items';
              rows.push({
                step,
                id: b.exchange({ session, method: 'GET', path, responseBody, responseHeaders }),
              });
            } else {
              const requestBody = step.body('recorded');
              const requestHeaders = step.headers('recorded');
              const path = step.path('recorded');
              rows.push({ step, id: b.exchange({ session, path, requestBody, requestHeaders }) });
            }
          }
        });
        const live = new LiveValues(flowOf(recording));
        for (const { step, id } of rows) {
          const exchange = recording.exchange(id);
          const message = recording.message(id);
          if (step.kind === 'notification') {
            if (message !== null) live.notified(message, step.data('live'));
          } else if (exchange !== null && step.kind === 'answer') {
            const body = Buffer.from(step.body('live'));
            live.answered(exchange, { status: 200, headers: step.headers('live'), body });
          } else if (exchange !== null && step.kind === 'request') {
            const request = live.request(exchange);
            expect({
              path: request.path,
              headers: request.headers,
              body: Buffer.from(request.body ?? []).toString(),
              unresolved: request.unresolved,
            }).toEqual({
              path: step.path('live'),
              headers: step.headers('live'),
              body: step.body('live'),
              unresolved: [],
            });
          }
        }
        expect(live.conflicts()).toEqual([]);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it.each(shipped)('come out renamed in each request of %s', (name) => {
    using recording = openShipped(name);
    const flow = flowOf(recording);
    const live = new LiveValues(flow);
    const renamed = (text: string): string =>
      flow.followed.reduce(
        (so, { value }) => so.replaceAll(value, `n-${[...value].toReversed().join('')}`),
        text,
      );
    const bytes = (content: Uint8Array | null | undefined): Buffer =>
      Buffer.from(renamed(Buffer.from(content ?? []).toString()));
    const events: { readonly seq: number; readonly happen: () => void }[] = [];
    for (const each of recording.exchanges()) {
      if (each.kind !== 'call' && each.kind !== 'safe') continue;
      const { seq, responseSeq, status, requestBody, responseBody } = each;
      events.push({
        seq,
        happen() {
          const { path, body, headers, unresolved } = live.request(each);
          expect(path).toBe(renamed(each.path));
          expect(Buffer.from(body ?? [])).toEqual(bytes(requestBody?.content));
          expect(headers).toEqual(each.requestHeaders);
          expect(unresolved).toEqual([]);
        },
      });
      events.push({
        seq: responseSeq ?? 0,
        happen: () =>
          live.answered(each, {
            status: status ?? 0,
            headers: each.responseHeaders ?? [],
            body: bytes(responseBody?.content),
          }),
      });
    }
    for (const row of recording.messages()) {
      const data = row.notification?.data ?? null;
      if (data === null) continue;
      events.push({ seq: row.seq, happen: () => live.notified(row, renamed(data)) });
    }
    for (const { happen } of events.toSorted((a, b) => a.seq - b.seq)) happen();
    expect(live.conflicts()).toEqual([]);
  });
});
