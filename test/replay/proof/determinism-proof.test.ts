import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecording } from '../../../src/recording/open-recording.js';
import type { Recording } from '../../../src/recording/reader.js';
import { type Renewal, renewal } from '../../../src/replay/renewal.js';
import { linkLookup } from '../../../src/rules/link-lookup.js';
import { linksOf } from '../../../src/rules/links-of.js';
import { buildRecording } from '../../recording/build-recording.js';
import { actOut, type Play, type Seams, type Sight } from './act-out.js';
import { recordOffice } from './office-recording.js';
import { playbooksOf } from './playbook.js';

/** How many replays, and which of them is run alone. */
const replays = Number(process.env.UNDERSTUDY_REPLAYS ?? 1000);
const alone = process.env.UNDERSTUDY_PROOF_SEED;

let folder: string;
const opened: Recording[] = [];
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-proof-'));
  buildRecording(path.join(folder, 'office.db'), recordOffice);
});
afterAll(() => {
  for (const each of opened) each.close();
  rmSync(folder, { recursive: true });
});

const shipped = path.resolve(import.meta.dirname, '../../../recordings');

/** @param twice the user whose session two desktops play */
function playOf(file: string, together: boolean, twice: string, visitor: string | null): Play {
  const recording = openRecording(file);
  opened.push(recording);
  const books = playbooksOf(recording, linksOf(recording).links, together);
  return {
    name: `${path.basename(file)}${together ? ', together' : ''}`,
    recording,
    linkOf: linkLookup(recording),
    together,
    cast: books.flatMap((each) =>
      each.user === visitor ? [] : each.user === twice ? [each, each] : [each],
    ),
    visitors: books.filter(({ user }) => user === visitor),
  };
}

/** Most replays are of the recording in which most happens. */
function plays(): readonly Play[] {
  const office = path.join(folder, 'office.db');
  const tweet = path.join(shipped, 'complete-tweet.db');
  const offices = [
    playOf(office, false, 'a1', 'v1'),
    playOf(office, true, '', 'v1'),
    playOf(office, false, 'a2', 'v1'),
  ];
  return [
    ...offices,
    playOf(tweet, false, 'a1', 's1'),
    ...offices,
    playOf(tweet, true, '', null),
    ...offices,
    playOf(path.join(shipped, 'two-tabs.db'), false, 'a1', null),
    ...offices,
    playOf(path.join(shipped, 'everything.db'), false, '', null),
  ];
}

/** The first place where two texts differ, with what stands around it. */
function firstDifference(seen: string, expected: string): string {
  const at = [...seen].findIndex((char, index) => char !== expected[index]);
  const around = (text: string): string => text.slice(Math.max(0, at - 200), at + 200);
  return `seen:     ${around(seen)}\nexpected: ${around(expected)}`;
}

