import type { Rules } from '../../rules/rules.js';
import type { ExchangeDetail, MessageDetail, TextFound } from '../protocol/detail.js';
import type { News } from '../protocol/news.js';
import type { RecordingHead } from '../protocol/recording-head.js';

/** Who is sent what there is, and what comes. */
export interface Listener {
  /** Resolves when there is room for more; nothing else may be sent until then. Rejects if nobody listens any more. */
  send(news: News): Promise<void>;
  /** Aborted when nobody listens any more. */
  readonly signal: AbortSignal;
}

/** A body to be kept. */
export interface WholeBody {
  readonly bytes: Uint8Array;
}

/** Something to look at: a recording, or a stand-in at work. What is not there throws `NotThere`. */
export interface Source {
  head(): RecordingHead;
  /**
   * Sends all rows after a place in wire order, then what changes; resolves when nothing more will.
   *
   * @throws RecordingError if the recording can't be read (on)
   */
  follow(after: number, listener: Listener): Promise<void>;
  exchange(id: number): ExchangeDetail;
  message(id: number): MessageDetail;
  body(exchange: number, which: 'request' | 'response'): WholeBody;
  /** Looks for a text, wherever it stands. */
  find(text: string, signal: AbortSignal): Promise<TextFound>;
}

/** What routes beside those of the rows go by. */
export interface Inspected {
  /** The recordings that are compared, baseline first; one if none are. None if a stand-in is looked at. */
  readonly files: readonly string[];
  readonly rules: Rules | undefined;
  /** Recordings of the baseline's version, to learn from what means nothing. */
  readonly noise: readonly string[];
  /** The rules file into which the page may write; null if into none. */
  readonly write: string | null;
}
