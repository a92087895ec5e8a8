import { latestBefore } from '../acts/place-consequences.js';
import type { ExchangeMark, MessageMark } from '../recording/place-marks.js';
import type { Wanted } from './wanted.js';

/** What is not in the marks, asked of the recording only where it counts. */
export interface Lookups {
  /** The call that a notification is linked with; null if none. */
  callOf(notification: number): number | null;
  /** Whether a call begins a session, as a log-in does. */
  beginsSession(call: number): boolean;
  /** Whether a message says that the server does not know the client (402). */
  saysUnknownClient(message: number): boolean;
}

/** Places of a session's acts in wire order, each with whether it is kept. */
type Acts = { readonly seq: number; readonly kept: boolean }[];

const SET_UP = new Set(['/meta/handshake', '/meta/subscribe', '/meta/unsubscribe']);

/**
 * Decides what of a recording is kept. It is shown all exchanges, then all messages, and then both again: first what is wanted is found, then what that
 * needs to be played: what set its session up, and what was read there. It remembers ids, nothing else.
 */
export class Choice {
  /** Exchanges that are kept; not all that came on them need be. */
  readonly exchanges = new Set<number>();
  readonly #wanted: Wanted;
  readonly #lookups: Lookups;
  /** Calls that are wanted. */
  readonly #calls = new Set<number>();
  /** Notifications that a wanted call caused. */
  readonly #caused = new Set<number>();
  /** Exchanges that brought notifications that are not wanted. */
  readonly #others = new Set<number>();
  /** Sessions of which something is wanted, with the place of the last of it. */
  readonly #last = new Map<number | null, number>();
  readonly #acts = new Map<number | null, Acts>();
  /** Notifications that are kept, and whatever else is kept of a websocket. */
  readonly #messages = new Set<number>();
  /** What nobody's desktop had asked before the window, each request once. */
  readonly #nobodys = new Map<string, number>();

  constructor(wanted: Wanted, lookups: Lookups) {
    this.#wanted = wanted;
    this.#lookups = lookups;
  }

  /** Nothing of what was seen is wanted. */
  get empty(): boolean {
    return this.#last.size === 0;
  }

