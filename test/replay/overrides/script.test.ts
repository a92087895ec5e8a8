import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Recording } from '../../../src/recording/reader.js';
import { loadScript, type ScriptEntry } from '../../../src/replay/overrides/load-script.js';
import { resolveScript } from '../../../src/replay/overrides/resolve-script.js';
import { scriptSchema } from '../../../src/replay/overrides/script-schema.js';
import type { NotificationJson } from '../../../src/report/row-json.js';
import { type ShowOptions, showRecording } from '../../../src/show.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { recordedAgent } from '../agent-recording.js';
import { PaperDesktop, play } from '../play.js';
import { recordingOf } from '../recording-of.js';

const folder = temporaryFolder();
const published = path.join(import.meta.dirname, '../../../docs/script.schema.json');

/** A supervisor and an agent; ids of what a script may speak of. */
function office() {
  const ids = { one: 0, two: 0, first: 0, second: 0, seen: 0, subscribed: 0 };
  const recording = recordingOf(folder, (b) => {
    const [s1, a1] = [recordedAgent(b, 's1'), recordedAgent(b, 'a1')];
    for (const each of [s1, a1]) {
      each.logIn();
      each.handshake();
      each.subscribe('/v2/me/tweets');
    }
    ids.one = a1.call('/one', '{"operationName":"One"}', '{"statusCode":0}');
    ids.first = a1.notice('{"n":"first","messageType":"M"}');
    ids.two = a1.call('/two', '{"operationName":"Two"}', '{"statusCode":0}');
    ids.second = a1.notice('{"n":"second","messageType":"M"}');
    ids.seen = s1.notice('{"n":"seen"}');
    b.link({ call: ids.two, notification: ids.second });
  });
  const subscribe = [...recording.messages()].find(
    (each) =>
      each.direction === 'to-server' && each.channel === '/meta/subscribe' && each.session === 2,
  );
  return { recording, ...ids, subscribed: subscribe?.id ?? 0 };
}

function overridesFor(recording: Recording, ...notifications: readonly ScriptEntry[]) {
  return resolveScript(recording, (id) => recording.link(id), { file: 'x.json', notifications });
}

function news(desktop: PaperDesktop): readonly string[] {
  desktop.connect();
  return desktop.notices.splice(0).map((each) => /"n":"([^"]*)"/u.exec(each)?.[1] ?? each);
}

/** What the agent has got after it subscribed, after its first call and after its second. */
function day(recording: Recording, ...entries: readonly ScriptEntry[]) {
  const agent = PaperDesktop.ready(
    play(recording, { overrides: overridesFor(recording, ...entries) }),
    'a1',
  );
  const parts = [news(agent)];
  for (const name of ['One', 'Two']) {
    agent.text(`/${name.toLowerCase()}`, `{"operationName":"${name}"}`);
    parts.push(news(agent));
  }
  return parts;
}

