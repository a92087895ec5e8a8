import { BoundedMap } from '../../../correlate/bounded-map.js';
import { stringMember } from '../../../json/node.js';
import { tryParseJson } from '../../../json/parse-json.js';
import type { Miss } from '../../../replay/matching/miss.js';
import type { LiveCall, LiveNotification } from '../../../replay/observe/live-call.js';
import type { AtDesktop, StandInObserver } from '../../../replay/observe/observer.js';
import type { Clock } from '../../../time/clock.js';
import type { SessionHead } from '../../protocol/recording-head.js';

/** As many as the stand-in itself remembers. */
const mostExchanges = 10_000;
const mostNotifications = 100_000;
/** Characters of bodies and misses. */
const mostText = 64 * 1024 * 1024;
/** Live sessions that are told apart. */
const mostLanes = 10_000;

interface Seen {
  readonly id: number;
  readonly seq: number;
  readonly session: number | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A call, or something else that was missed. */
export interface LiveExchange extends Seen {
  readonly call: LiveCall | null;
  readonly miss: Miss | null;
  end: number | null;
  /** Characters that it holds. */
  text: number;
}

export interface LiveNotice extends Seen {
  readonly live: LiveNotification;
  readonly messageType: string | null;
  readonly notificationType: string | null;
}

export type LiveEntry = LiveExchange | LiveNotice;

/** Who wants to know what is new. */
export interface EntryListener {
  changed(entry: LiveEntry): void;
  lanes(): void;
  reset(): void;
}

/** What happens at a stand-in, with numbers and times; the latest of it. */
export class LiveEntries implements StandInObserver {
  readonly listeners = new Set<EntryListener>();
  readonly exchanges = new BoundedMap<number, LiveExchange>(mostExchanges);
  readonly notices = new BoundedMap<number, LiveNotice>(mostNotifications);
  readonly #clock: Clock;
  #byCall = new WeakMap<LiveCall, LiveExchange>();
  #byNotification = new WeakMap<LiveNotification, LiveNotice>();
  readonly #lanes = new Map<string, SessionHead>();
  #text = 0;
  #seq = 0;
  #exchangeCount = 0;
  #noticeCount = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** By `seq`. */
  get all(): readonly LiveEntry[] {
    return [...this.exchanges.values(), ...this.notices.values()].sort((a, b) => a.seq - b.seq);
  }

  get sessions(): readonly SessionHead[] {
    return [...this.#lanes.values()];
  }

  of(call: LiveCall): LiveExchange | null {
    return this.#byCall.get(call) ?? null;
  }

  ofNotification(notification: LiveNotification): LiveNotice | null {
    return this.#byNotification.get(notification) ?? null;
  }

  call(call: LiveCall): void {
    const known = this.#byCall.get(call);
    const entry = known ?? this.#addExchange(call, null, call);
    if (known === undefined) this.#byCall.set(call, entry);
    if (call.status !== null && entry.end === null) {
      entry.end = this.#clock.now();
      this.#holds(entry, call.miss);
    }
    this.#tell(entry);
  }

  notification(live: LiveNotification): void {
    const known = this.#byNotification.get(live);
    if (known === undefined) {
      const data = tryParseJson(live.data) ?? undefined;
      this.#noticeCount += 1;
      const entry: LiveNotice = {
        ...this.#seen(this.#noticeCount, live),
        live,
        messageType: stringMember(data, 'messageType'),
        notificationType: stringMember(data, 'notificationType'),
      };
      this.notices.set(entry.id, entry);
      this.#byNotification.set(live, entry);
      this.#tell(entry);
    } else this.#tell(known);
    const caller = live.call === null ? undefined : this.#byCall.get(live.call);
    if (caller !== undefined) this.#tell(caller);
  }

  missed(miss: Miss, at: AtDesktop): void {
    const entry = this.#addExchange(null, miss, at);
    entry.end = entry.at;
    this.#tell(entry);
  }

  reset(): void {
    this.exchanges.clear();
    this.notices.clear();
    this.#byCall = new WeakMap();
    this.#byNotification = new WeakMap();
    this.#lanes.clear();
    this.#text = 0;
    this.#seq = 0;
    this.#exchangeCount = 0;
    this.#noticeCount = 0;
    for (const each of this.listeners) each.reset();
  }

  #addExchange(call: LiveCall | null, miss: Miss | null, at: AtDesktop): LiveExchange {
    this.#exchangeCount += 1;
    const seen = this.#seen(this.#exchangeCount, at);
    const entry: LiveExchange = { ...seen, call, miss, end: null, text: 0 };
    const givenUp = this.exchanges.set(entry.id, entry);
    this.#text -= givenUp?.text ?? 0;
    this.#holds(entry, miss, call?.body?.length ?? 0);
    return entry;
  }

  /** Gives up the oldest where all of them hold too much. */
  #holds(entry: LiveExchange, miss: Miss | null, more = 0): void {
    const text = more + (miss === null ? 0 : JSON.stringify(miss).length);
    entry.text += text;
    this.#text += text;
    for (const oldest of this.exchanges.values()) {
      if (this.#text <= mostText || oldest === entry) break;
      this.exchanges.delete(oldest.id);
      this.#text -= oldest.text;
    }
  }

  #seen(id: number, at: AtDesktop): Seen {
    this.#seq += 1;
    const now = this.#clock.now();
    return { id, seq: this.#seq, session: this.#laneOf(at, now), at: now };
  }

  /** The live session, counted from 1; null if it is none. */
  #laneOf({ user, session, copy }: AtDesktop, now: number): number | null {
    if (session === null) return null;
    const key = `${session}/${copy}`;
    const known = this.#lanes.get(key);
    if (known !== undefined && (known.user === user || user === null)) return known.id;
    if (known === undefined && this.#lanes.size >= mostLanes) return null;
    this.#lanes.set(key, {
      id: known?.id ?? this.#lanes.size + 1,
      user,
      transport: null,
      startedAt: known?.startedAt ?? now,
      endedAt: null,
      plays: { session, copy },
    });
    for (const each of this.listeners) each.lanes();
    return this.#lanes.get(key)?.id ?? null;
  }

  #tell(entry: LiveEntry): void {
    for (const each of this.listeners) each.changed(entry);
  }
}
