import { RecordingError } from '../../errors.js';
import type { RecordingInfo } from '../../recording/reader.js';
import type { Timeline } from '../../recording/timeline.js';
import type { LinkIndex } from '../../report/link-index.js';
import type { Row } from '../protocol/row.js';
import { columnsOf } from '../protocol/row-columns.js';
import { pageOfRows, placesAfter } from './all-rows.js';
import { AnswerCounts } from './answer-counts.js';
import { RecordedLanes, sessionHeads } from './recorded-lanes.js';
import type { RecordedSource } from './recorded-source.js';
import type { Listener } from './source.js';
import { UnsettledRows } from './unsettled-rows.js';

/** Rows that a page is sent at most; it can ask for those after them. */
const MOST_ROWS = 300_000;
/** Rows that are sent at a time. */
const PAGE = 5_000;
/** Milliseconds between two looks at whether something has changed. */
const POLL = 250;

/** What a recording was like when it was last looked at. */
interface Seen {
  readonly info: RecordingInfo;
  readonly state: string;
  readonly live: boolean;
  /** The latest of its files then. */
  readonly part: number;
  /** The head as JSON. */
  readonly head: string;
}

/** Sends what a recording holds, and what comes while a recorder is at work on it. */
export class RecordingFollower {
  readonly #source: RecordedSource;
  readonly #listener: Listener;
  readonly #most: number;
  readonly #unsettled = new UnsettledRows();
  readonly #answers = new AnswerCounts();
  #lanes = new RecordedLanes([]);
  #sent = 0;

  constructor(source: RecordedSource, listener: Listener) {
    this.#source = source;
    this.#listener = listener;
    this.#most = source.options.mostRows ?? MOST_ROWS;
  }

