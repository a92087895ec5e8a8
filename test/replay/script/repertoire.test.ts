import { afterEach, describe, expect, it } from 'vitest';
import type { Act, Consequence } from '../../../src/acts/act.js';
import type { Recording } from '../../../src/recording/reader.js';
import { type Repertoire, repertoireOf } from '../../../src/replay/script/repertoire.js';
import type { Script } from '../../../src/replay/script/script.js';
import type { RecordingBuilder } from '../../recording/build-recording.js';
import { temporaryFolder } from '../../recording/temporary-folder.js';
import { recordedAgent, workday } from '../agent-recording.js';
import { recordingOf } from '../recording-of.js';

const folder = temporaryFolder();

let opened: Recording[] = [];
afterEach(() => {
  for (const each of opened) each.close();
  opened = [];
});

function repertoireOfBuilt(build: (b: RecordingBuilder) => void): Repertoire {
  const recording = recordingOf(folder, build);
  opened.push(recording);
  return repertoireOf(recording, recording.link);
}

function scriptsOf(build: (b: RecordingBuilder) => void): readonly Script[] {
  const repertoire = repertoireOfBuilt(build);
  return repertoire.parts.map((part) => repertoire.script(part));
}

/** Acts of the first session, one line each, with the notifications that they cause. */
function acts(build: (b: RecordingBuilder) => void, session = 0): readonly string[] {
  const script = scriptsOf(build)[session] as Script;
  return [
    ...(script.prologue.length > 0 ? [`prologue${caused(script.prologue)}`] : []),
    ...script.acts.map((act) => `${lineOf(act)}${caused(act.consequences)}`),
  ];
}

function lineOf(act: Act): string {
  if (act.kind === 'call') return `call ${act.exchange}`;
  if (act.kind === 'handshake') return `handshake on tab ${act.tab}`;
  if (act.kind === 'publish') return `publish ${act.channel} ${act.data}`;
  return `subscribe ${[...act.subscribed, ...act.unsubscribed.map((each) => `-${each}`)].join(' ')}`;
}

function caused(consequences: readonly Consequence[]): string {
  return consequences
    .map(({ notification, tab, second, subscribed }) => {
      const tabText = tab > 0 ? ` on tab ${tab}` : '';
      const more = `${second ? ' again' : ''}${subscribed ? '' : ' unsubscribed'}`;
      return ` → ${notification}${tabText}${more}`;
    })
    .join('');
}