/** Replays with these seeds until something differs; null if nothing does. */
async function firstFault(
  all: readonly Play[],
  seeds: Iterable<number>,
  seamsOf: () => Seams = () => ({}),
): Promise<string | null> {
  const expected = new Map<Play, Sight>();
  const always = new Map<string, string>();
  for (const seed of seeds) {
    const play = all[seed % all.length] as Play;
    const wanted = expected.get(play) ?? (await actOut(play, null, seamsOf()));
    expected.set(play, wanted);
    const seen = await actOut(play, seed, seamsOf());
    const again = `UNDERSTUDY_PROOF_SEED=${seed} has it again`;
    if (seen.hash !== wanted.hash) {
      const at = seen.sessions.findIndex((each, index) => each !== wanted.sessions[index]);
      const difference = firstDifference(seen.sessions[at] ?? '', wanted.sessions[at] ?? '');
      return `${play.name}: ${again}\n${difference}`;
    }
    for (const [what, value] of [...wanted.always, ...seen.always]) {
      const key = `${play.name} ${what}`;
      const known = always.get(key) ?? value;
      always.set(key, known);
      if (known !== value) return `${key}: ${again}\n${firstDifference(value, known)}`;
    }
  }
  return null;
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

describe('a stand-in', () => {
  it('lets desktops do all that was recorded, and gives them all of it', async () => {
    for (const play of new Set(plays())) {
      const { sessions, report } = await actOut(play, null);
      expect(report?.undelivered).toEqual([]);
      expect(sessions).toHaveLength(play.cast.length);
      for (const each of sessions) {
        expect(each).not.toMatch(/"lost"|no cause/u);
        // Those that were asked for.
        expect(each.match(/Understudy-Miss/gu)).toHaveLength(3);
      }
    }
  });

  it('shows each live session one and the same, a thousand times, whatever chunks, order, time, transports and other desktops', async () => {
    const seeds = alone === undefined ? upTo(replays) : [Number(alone)];
    expect(await firstFault(plays(), seeds)).toBeNull();
  }, 600_000);
});

describe('the proof', () => {
  it('leaves to chance all that desktops may do', async () => {
    const did = new Set<string>();
    const office = plays().slice(0, 3);
    for (const seed of upTo(30)) {
      const play = office[seed % office.length] as Play;
      for (const each of (await actOut(play, seed)).did) did.add(each);
    }
    expect([...did].sort()).toEqual([
      'asks before it is answered',
      'asks on two connections',
      'drops a poll',
      'goes on over callback-polling',
      'goes on over long-polling',
      'goes on over websocket',
      'is held',
      'loses an answer',
      'says several things in one batch',
    ]);
  });

  /** Faults are found within so many replays. */
  const most = 60;
  const faults: readonly (readonly [string, () => Seams])[] = [
    ['ids from a clock of the machine', () => ({ options: { renewal: byClock } })],
    ['ids by the order of arrival', () => ({ options: { renewal: byArrival() } })],
    ['a number that counts what was sent to all', () => ({ recording: counting })],
    ['a timer that races with the next request', () => ({ stage: late })],
    ['an answer that depends on what other desktops asked', () => ({ recording: remembering })],
  ];

  it.each(faults)(
    'fails with %s',
    async (_, seams) => {
      const office = plays().slice(0, 3);
      expect(await firstFault(office, upTo(most), seams)).toContain('has it again');
    },
    60_000,
  );
});

function byClock(seed: number, session: number, copy: number): Renewal {
  const true_ = renewal(seed, session, copy);
  return { ...true_, messageId: () => 'x', clientId: () => `c${performance.now()}` };
}

function byArrival(): (seed: number, session: number, copy: number) => Renewal {
  let made = 0;
  const next = (): string => String(++made);
  return (...all) => {
    const secrets = new Map<string, string>();
    return {
      ...renewal(...all),
      secret(recorded) {
        const value = secrets.get(recorded) ?? next();
        secrets.set(recorded, value);
        return value;
      },
    };
  };
}

function counting(recording: Recording): Recording {
  let sent = 0;
  return {
    ...recording,
    message(id) {
      const row = recording.message(id);
      return row === null ? null : { ...row, text: row.text.replace('}', `,"sent":${++sent}}`) };
    },
  };
}

/** Calls are taken a moment later than they come. */
const late: NonNullable<Seams['stage']> = (stage) => ({
  ...stage,
  handle(request, respond) {
    const isCall = request.method === 'POST' && !request.target.includes('notifications');
    if (!isCall) return stage.handle(request, respond);
    setTimeout(() => stage.handle(request, respond), 0);
    return null;
  },
});

/** The latest answer of all is remembered for the next one who asks. */
function remembering(recording: Recording): Recording {
  let asked = 0;
  return {
    ...recording,
    exchange(id) {
      const row = recording.exchange(id);
      asked++;
      return row === null || asked % 50 > 0 ? row : { ...row, reason: 'Remembered' };
    },
  };
}