  /** Resolves when nothing more will come, or nobody listens any more. */
  async follow(after: number): Promise<void> {
    let seen = await this.#begin(after);
    while (seen !== null && !this.#listener.signal.aborted) {
      await this.#source.glances.pause(POLL, this.#listener.signal);
      if (!this.#listener.signal.aborted) seen = await this.#goOn(seen);
    }
  }

  async #begin(after: number): Promise<Seen | null> {
    const source = this.#source;
    const { state } = source.state();
    const part = source.parts - 1;
    const { info, count, sessions } = source.look((timeline) => ({
      info: timeline.info,
      count: timeline.count(this.#most),
      sessions: timeline.sessions(),
    }));
    const live = source.isLive(info);
    const head = source.headOf(info);
    this.#lanes = new RecordedLanes(sessions);
    await this.#listener.send({ type: 'head', head, rows: count });
    await this.#sendSessions(live ? this.#lanes.heads : sessionHeads(sessions));
    const places = await placesAfter(source, after, this.#most + 1);
    const wanted = places.slice(0, this.#most);
    const made = source.linksMade(info);
    const rules = source.rulesOf(info);
    source.look((timeline) => this.#answers.begin(timeline, made, wanted, !source.hasEnded(info)));
    const late = new Set<number>();
    for (let at = 0; at < wanted.length; at += PAGE) {
      const page = wanted.slice(at, at + PAGE);
      await source.glances.awake(this.#listener.signal);
      const rows = source.look((timeline) =>
        pageOfRows(timeline, made, page, this.#answers, rules),
      );
      for (const call of await this.#sendRows(rows)) late.add(call);
    }
    if (live && late.size > 0) {
      // Answered since they were counted.
      const again = wanted.filter(({ of, id }) => of === 'request' && late.has(id));
      await this.#sendRows(
        source.look((timeline) => pageOfRows(timeline, made, again, this.#answers, rules)),
      );
    }
    const more = places.length > wanted.length;
    await this.#listener.send({ type: 'caught-up', live, more });
    return more || source.hasEnded(info)
      ? null
      : { info, state, live, part, head: JSON.stringify(head) };
  }

  /** Null when nothing more will come. */
  async #goOn(seen: Seen): Promise<Seen | null> {
    const source = this.#source;
    const { state } = source.state();
    const isAsBefore = state === seen.state && source.isLive(seen.info) === seen.live;
    if (isAsBefore) return seen;
    let { part } = seen;
    for (;;) {
      await source.glances.awake(this.#listener.signal);
      const latest = source.parts - 1;
      const room = Math.min(PAGE, this.#most - this.#sent);
      const { info, rows, full, lanes } = source.look(
        (timeline) => this.#round(timeline, seen, room),
        part,
      );
      if (lanes) await this.#sendSessions(this.#lanes.heads);
      if (rows.length > 0) await this.#sendRows(rows);
      if (full && room > 0) continue;
      part = latest;
      const live = source.isLive(info);
      const head = source.headOf(info);
      const text = JSON.stringify(head);
      if (text !== seen.head) await this.#listener.send({ type: 'head', head, rows: this.#sent });
      if (!live) await this.#settle(info);
      const more = room === 0;
      if (live !== seen.live || !live || more) {
        await this.#listener.send({ type: 'caught-up', live, more });
      }
      return more || source.hasEnded(info) ? null : { info, state, live, part, head: text };
    }
  }

  #round(timeline: Timeline, seen: Seen, room: number) {
    const { info } = timeline;
    const { file } = this.#source;
    if (info.startedAt !== seen.info.startedAt) {
      throw new RecordingError(`${file} is another recording now; reload the page`, file);
    }
    const made = this.#source.linksMade(info);
    const { exchanges, messages, full } = this.#unsettled.changes(timeline, room, made === null);
    const rows = this.#rowsOf(timeline, made, exchanges, messages);
    return { info, rows, full, lanes: this.#lanes.saw(timeline, rows) };
  }

  /** No recorder is at work any more: what it left open is completed, and sessions have their ends. */
  async #settle(info: RecordingInfo): Promise<void> {
    const made = this.#source.linksMade(info);
    const { rows, sessions } = this.#source.look((timeline) => ({
      rows:
        made === null
          ? []
          : this.#rowsOf(timeline, made, new Set(), new Set(this.#unsettled.loose)).filter(
              ({ call, kind }) => call !== null || kind === 'call',
            ),
      sessions: timeline.sessions(),
    }));
    if (rows.length > 0) await this.#sendRows(rows);
    await this.#sendSessions(sessionHeads(sessions));
  }

  /** Rows with these ids, and of the calls that turn out to be answered. */
  #rowsOf(
    timeline: Timeline,
    made: LinkIndex | null,
    exchanges: ReadonlySet<number>,
    messages: ReadonlySet<number>,
  ): readonly Row[] {
    const rules = this.#source.rulesOf(timeline.info);
    const page = pageOfRows(
      timeline,
      made,
      [
        ...Array.from(exchanges, (id) => ({ of: 'request', id }) as const),
        ...Array.from(messages, (id) => ({ of: 'message', id }) as const),
      ],
      this.#answers,
      rules,
    );
    const answered = this.#answers
      .saw(page)
      .filter((call) => this.#unsettled.knows(call) || exchanges.has(call));
    if (answered.length === 0) return page;
    const again = new Set(answered);
    const calls = pageOfRows(
      timeline,
      made,
      answered.map((id) => ({ of: 'request', id }) as const),
      this.#answers,
      rules,
    );
    return [...page.filter(({ kind, id }) => kind !== 'call' || !again.has(id)), ...calls].sort(
      (a, b) => a.seq - b.seq,
    );
  }

  /** Returns the calls that turn out to have more answers than was told of them. */
  async #sendRows(rows: readonly Row[]): Promise<readonly number[]> {
    const answered = this.#answers.saw(rows);
    this.#sent += this.#unsettled.saw(rows);
    await this.#listener.send({ type: 'rows', columns: columnsOf(rows) });
    return answered;
  }

  async #sendSessions(sessions: ReturnType<typeof sessionHeads>): Promise<void> {
    await this.#listener.send({ type: 'sessions', sessions });
  }
}