describe('a script', () => {
  it('has the acts of a day, each with what it caused', () => {
    let calls: number[] = [];
    const day = acts((b) => {
      const agent = recordedAgent(b, 'a1');
      workday({
        ...agent,
        call: (...args) => {
          const id = agent.call(...args);
          calls = [...calls, id];
          return id;
        },
      });
    });
    expect(day).toEqual([
      'handshake on tab 0',
      'subscribe /v2/me/tweets /v2/me/calls',
      expect.stringMatching(`^call ${calls[0]} → \\d+$`),
      expect.stringMatching(`^call ${calls[1]} → \\d+$`),
      expect.stringMatching(`^call ${calls[2]} → \\d+$`),
    ]);
  });

  it('takes subscribes between two calls for one act, and separates them by calls', () => {
    expect(
      acts((b) => {
        const agent = recordedAgent(b, 'a1');
        agent.handshake();
        agent.subscribe('/a');
        agent.subscribe('/b', '/c');
        agent.call('/x', '{}', '{}');
        agent.subscribe('/d');
      }),
    ).toEqual(['handshake on tab 0', 'subscribe /a /b /c', 'call 4', 'subscribe /d']);
  });

  it('leaves out a handshake after a 402 and the subscribes after it: what they caused belongs to the act before', () => {
    let lost = 0;
    expect(
      acts((b) => {
        const agent = recordedAgent(b, 'a1');
        agent.handshake();
        agent.subscribe('/a');
        agent.call('/x', '{}', '{}');
        agent.bayeux(
          [{ id: '7', channel: '/meta/connect', clientId: agent.clientId }],
          [{ id: '7', channel: '/meta/connect', successful: false, error: '402::Unknown client' }],
        );
        agent.handshake('second');
        agent.subscribe('/a');
        lost = agent.notice('{"late":true}', '/a');
        agent.call('/y', '{}', '{}');
        agent.subscribe('/b');
      }),
    ).toEqual(['handshake on tab 0', 'subscribe /a', `call 3 → ${lost}`, 'call 8', 'subscribe /b']);
  });

  it('keeps the first handshake that succeeds, whatever advice came with those that did not', () => {
    expect(
      acts((b) => {
        const agent = recordedAgent(b, 'a1');
        agent.bayeux(
          [{ id: '1', channel: '/meta/handshake', version: '1.0' }],
          [
            {
              id: '1',
              channel: '/meta/handshake',
              successful: false,
              advice: { reconnect: 'handshake' },
            },
          ],
        );
        agent.handshake();
        agent.subscribe('/a');
      }),
    ).toEqual(['handshake on tab 0', 'subscribe /a']);
  });

  it('keeps a handshake after a reload, on the tab that it goes on with', () => {
    expect(
      acts((b) => {
        const agent = recordedAgent(b, 'a1');
        agent.handshake();
        agent.subscribe('/a');
        agent.handshake('reloaded');
        agent.subscribe('/a');
      }),
    ).toEqual(['handshake on tab 0', 'subscribe /a', 'handshake on tab 0', 'subscribe /a']);
  });

  it('gives a notification that came before the answer to its call, not to the call in between', () => {
    let early = 0;
    expect(
      acts((b) => {
        const agent = recordedAgent(b, 'a1');
        agent.handshake();
        agent.subscribe('/v2/me/tweets');
        const slow = b.exchange({
          session: agent.session,
          path: '/slow',
          requestHeaders: [['Authorization', 'Basic a1:~x']],
          during: () => {
            agent.call('/quick', '{}', '{}');
            early = agent.notice('{"n":1}');
          },
        });
        b.link({ call: slow, notification: early });
      }),
    ).toEqual(['handshake on tab 0', 'subscribe /v2/me/tweets', `call 3 → ${early}`, 'call 4']);
  });

  it("gives a copy of another session's call to the latest own act before it", () => {
    let copy = 0;
    const build = (b: RecordingBuilder): void => {
      const agent = recordedAgent(b, 'a1');
      const supervisor = recordedAgent(b, 's1');
      supervisor.handshake();
      supervisor.subscribe('/v2/me/tweets');
      const call = agent.call('/x', '{}', '{}');
      copy = supervisor.notice('{"n":1}');
      b.link({ call, notification: copy, copy: true });
    };
    expect(acts(build)).toEqual(['call 3']);
    expect(acts(build, 1)).toEqual(['handshake on tab 0', `subscribe /v2/me/tweets → ${copy}`]);
  });

  it('knows tabs, and a second delivery to another of them', () => {
    let ids: number[] = [];
    expect(
      acts((b) => {
        const agent = recordedAgent(b, 'a1');
        agent.handshake('one');
        agent.handshake('two');
        const [session, channel] = [agent.session, '/v2/me/tweets'];
        const to = (clientId: string, data: string): number =>
          b.notification({ session, channel, clientId, data });
        ids = [
          to('one', '{"n":1}'),
          to('two', '{"n":1}'),
          to('two', '{"n":2}'),
          to('two', '{"n":1}'),
        ];
        to('one', '{"n":2}');
      }),
    ).toEqual([
      'handshake on tab 0',
      `handshake on tab 1 → ${ids[0]} unsubscribed → ${ids[1]} on tab 1 again unsubscribed` +
        ` → ${ids[2]} on tab 1 unsubscribed → ${ids[3]} on tab 1 unsubscribed` +
        ` → ${(ids[3] ?? 0) + 3} again unsubscribed`,
    ]);
  });

  it('begins in the middle: what came before any act waits for nothing', () => {
    let first = 0;
    expect(
      acts((b) => {
        const agent = recordedAgent(b, 'a1');
        first = agent.notice('{"n":1}');
        agent.call('/x', '{}', '{}');
      }),
    ).toEqual([`prologue → ${first}`, 'call 2']);
  });

  it('passes over a call without answer: what it caused belongs to the act before', () => {
    let late = 0;
    expect(
      acts((b) => {
        const agent = recordedAgent(b, 'a1');
        agent.call('/x', '{}', '{}');
        const session = agent.session;
        const requestHeaders = [['Authorization', 'Basic a1:~x']] as const;
        const lost = b.exchange({ session, path: '/y', requestHeaders, outcome: 'unreachable' });
        agent.call('/z', '{}', '{}');
        late = agent.notice('{"n":1}');
        b.link({ call: lost, notification: late });
      }),
    ).toEqual([`call 1 → ${late}`, 'call 3']);
  });

  it('keeps publishes, and takes nothing of a denied handshake', () => {
    expect(
      acts((b) => {
        const agent = recordedAgent(b, 'a1');
        agent.bayeux(
          [{ id: '1', channel: '/meta/handshake', version: '1.0' }],
          [{ id: '1', channel: '/meta/handshake', successful: false, error: '403::denied' }],
        );
        agent.handshake();
        agent.bayeux(
          [{ id: '2', channel: '/service/x', clientId: agent.clientId, data: { a: 1 } }],
          [{ id: '2', channel: '/service/x', successful: true }],
        );
      }),
    ).toEqual(['handshake on tab 0', 'publish /service/x {"a":1}']);
  });
});

