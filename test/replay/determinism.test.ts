import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Recording } from '../../src/recording/reader.js';
import type { Renewal } from '../../src/replay/renewal.js';
import type { StageOptions } from '../../src/replay/stage-options.js';
import { startReplay } from '../../src/replay/start-replay.js';
import type { RecordingBuilder } from '../recording/build-recording.js';
import { temporaryFolder } from '../recording/temporary-folder.js';
import { recordedAgent, workday } from './agent-recording.js';
import { PaperDesktop, type PaperTransport, play, textOf } from './play.js';
import { recordingOf } from './recording-of.js';

const folder = temporaryFolder();
const users = ['a1', 'a1', 'a2'] as const;

function office(b: RecordingBuilder, websocket = false): void {
  workday(recordedAgent(b, 'a1', { websocket }), 10);
  workday(recordedAgent(b, 'a2', { websocket }), 20);
}

/** What is left to luck in a day: who acts next and on which transport, who polls in between, who subscribes in one batch. */
interface Luck {
  readonly turns: readonly number[];
  readonly transports: readonly PaperTransport[];
  readonly polls: readonly boolean[];
  readonly batches: readonly boolean[];
}

const luck: fc.Arbitrary<Luck> = fc.record({
  turns: fc.array(fc.nat({ max: users.length - 1 }), { maxLength: 40 }),
  transports: fc.array(fc.constantFrom('long-polling', 'websocket', 'callback-polling'), {
    minLength: 7,
    maxLength: 60,
  }),
  polls: fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
  batches: fc.array(fc.boolean(), { minLength: users.length, maxLength: users.length }),
});

/** Lets three desktops work; what each of them saw, by its cookie. */
function seenBy(
  recording: Recording,
  { turns, transports, polls, batches }: Luck,
  options: Partial<StageOptions>,
): ReadonlyMap<string, string> {
  const stage = play(recording, options);
  const days = users.map((user, index) => dayOf(new PaperDesktop(stage), user, batches[index]));
  const order = [...turns, ...users.flatMap((_, index) => Array(12).fill(index) as number[])];
  order.forEach((index, turn) => {
    const { desktop, steps } = days[index] as (typeof days)[number];
    desktop.transport = transports[turn % transports.length] ?? 'long-polling';
    steps.shift()?.();
    if (polls[turn % polls.length] && desktop.clientId !== '') desktop.connect();
  });
  return new Map(
    days.map(({ desktop, saw }) => {
      desktop.connect();
      return [desktop.cookies.get('JSESSIONID') ?? '', [...saw, ...desktop.notices].join('\n')];
    }),
  );
}

function dayOf(desktop: PaperDesktop, user: string, oneBatch = false) {
  const saw: string[] = [];
  const ask =
    (target: string, body: string | null = null) =>
    (): void => {
      const answer = desktop.ask(body === null ? 'GET' : 'POST', target, body);
      saw.push(`${answer?.status} ${JSON.stringify(answer?.headers)} ${textOf(answer)}`);
    };
  const steps = [
    ask('/api/v2/me'),
    () => void saw.push(textOf(desktop.logIn(user))),
    () => {
      const { id, ...reply } = desktop.handshake() as { id: string };
      saw.push(JSON.stringify(reply));
    },
    () => {
      if (oneBatch) desktop.subscribe('/v2/me/tweets', '/v2/me/calls');
      else for (const each of ['/v2/me/tweets', '/v2/me/calls']) desktop.subscribe(each);
    },
    ask('/api/v2/me/tweets'),
    ask('/api/v2/me', '{"operationName":"StartContactCenterSession"}'),
    ask('/api/v2/me/tweets/T1', '{"operationName":"Accept"}'),
    ask('/api/v2/me/tweets'),
    ask('/nowhere'),
    ask('/api/v2/me/tweets/T1', '{"operationName":"Complete","queuePath":"/contacts/1"}'),
    ask('/api/v2/me/tweets'),
  ];
  return { desktop, saw, steps };
}

