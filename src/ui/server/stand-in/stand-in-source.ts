import type { StandIn } from '../../../replay/stand-in.js';
import type { Clock } from '../../../time/clock.js';
import type { ExchangeDetail, MessageDetail, TextFound } from '../../protocol/detail.js';
import type { RecordingHead } from '../../protocol/recording-head.js';
import { RecordedSource } from '../recorded-source.js';
import { NotThere } from '../route.js';
import type { Listener, Source, WholeBody } from '../source.js';
import { titleOf } from '../title-of.js';
import { findInEntries } from './find-in-entries.js';
import { followEntries } from './follow-entries.js';
import { liveExchangeDetail, liveNoticeDetail } from './live-detail.js';
import { LiveEntries, type LiveExchange } from './live-entries.js';

/** A stand-in at work as something to look at: acts as they come, what they matched, and what they missed. */
export class StandInSource implements Source {
  readonly #standIn: StandIn;
  readonly #entries: LiveEntries;
  readonly #clock: Clock;
  readonly #startedAt: number;
  /** What it plays. */
  readonly #recorded: RecordedSource;
  readonly #stop: () => void;

  constructor(standIn: StandIn, clock: Clock) {
    this.#standIn = standIn;
    this.#clock = clock;
    this.#startedAt = clock.now();
    this.#recorded = new RecordedSource(standIn.file, { clock });
    this.#entries = new LiveEntries(clock);
    this.#stop = standIn.observe(this.#entries);
  }

  head(): RecordingHead {
    const { label, target } = this.#recorded.head();
    return {
      name: titleOf(this.#standIn.file),
      label,
      target,
      startedAt: this.#startedAt,
      endedAt: null,
      interrupted: false,
      gaps: [],
      of: 'stand-in',
    };
  }

  follow(after: number, listener: Listener): Promise<void> {
    return followEntries(this.#entries, () => this.head(), this.#clock, after, listener);
  }

  exchange(id: number): ExchangeDetail {
    return liveExchangeDetail(this.#exchange(id), this.#entries, this.#recorded);
  }

  message(id: number): MessageDetail {
    const notice = this.#entries.notices.peek(id);
    if (notice === undefined) throw new NotThere(`there is no notification ${id}, or no more`);
    return liveNoticeDetail(notice, this.#entries, this.#recorded);
  }

  body(exchange: number, which: 'request' | 'response'): WholeBody {
    const { call } = this.#exchange(exchange);
    if (which === 'response' && call?.match) return this.#recorded.body(call.match, 'response');
    if (which === 'response' || call?.body == null) throw new NotThere('there is no such body');
    return { bytes: Buffer.from(call.body) };
  }

  find(text: string, signal: AbortSignal): Promise<TextFound> {
    return findInEntries(this.#entries, text, signal);
  }

  /** Hears no more of the stand-in. */
  close(): void {
    this.#stop();
  }

  #exchange(id: number): LiveExchange {
    const entry = this.#entries.exchanges.peek(id);
    if (entry === undefined) throw new NotThere(`there is no call ${id}, or no more`);
    return entry;
  }
}
