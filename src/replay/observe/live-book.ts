import { member, textOf } from '../../json/node.js';
import { tryParseJson } from '../../json/parse-json.js';
import type { Recording } from '../../recording/reader.js';
import type { LiveRequest } from '../exchange-at-the-door.js';
import type { LiveSession } from '../live-session.js';
import type { Miss } from '../matching/miss.js';
import type { Release } from '../release.js';
import { whyUndelivered } from '../replay-report.js';
import { BoundedTexts } from './bounded-texts.js';
import type { LiveCall, LiveNotification } from './live-call.js';
import type { AtDesktop, StandInObserver } from './observer.js';
import { pushedText } from './pushed-notification.js';

/** Calls that are remembered: a stand-in may be left running for weeks. */
const mostCalls = 10_000;
/** Notifications that are: thousands of desktops may get the same one. */
const mostNotifications = 100_000;
/** Characters of calls' bodies that are remembered, and of notifications as they were sent. */
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

interface Remembered extends NotedNotification {
  readonly end: () => void;
  readonly forget: () => void;
}

/** What live desktops asked and got, in order, and who wants to know of it. */
export class LiveBook {
  readonly #recording: Pick<Recording, 'message'>;
  readonly #calls: LiveCall[] = [];
  readonly #notifications: Remembered[] = [];
  /** Texts of notifications, with what forgets them: what was recorded can be read again. */
  readonly #texts = new BoundedTexts(mostText);
  /** Told of each call that has arrived. */
  readonly callWatchers = new Set<(call: LiveCall) => void>();
  /** Told of each notification that was sent. */
  readonly sentWatchers = new Set<(notification: LiveNotification) => void>();
  /** Told of everything. */
  observers: ReadonlySet<StandInObserver> = new Set();
  #text = 0;
  #ended = false;

  constructor(recording: Pick<Recording, 'message'>) {
    this.#recording = recording;
  }

  /** In order of arrival. */
  get calls(): readonly LiveCall[] {
    return this.#calls.slice(-mostCalls);
  }

  /** In the order in which they were set free. */
  get notifications(): readonly NotedNotification[] {
    return this.#notifications.slice(-mostNotifications);
  }

  /** Notes a call, before it is known what becomes of it. */
  call(session: LiveSession | null, request: LiveRequest, operation: string | null): OpenCall {
    const { method, target, body } = request;
    const { user, session: played, copy } = desktopOf(session);
    const call: OpenCall = {
      user,
      session: played,
      copy,
      method,
      path: target,
      operation,
      body: body === null ? null : textOfBytes(body),
      status: null,
      match: null,
      miss: null,
      notifications: [],
    };
    this.#calls.push(call);
    this.#text += call.body?.length ?? 0;
    // Many at once: to take the first from a long list costs as much.
    if (this.#calls.length > mostCalls * 1.25) this.#drop(this.#calls.length - mostCalls);
    while (this.#text > mostText && this.#calls.length > 1) this.#drop(1);
    return call;
  }

  #drop(calls: number): void {
    for (const { body } of this.#calls.splice(0, calls)) this.#text -= body?.length ?? 0;
  }

  /** Notes a call, has it answered, then tells of it. */
  witnessed<T>(
    session: LiveSession | null,
    request: LiveRequest,
    operation: string | null,
    answer: (call: OpenCall) => T,
  ): T {
    const call = this.call(session, request, operation);
    this.changed(call);
    try {
      return answer(call);
    } catch (error) {
      // As the door answers.
      call.status ??= 500;
      throw error;
    } finally {
      this.changed(call);
      if (this.callWatchers.size > 0) for (const each of [...this.callWatchers]) each(call);
    }
  }

  /** Something of a call has become known. */
  changed(call: LiveCall): void {
    for (const each of this.observers) each.call(call);
  }

  /** What was missed is no call. */
  missed(session: LiveSession | null, miss: Miss): void {
    for (const each of this.observers) each.missed(miss, desktopOf(session));
  }

  /** Notes what is set free for a live session, or pushed to it. */
  witness(session: LiveSession): (release: Release) => void {
    return (release) => {
      const { channel, notification } = release.consequence;
      const recorded = (): string => (this.#ended ? '' : textOfRelease(this.#recording, release));
      let text: string | null = null;
      const live: Filling<LiveNotification> = {
        ...desktopOf(session),
        channel,
        get data() {
          return dataOf(text ?? recorded());
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
        for (const each of this.observers) each.notification(live);
        if (live.state !== 'sent' || before === 'sent') return;
        for (const each of [...this.sentWatchers]) each(live);
      };
      note();
      release.changed = note;
      release.worded = (words) => {
        if (text !== null) return;
        text = words;
        this.#texts.add(words.length, () => {
          text = null;
        });
      };
      this.#notifications.push({
        live,
        why: () => whyUndelivered(release, session.deliveries.tabs.length > 0),
        end() {
          text ??= recorded();
          if (live.state !== 'sent') live.state = 'undelivered';
        },
        forget() {
          text = null;
          release.cause = null;
          release.changed = () => {};
          release.worded = () => {};
        },
      });
      if (this.#notifications.length > mostNotifications * 1.25) {
        const old = this.#notifications.splice(0, this.#notifications.length - mostNotifications);
        for (const each of old) each.forget();
      }
    };
  }

  /** The recording is about to be closed: what can still be asked is read now, and nothing is sent any more. */
  end(): void {
    for (const each of this.#notifications) each.end();
    this.#ended = true;
  }
}

/** Without a copy of the bytes first. */
function textOfBytes({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
}

/** Whose desktop plays it; nobody's if there is no session. */
export function desktopOf(session: LiveSession | null): AtDesktop {
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

function textOfRelease(recording: Pick<Recording, 'message'>, release: Release): string {
  const { pushed, consequence } = release;
  return pushed === null
    ? (recording.message(consequence.notification)?.text ?? '')
    : pushedText(consequence.channel, pushed);
}

function dataOf(text: string): string {
  const data = member(tryParseJson(text) ?? undefined, 'data');
  return data === undefined ? 'null' : textOf(data);
}