describe('a reply', () => {
  it('is found by its channel where messages have no id', () => {
    const scripts = scriptsOf((b) => {
      const agent = recordedAgent(b, 'a1');
      const { clientId } = agent;
      agent.bayeux(
        [
          { channel: '/meta/subscribe', clientId, subscription: '/a' },
          { channel: '/service/x', clientId, data: 1 },
        ],
        [
          { channel: '/service/x', successful: true },
          { channel: '/meta/subscribe', successful: true, subscription: '/a' },
        ],
      );
    });
    const publish = scripts[0]?.acts.find((act) => act.kind === 'publish');
    expect(publish).toMatchObject({
      reply: { text: '{"channel":"/service/x","successful":true}' },
    });
  });
});

describe('a repertoire', () => {
  it('gives anonymous requests to nobody, but for one that begins a session', () => {
    const { anonymous, parts, script } = repertoireOfBuilt((b) => {
      const session = b.session('a1');
      b.exchange({ session, method: 'GET', path: '/open' });
      b.exchange({
        session,
        path: '/login',
        requestBody: '{"password":"~p"}',
        responseHeaders: [['Set-Cookie', 'JSESSIONID=~abc; Path=/']],
      });
    });
    expect(anonymous.map(({ path }) => path)).toEqual(['/open', '/login']);
    const [first] = parts.map(script);
    expect([...(first?.requests.values() ?? [])].flat().map(({ path }) => path)).toEqual([
      '/login',
    ]);
  });

  it('places safe requests after the latest act before them', () => {
    const scripts = scriptsOf((b) => workday(recordedAgent(b, 'a1')));
    const positions = [...(scripts[0]?.requests.values() ?? [])]
      .flat()
      .filter(({ path }) => path === '/api/v2/me/tweets')
      .map(({ position }) => position);
    expect(positions).toEqual([1, 2, 3, 4]);
  });

  it('gives a request on a websocket the reply that comes after it, though its id was used before', () => {
    const line = acts((b) => {
      const agent = recordedAgent(b, 'a1', { websocket: true });
      const shake = { id: '1', channel: '/meta/handshake' };
      agent.bayeux([], [{ ...shake, successful: false, error: '403::denied' }]);
      agent.bayeux([shake], [{ ...shake, successful: true, clientId: 'x' }]);
    });
    expect(line).toEqual(['handshake on tab 0']);
  });

  it('knows what a call of another session caused, and when', () => {
    const scripts = scriptsOf((b) => {
      const [s1, a1] = [recordedAgent(b, 's1'), recordedAgent(b, 'a1')];
      s1.logIn();
      const call = a1.call('/x', '{}', '{}');
      for (const n of [1, 2]) {
        b.link({ call, notification: s1.notice(`{"n":${n}}`), copy: true });
      }
    });
    const [watcher, caller] = scripts;
    const [call, caused] = [...(watcher?.fromOthers ?? [])][0] ?? [];
    expect(caller?.acts).toMatchObject([{ kind: 'call', exchange: call }]);
    expect(caused?.map(({ foreign }) => foreign)).toEqual([
      { session: 2, call, offset: 40 },
      { session: 2, call, offset: 90 },
    ]);
    expect(caller?.fromOthers.size).toBe(0);
  });
});
