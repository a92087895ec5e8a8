import { member, textOf } from '../../json/node.js';
import { tryParseJson } from '../../json/parse-json.js';
import type { Recording } from '../../recording/reader.js';
import type { LiveRequest } from '../exchange-at-the-door.js';
import type { LiveSession } from '../live-session.js';
import type { Release } from '../release.js';
import { whyUndelivered } from '../replay-report.js';
import type { LiveCall, LiveNotification } from './live-call.js';

/** Calls, and notifications, that are remembered: a stand-in may be left running for weeks. */
const most = 10_000;
/** Characters of calls' bodies that are remembered. */
const mostText = 64 * 1024 * 1024;

type Filling<T> = { -readonly [K in keyof T]: T[K] };

/** A call as the stage fills it in. */
export type OpenCall = Filling<Omit<LiveCall, 'notifications'>> & {
  readonly notifications: LiveNotification[];
};

/** A notification with why it was not sent, if it was not. */
export interface NotedNotification {
  readonly live: LiveNotification;
  readonly why: () => string;
}

/** What live desktops asked and got, in order, and who wants to know of it. */
export class LiveBook {
  readonly #recording: Pick<Recording, 'message'>;
  readonly #calls: LiveCall[] = [];
  readonly #notifications: (NotedNotification & { readonly end: () => void })[] = [];
  /** Told of each call that has arrived. */
  readonly callWatchers = new Set<(call: LiveCall) => void>();
  /** Told of each notification that was sent. */
  readonly sentWatchers = new Set<(notification: LiveNotification) => void>();
  #text = 0;

  constructor(recording: Pick<Recording, 'message'>) {
    this.#recording = recording;
  }

  /** In order of arrival. */
  get calls(): readonly LiveCall[] {
    return [...this.#calls];
  }

  /** In the order in which they were set free. */
  get notifications(): readonly NotedNotification[] {
    return this.#notifications;
  }

  /** Notes a call, before it is known what becomes of it. */
  call(session: LiveSession | null, request: LiveRequest, operation: string | null): OpenCall {
    const { method, target, body } = request;
    const call: OpenCall = {
      ...desktopOf(session),
      method,
      path: target,
      operation,
      body: body === null ? null : Buffer.from(body).toString('utf8'),
      status: null,
      match: null,
      miss: null,
      notifications: [],
    };
    this.#calls.push(call);
    this.#text += call.body?.length ?? 0;
    while (this.#calls.length > most || (this.#text > mostText && this.#calls.length > 1)) {
      this.#text -= this.#calls.shift()?.body?.length ?? 0;
    }
    return call;
  }

  /** It is known what becomes of the call. */
  arrived(call: LiveCall): void {
    for (const each of [...this.callWatchers]) each(call);
  }

  /** Notes what is set free for a live session, or pushed to it. */
  witness(session: LiveSession): (release: Release) => void {
    return (release) => {
      const { channel, notification } = release.consequence;
      const recording = this.#recording;
      let data: string | null = null;
      const live: Filling<LiveNotification> = {
        ...desktopOf(session),
        channel,
        get data() {
          if (release.text === null) return data ?? dataOf(recording, release);
          data ??= dataOf(recording, release);
          return data;
        },
        notification: release.pushed === null ? notification : null,
        state: stateOf(release),
        call: null,
      };
      const note = (): void => {
        if (live.call !== release.cause && release.cause !== null) {
          live.call = release.cause;
          (release.cause as OpenCall).notifications.push(live);
        }
        const before = live.state;
        live.state = stateOf(release);
        if (live.state !== 'sent' || before === 'sent') return;
        for (const each of [...this.sentWatchers]) each(live);
      };
      note();
      release.changed = note;
      this.#notifications.push({
        live,
        why: () => whyUndelivered(release, session.deliveries.tabs.length > 0),
        end() {
          data = live.data;
          if (live.state !== 'sent') live.state = 'undelivered';
        },
      });
      if (this.#notifications.length > most) this.#notifications.shift();
    };
  }

  /** The recording is about to be closed: what can still be asked is read now, and nothing is sent any more. */
  end(): void {
    for (const each of this.#notifications) each.end();
  }
}

function desktopOf(session: LiveSession | null): Pick<LiveCall, 'user' | 'session' | 'copy'> {
  if (session === null) return { user: null, session: null, copy: 0 };
  const { user, script, copy } = session;
  return { user: user ?? script.user, session: script.session === 0 ? null : script.session, copy };
}

function stateOf({ state }: Release): LiveNotification['state'] {
  switch (state) {
    case 'queued':
    case 'sent':
      return state;
    case 'dropped':
    case 'failed':
      return 'undelivered';
    default:
      return 'waiting';
  }
}

function dataOf(recording: Pick<Recording, 'message'>, release: Release): string {
  if (release.pushed !== null) return release.pushed;
  const text = release.text ?? recording.message(release.consequence.notification)?.text ?? '';
  const data = member(tryParseJson(text) ?? undefined, 'data');
  return data === undefined ? 'null' : textOf(data);
}