  /** First of all, each exchange. */
  seen({ id, session, seq, startedAt, kind, operation }: ExchangeMark): void {
    if (!this.#inWindow(startedAt)) return;
    const isWanted = kind === 'call' ? this.#fits(operation) : this.#wanted.operation === null;
    if (!isWanted) return;
    if (kind === 'call' && (session === null || this.#inSession(session))) this.#calls.add(id);
    if (this.#inSession(session)) this.#touch(session, seq);
  }

  /** Then, each message. */
  heard({ id, exchange, session, seq, at, notifies, onWebsocket }: MessageMark): void {
    if (!this.#inSession(session)) return;
    const isAll = this.#wanted.operation === null;
    if (!notifies) {
      if (onWebsocket && isAll && this.#inWindow(at)) this.#touch(session, seq);
      return;
    }
    const call = this.#lookups.callOf(id);
    const isCaused = call !== null && this.#calls.has(call);
    if (isCaused) this.#caused.add(id);
    if (isCaused || (isAll && this.#inWindow(at))) this.#touch(session, seq);
    else if (call !== null || !this.#inWindow(at)) this.#others.add(exchange);
  }

  /** Then each message again: whether it is kept for its own sake. Its exchange goes along. */
  message(mark: MessageMark): void {
    const { id, exchange, session, seq, direction, channel, notifies, onWebsocket } = mark;
    const last = this.#last.get(session);
    if (last === undefined || !this.#inSession(session)) return;
    const isKept = this.#isKept(mark, last);
    if (isKept) {
      this.exchanges.add(exchange);
      if (onWebsocket || notifies) this.#messages.add(id);
    }
    if (direction === 'to-server' && channel !== null && isAct(channel)) {
      this.#act(session, seq, isKept);
    }
  }

  /** Then each exchange again, as far as it is or may be an act. */
  call(mark: ExchangeMark): void {
    if (mark.kind !== 'call') return;
    const { id, session, seq } = mark;
    const last = this.#last.get(session) ?? Number.NEGATIVE_INFINITY;
    const isKept =
      this.#calls.has(id) ||
      (seq < last &&
        this.#inSession(session) &&
        mark.setsCookie &&
        this.#lookups.beginsSession(id));
    if (isKept) this.exchanges.add(id);
    this.#act(session, seq, isKept);
  }

  /** At last what is neither, once all acts are known. */
  rest({ id, session, seq, startedAt, kind, method, path }: ExchangeMark): void {
    if (kind === 'call') return;
    if (session === null) {
      // It belongs to any desktop that has not logged in: each may ask it.
      const isOpen = this.#wanted.operation === null || kind === 'safe';
      if (isOpen && this.#inWindow(startedAt)) this.exchanges.add(id);
      else if (startedAt < this.#wanted.from) this.#nobodys.set(`${method} ${path}`, id);
      return;
    }
    if (!this.#inSession(session) || !this.#last.has(session)) return;
    const isAll = this.#wanted.operation === null && !this.#others.has(id);
    if (isAll && this.#inWindow(startedAt)) this.exchanges.add(id);
    else if (kind === 'safe' && startedAt < this.#wanted.to && this.#isAtKeptAct(session, seq)) {
      this.exchanges.add(id);
    }
  }

  /** After all. */
  end(): void {
    for (const id of this.#nobodys.values()) this.exchanges.add(id);
  }

  /** Whether a message is kept, when all is decided: with its exchange, unless each counts for itself. */
  keeps({ id, exchange, session, notifies, onWebsocket }: MessageMark): boolean {
    const isOwn = this.#last.has(session) && this.#inSession(session);
    if (isOwn && (notifies || onWebsocket)) return this.#messages.has(id);
    return this.exchanges.has(exchange);
  }

  #isKept(mark: MessageMark, last: number): boolean {
    const { id, exchange, seq, at, direction, channel, begunAt, onWebsocket } = mark;
    const { operation } = this.#wanted;
    if (mark.notifies) {
      if (this.#caused.has(id)) return true;
      if (!this.#inWindow(at)) return false;
      return operation === null || this.#lookups.callOf(id) === null;
    }
    const isInWindow = this.#inWindow(onWebsocket ? at : begunAt);
    if (channel !== null && SET_UP.has(channel)) return isInWindow || seq < last;
    if (isInWindow) {
      if (!onWebsocket && direction === 'to-desktop') return false;
      if (channel !== null && !channel.startsWith('/meta/')) return operation === null;
      return onWebsocket || !this.#others.has(exchange);
    }
    // With it the handshake that follows is none of the desktop's own doing.
    return mark.refuses && seq < last && this.#lookups.saysUnknownClient(id);
  }

  #fits(operation: string | null): boolean {
    const fits = this.#wanted.operation;
    return fits === null || (operation !== null && fits(operation));
  }

  #inWindow(at: number): boolean {
    return at >= this.#wanted.from && at < this.#wanted.to;
  }

  #inSession(session: number | null): boolean {
    const { sessions } = this.#wanted;
    return sessions === null || (session !== null && sessions.has(session));
  }

  #touch(session: number | null, seq: number): void {
    this.#last.set(session, Math.max(seq, this.#last.get(session) ?? seq));
  }

  #act(session: number | null, seq: number, kept: boolean): void {
    const acts = this.#acts.get(session);
    if (acts) acts.push({ seq, kept });
    else this.#acts.set(session, [{ seq, kept }]);
  }

  /** Whether the act before a place is kept; before any act, it is. */
  #isAtKeptAct(session: number, seq: number): boolean {
    const acts = this.#acts.get(session);
    return acts?.[latestBefore(acts, seq)]?.kept ?? true;
  }

  /** Acts are found message by message and call by call: puts them in wire order. */
  sortActs(): void {
    for (const acts of this.#acts.values()) acts.sort((a, b) => a.seq - b.seq);
  }
}

function isAct(channel: string): boolean {
  return SET_UP.has(channel) || !channel.startsWith('/meta/');
}