/** Nobody's luck: one after the other. */
const inTurn: Luck = {
  turns: [],
  transports: ['long-polling'],
  polls: [false],
  batches: [true, true, true],
};

function isDeterministic(recording: Recording, options: () => Partial<StageOptions>): boolean {
  const expected = [...seenBy(recording, inTurn, options())].sort();
  const { failed } = fc.check(
    fc.property(luck, (given) => {
      const seen = [...seenBy(recording, given, options())].sort();
      return JSON.stringify(seen) === JSON.stringify(expected);
    }),
    { numRuns: 60, seed: 7 },
  );
  return !failed;
}

describe('a replay', () => {
  it('gives each live session the same bytes, however desktops come, poll, batch and change transports', () => {
    using recording = recordingOf(folder, (b) => office(b));
    const seen = seenBy(recording, inTurn, {});
    expect(seen.size).toBe(3);
    expect([...seen.values()].every((each) => each.includes('"state":"Completed"'))).toBe(true);
    expect(isDeterministic(recording, () => ({}))).toBe(true);
  });

  it('is seen to fail this if ids go by the order of arrival', () => {
    using recording = recordingOf(folder, (b) => office(b));
    expect(isDeterministic(recording, () => ({ renewal: byArrival() }))).toBe(false);
  });

  it('is seen to fail this if what it sends depends on how often something was sent before', () => {
    using recording = recordingOf(folder, (b) => office(b));
    let reads = 0;
    const faulty: Recording = {
      ...recording,
      message(id) {
        const row = recording.message(id);
        return row === null ? null : { ...row, text: row.text.replace('}', `,"read":${++reads}}`) };
      },
    };
    expect(isDeterministic(faulty, () => ({}))).toBe(false);
  });

  it('gives them whatever transport the recording was made on', () => {
    using polled = recordingOf(folder, (b) => office(b));
    using pushed = recordingOf(folder, (b) => office(b, true));
    const data = (recording: Recording): unknown => {
      const seen = [...seenBy(recording, inTurn, {}).values()];
      return seen.map((each) => each.match(/^\{"channel":"\/v2.*$/gmu)).sort();
    };
    expect(data(pushed)).toEqual(data(polled));
    expect(isDeterministic(pushed, () => ({}))).toBe(true);
  });

  it('answers the same bytes to a request that comes whole and to one that comes byte by byte', async () => {
    using recording = recordingOf(folder, (b) => office(b));
    const answers = await Promise.all(
      [1000, 1].map(async (size) => {
        await using standIn = await startReplay(recording, recording.link, {
          listen: { host: '127.0.0.1', port: 0 },
        });
        return await raw(standIn.url, size);
      }),
    );
    expect(answers[0]).toContain('JSESSIONID=');
    expect(answers[1]).toBe(answers[0]);
  });
});

function byArrival(): (seed: number, session: number, copy: number) => Renewal {
  let made = 0;
  const next = (): string => String(++made);
  return () => {
    const secrets = new Map<string, string>();
    return {
      clientId: next,
      messageId: next,
      secret(recorded) {
        const value = secrets.get(recorded) ?? next();
        secrets.set(recorded, value);
        return value;
      },
      references: () => 0,
    };
  };
}

/** Sends a log-in in pieces of that size; the whole answer as it came. */
async function raw(url: string, size: number): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').setNoDelay(true);
  await once(socket, 'connect');
  const basic = Buffer.from('a1:x').toString('base64');
  const request = `GET /api/v2/me HTTP/1.1\r\nHost: stand-in.test\r\nAuthorization: Basic ${basic}\r\nConnection: close\r\n\r\n`;
  const answer = text(socket);
  for (let from = 0; from < request.length; from += size) {
    await new Promise((resolve) => socket.write(request.slice(from, from + size), resolve));
  }
  return answer;
}