describe('a script file', () => {
  it('has a schema that is published as it is', async () => {
    await expect(`${JSON.stringify(scriptSchema, null, 2)}\n`).toMatchFileSnapshot(published);
  });

  it('changes nothing where it says nothing', () => {
    using recording = office().recording;
    expect(day(recording)).toEqual([[], ['first'], ['second']]);
  });

  it('gives a notification another call, by id or by the latest of its operation and path', () => {
    const { recording, one, first, second } = office();
    using _ = recording;
    expect(day(recording, { notification: second, cause: { call: one } })).toEqual([
      [],
      ['first', 'second'],
      [],
    ]);
    const cause = { operation: 'One', path: '/one' };
    expect(day(recording, { notification: second, cause })[1]).toEqual(['first', 'second']);
    expect(day(recording, { match: { messageType: 'M', session: 'a1' }, cause: 'start' })).toEqual([
      ['first', 'second'],
      [],
      [],
    ]);
    expect(day(recording, { notification: first, drop: true }, { notification: first })).toEqual([
      [],
      [],
      ['second'],
    ]);
  });

  it('lets a notification follow a subscription, or whatever act came before it', () => {
    const { recording, first, second, subscribed } = office();
    using _ = recording;
    expect(day(recording, { notification: first, cause: { message: subscribed } })[0]).toEqual([
      'first',
    ]);
    expect(day(recording, { notification: second, cause: 'previous' })[2]).toEqual(['second']);
  });

  it("makes a notification the consequence of another desktop's call", () => {
    const { recording, two, seen } = office();
    using _ = recording;
    const overrides = overridesFor(recording, { notification: seen, cause: { call: two } });
    const alone = PaperDesktop.ready(play(recording, { overrides }), 's1');
    expect(news(alone)).toEqual(['seen']);
    const stage = play(recording, { overrides, together: true });
    const supervisor = PaperDesktop.ready(stage, 's1');
    const agent = PaperDesktop.ready(stage, 'a1');
    agent.text('/one', '{"operationName":"One"}');
    expect(news(supervisor)).toEqual([]);
    agent.text('/two', '{"operationName":"Two"}');
    expect(news(supervisor)).toEqual(['seen']);
  });

  it('says how long after its cause a notification comes', () => {
    const { recording, first } = office();
    using _ = recording;
    const overrides = overridesFor(recording, { notification: first, delay: 5_000 });
    const stage = play(recording, { overrides, speed: 1 });
    const agent = new PaperDesktop(stage);
    agent.logIn('a1');
    stage.clock.advance(1_000);
    agent.handshake();
    agent.subscribe('/v2/me/*');
    agent.send('POST', '/one', '{"operationName":"One"}', {}, () => {});
    stage.clock.advance(4_999);
    expect(news(agent)).toEqual([]);
    stage.clock.advance(1);
    expect(news(agent)).toEqual(['first']);
  });

  it('says in show what a replay goes by', () => {
    const { recording, one, two, first, second, seen } = office();
    using _ = recording;
    const script = {
      file: 'x.json',
      notifications: [
        { notification: seen, cause: { call: two } },
        { notification: second, cause: 'start' as const, delay: 10 },
      ],
    };
    const shown = (options: ShowOptions): ReadonlyMap<number, object> => {
      let text = '';
      showRecording(
        recording.file,
        { json: true, color: false },
        (each) => (text += each),
        options,
      );
      const { notifications } = JSON.parse(text) as { notifications: NotificationJson[] };
      return new Map(
        notifications.map(({ id, class: kind, cause, awaits, script: said }) => [
          id,
          [kind, cause, awaits, ...(said ? [said] : [])],
        ]),
      );
    };
    const found = shown({});
    expect(found.get(first)).toEqual(['unsolicited', { act: 'call', id: one }, null]);
    expect(found.get(second)).toEqual(['answer', { act: 'call', id: two }, null]);
    expect(found.get(seen)).toMatchObject(['unsolicited', { act: 'subscribe' }, null]);
    const said = shown({ script });
    expect(said.get(first)).toEqual(found.get(first));
    expect(said.get(second)).toEqual(['unsolicited', null, null, { drop: false, delay: 10 }]);
    expect(said.get(seen)).toMatchObject([
      'consequence',
      { act: 'subscribe' },
      two,
      { drop: false, delay: null },
    ]);
    let text = '';
    showRecording(recording.file, { json: false, color: false }, (each) => (text += each), {
      script,
    });
    expect(text).toContain(`unsolicited, after call ${one}\n`);
    expect(text).toMatch(/consequence, after subscribe \d+, awaits call \d+, by the script\n/u);
    expect(text).toContain('reference-response, at the start, 10 ms later, by the script\n');
  });

  it('is refused if it names what the recording does not have', () => {
    const { recording, first, subscribed, one } = office();
    using _ = recording;
    const complaint = (...entries: readonly ScriptEntry[]): string => {
      try {
        overridesFor(recording, ...entries);
      } catch (error) {
        return String(error).replace(/; see .*$/su, '');
      }
      return 'none';
    };
    const at = 'UsageError: script file x.json: /notifications/0 ';
    expect(complaint({ notification: 9_999 })).toBe(
      `${at}names notification 9999, which is not there`,
    );
    expect(complaint({ notification: subscribed })).toContain(`names notification ${subscribed},`);
    expect(complaint({ notification: first, cause: { call: 9_999 } })).toBe(
      `${at}names call 9999, which is not there`,
    );
    expect(complaint({ notification: first, cause: { message: first } })).toContain(
      `${at}names message ${first}, which is no handshake`,
    );
    expect(complaint({ notification: first, cause: { operation: 'Two' } })).toBe(
      `${at}finds no call Two before notification ${first}`,
    );
    expect(complaint({ match: { session: 'nobody' } })).toBe(
      `${at}names session "nobody", which is not there`,
    );
    expect(complaint({ match: { channel: '/none' } })).toBe(`${at}matches no notification`);
    expect(complaint({ notification: first, cause: { call: one } })).toBe('none');
  });

  it.each([
    ['{', 'it is no JSON at line 1, column 2'],
    ['{"notification":[]}', "the whole must have required property 'notifications'"],
    ['{"notifications":[{"x":1}]}', '/notifications/0 has the unknown key "x"'],
    ['{"notifications":[{"notification":0}]}', '/notifications/0/notification must be >= 1'],
    ['{"notifications":[{}]}', '/notifications/0 must have either notification or match'],
    [
      '{"notifications":[{"notification":1,"cause":"later"}]}',
      '/notifications/0/cause must be start',
    ],
    [
      '{"notifications":[{"notification":1,"cause":{"call":1,"message":2}}]}',
      '/cause must have either',
    ],
    [
      '{"notifications":[{"notification":1,"cause":{"call":1,"session":2}}]}',
      '/cause/session goes with',
    ],
  ])('is refused if it is %s', (text, complaint) => {
    const file = folder.path('refused.json');
    writeFileSync(file, text);
    expect(() => loadScript(file)).toThrow(complaint);
    expect(() => loadScript(file)).toThrow(/^script file [^\n]*$/u);
  });
});
