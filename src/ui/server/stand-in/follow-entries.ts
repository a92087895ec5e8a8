import type { Clock } from '../../../time/clock.js';
import type { RecordingHead } from '../../protocol/recording-head.js';
import { columnsOf } from '../../protocol/row-columns.js';
import type { Listener } from '../source.js';
import type { EntryListener, LiveEntries, LiveEntry } from './live-entries.js';
import { liveRow } from './live-rows.js';

/** Rows that are sent at a time. */
const PAGE = 5_000;
/** Milliseconds in which what happens is gathered. */
const GATHER = 50;

/** Sends what has happened at a stand-in, then what happens, until nobody listens any more. */
export async function followEntries(
  entries: LiveEntries,
  head: () => RecordingHead,
  clock: Clock,
  after: number,
  listener: Listener,
): Promise<void> {
  const news = new EntryNews();
  entries.listeners.add(news);
  listener.signal.addEventListener('abort', () => news.wake());
  try {
    const send = async (some: readonly LiveEntry[]): Promise<void> => {
      for (let at = 0; at < some.length; at += PAGE) {
        const rows = some.slice(at, at + PAGE).map((each) => liveRow(each, entries));
        await listener.send({ type: 'rows', columns: columnsOf(rows) });
      }
    };
    const begin = async (from: number): Promise<void> => {
      const all = entries.all.filter(({ seq }) => seq > from);
      await listener.send({ type: 'head', head: head(), rows: all.length });
      await listener.send({ type: 'sessions', sessions: entries.sessions });
      await send(all);
      await listener.send({ type: 'caught-up', live: true, more: false });
    };
    await begin(after);
    while (!listener.signal.aborted) {
      await news.some();
      await new Promise<void>((resolve) => clock.after(GATHER, resolve));
      const { reset, lanes, changed } = news.take();
      if (reset) await begin(Number.MIN_SAFE_INTEGER);
      if (lanes) await listener.send({ type: 'sessions', sessions: entries.sessions });
      await send(changed);
    }
  } finally {
    entries.listeners.delete(news);
  }
}

/** What one listener has not been sent yet, each entry once however often it changes. */
class EntryNews implements EntryListener {
  #changed = new Set<LiveEntry>();
  #lanes = false;
  #reset = false;
  #wake = (): void => {};

  changed(entry: LiveEntry): void {
    this.#changed.add(entry);
    this.wake();
  }

  lanes(): void {
    this.#lanes = true;
    this.wake();
  }

  reset(): void {
    this.#changed.clear();
    this.#lanes = false;
    this.#reset = true;
    this.wake();
  }

  wake(): void {
    this.#wake();
  }

  /** Resolves when there is something, or `wake` is called. */
  some(): Promise<void> {
    if (this.#changed.size > 0 || this.#lanes || this.#reset) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  take() {
    const changed = [...this.#changed].sort((a, b) => a.seq - b.seq);
    const taken = { reset: this.#reset, lanes: this.#lanes, changed };
    this.#changed = new Set();
    this.#lanes = false;
    this.#reset = false;
    return taken;
  }
}
