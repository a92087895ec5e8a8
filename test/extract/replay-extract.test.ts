import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { extractRecording, openRecording, replay, showRecording } from '../../src/index.js';
import { compareTranscripts } from '../desktops/compare-transcripts.js';
import { runDesktop } from '../desktops/run-desktop.js';
import { agent, logIn, operate, type Script } from '../desktops/scripts.js';
import { httpAnswers, notifications, type Transcript } from '../desktops/transcript.js';
import { tweetNotices } from '../desktops/tweet-notices.js';
import { root } from '../e2e/command.js';
import { shippedRecordings } from '../e2e/shipped-recordings.js';
import { temporaryFolder } from '../recording/temporary-folder.js';

const folder = temporaryFolder();
const listen = { host: '127.0.0.1', port: 0 };
const shipped = (name: string): string => path.join(root, 'recordings', `${name}.db`);
const file = shipped('complete-tweet');

async function seenFrom(recording: string, script: Script, user = 'a1'): Promise<Transcript> {
  await using standIn = await replay(recording, { listen });
  const seen = await runDesktop(script, { url: standIn.url, user, client: 'cometd9' });
  expect(standIn.report()).toMatchObject({ misses: [], undelivered: [] });
  return seen;
}

/** Accepts two tweets and looks at them, and knows them without an invitation. */
const accepts: Script = async (desktop) => {
  await logIn(desktop);
  await desktop.handshake();
  await desktop.subscribe('/v2/me/*');
  for (const id of ['01QQQG2MU214P05K', '01QQQG2MU214P05L']) {
    await operate(desktop, id, { operationName: 'Accept' }, 'Processing');
    await desktop.request('GET', `/api/v2/me/tweets/${id}`);
  }
  await desktop.disconnect();
};

interface ShownJson {
  readonly sessions: readonly { readonly id: number }[];
  readonly calls: readonly ShownCall[];
  readonly notifications: readonly { readonly id: number; readonly awaits?: number | null }[];
}

interface ShownCall {
  readonly id: number;
  readonly notifications: readonly number[];
  readonly copies: readonly number[];
}

function shown(recording: string): ShownJson {
  let text = '';
  const style = { json: true, color: false };
  showRecording(recording, style, (chunk) => {
    text += chunk;
  });
  return JSON.parse(text) as ShownJson;
}

describe('an extract', () => {
  it.each(shippedRecordings.map((each) => [each.name, each] as const))(
    'of all sessions by name plays to desktops as the original does, with nothing missed or left over: %s',
    async (name, { work }) => {
      const output = folder.path('part.db');
      using recording = openRecording(shipped(name));
      const sessions = recording.users().map(({ id }) => String(id));
      await extractRecording(shipped(name), { output, session: sessions });
      const [from, of] = [shown(output), shown(shipped(name))];
      expect(from).toEqual(of);
      const seen = [];
      for (const each of [shipped(name), output]) {
        await using standIn = await replay(each, { listen });
        seen.push(await work({ url: standIn.url }));
        expect(standIn.report()).toMatchObject({ unplayed: [], misses: [], undelivered: [] });
      }
      const [first = {}, other = {}] = seen;
      for (const [user, transcript] of Object.entries(first)) {
        const again = other[user];
        expect(again && compareTranscripts(transcript, again)).toEqual([]);
      }
    },
    60_000,
  );

  it('of one session plays to its desktop as the original does, and shows the same of it', async () => {
    const output = folder.path('a1.db');
    const { sessions, calls } = await extractRecording(file, { output, session: ['a1'] });
    expect({ sessions, calls }).toEqual({
      sessions: { kept: 1, of: 3 },
      calls: { kept: 7, of: 14 },
    });
    const [part, whole] = [shown(output), shown(file)];
    const kept = new Set(part.notifications.map(({ id }) => id));
    const mine = <T extends object>(rows: readonly T[]): readonly T[] =>
      rows.filter((row) => 'session' in row && row.session === 2);
    // Copies that went to the supervisor are not in it.
    const shortened = mine(whole.calls).map((call) => ({
      ...call,
      copies: call.copies.filter((id) => kept.has(id)),
    }));
    expect(part.sessions).toEqual(whole.sessions.filter(({ id }) => id === 2));
    expect(part.calls).toEqual(shortened);
    expect(part.notifications).toEqual(mine(whole.notifications));
    expect(
      compareTranscripts(await seenFrom(output, agent()), await seenFrom(file, agent())),
    ).toEqual([]);
  });

  it('of a supervisor has the copies, of calls that are not in it', async () => {
    const output = folder.path('s1.db');
    await extractRecording(file, { output, session: ['s1'] });
    const [part, whole] = [shown(output), shown(file)];
    expect(part.calls).toEqual([]);
    const theirs = whole.notifications.filter((each) => 'session' in each && each.session === 1);
    // There is nobody whose call they could answer, or wait for.
    const linked = { call: null, rule: null, copy: false, class: 'unsolicited', awaits: null };
    expect(part.notifications).toEqual(theirs.map((each) => ({ ...each, ...linked })));
    expect(theirs.some(({ awaits }) => awaits !== null)).toBe(true);
  });

  it('of an operation has what its calls caused everywhere, and is played by who does no more', async () => {
    const output = folder.path('accepts.db');
    await extractRecording(file, { output, operation: ['Acc*'] });
    const [part, whole] = [shown(output), shown(file)];
    const wanted = whole.calls.filter((call) => 'operation' in call && call.operation === 'Accept');
    expect(part.calls).toEqual(wanted);
    expect(part.sessions.map(({ id }) => id)).toEqual([1, 2, 3]);
    const [seen, original] = [await seenFrom(output, accepts), await seenFrom(file, agent())];
    const processing = ({ data }: { readonly data: string }) => data.includes('"Processing"');
    const texts = (of: Transcript): string[] =>
      notifications(of)
        .filter(processing)
        .map(({ data }) => data.replaceAll(of.origin, ''));
    expect(texts(seen)).toHaveLength(2);
    expect(texts(seen)).toEqual(texts(original));
    // Who invited them follows the subscription now, for the call before it is not there.
    expect(tweetNotices(seen.sights).map(({ state }) => state)).toEqual([
      'Invited',
      'Invited',
      'Processing',
      'Processing',
    ]);
    const answers = (of: Transcript): string[] =>
      httpAnswers(of)
        .filter(({ request }) => /tweets\/\w+5[KL]$/u.test(request))
        .map(({ request, status, body }) =>
          `${request} ${status} ${body}`.replaceAll(of.origin, ''),
        );
    for (const answer of answers(seen)) expect(answers(original)).toContain(answer);
    expect(answers(seen)).toHaveLength(4);
  });

  it('of a window plays the calls in it to who logs in first, as the original does', async () => {
    const output = folder.path('window.db');
    using recording = openRecording(file);
    const calls = [...recording.exchanges()].filter(({ session }) => session === 2);
    const at = (operation: string): string => {
      const found = calls.find((each) => each.operation === operation)?.startedAt ?? 0;
      return new Date(Math.floor(found)).toISOString();
    };
    const options = { output, from: at('Accept'), to: at('Complete') };
    const made = await extractRecording(file, { ...options, session: ['2'] });
    expect(made.calls).toEqual({ kept: 2, of: 14 });
    const seen = await seenFrom(output, accepts);
    expect(tweetNotices(seen.sights)).toHaveLength(2);
    expect(compareTranscripts(seen, await seenFrom(file, accepts))).toEqual([]);
  });
});
