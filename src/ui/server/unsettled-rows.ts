import { BoundedMap } from '../../correlate/bounded-map.js';
import type { Timeline } from '../../recording/timeline.js';
import type { Row } from '../protocol/row.js';

/** Of each kind of unfinished business so much is remembered; the oldest is given up first. */
const MOST = 10_000;
/** Ids below the newest one that may still come: a slow request takes its number when it begins. */
const MOST_HOLES = 1_000;
/** Messages of one exchange that follow it when its session becomes known. */
const MOST_FOLLOWERS = 1_000;

/** Ids of rows that are new or may have changed. */
export interface ChangedIds {
  readonly exchanges: Set<number>;
  readonly messages: Set<number>;
  /** There are more new ones. */
  readonly full: boolean;
}

/**
 * What a recorder may still add to rows that were seen: answers to open exchanges, links of notifications, sessions of exchanges
 * that had none. Rows are only ever inserted, so these are all that can change.
 */
export class UnsettledRows {
  readonly #open = new BoundedMap<number, number>(MOST);
  readonly #loose = new BoundedMap<number, number>(MOST);
  readonly #homeless = new BoundedMap<number, number[]>(MOST);
  readonly #holes = new BoundedMap<number, number>(MOST_HOLES);
  #lastRequest = 0;
  #lastMessage = 0;

  /** Ids of notifications that are linked with nothing so far. */
  get loose(): readonly number[] {
    return [...this.#loose.values()];
  }

  /** Whether a call's row was seen. */
  knows(call: number): boolean {
    return call <= this.#lastRequest && this.#holes.peek(call) === undefined;
  }

  /**
   * Takes note of rows that were read just now.
   *
   * @returns how many of them are new
   */
  saw(rows: readonly Row[]): number {
    let fresh = 0;
    for (const row of rows) {
      const isMessage = row.kind === 'message' || row.kind === 'notification';
      if (isMessage ? row.id > this.#lastMessage : !this.knows(row.id)) fresh += 1;
      if (isMessage) this.#sawMessage(row);
      else this.#sawExchange(row);
    }
    return fresh;
  }

  /**
   * What has come since, at most so many new rows.
   *
   * @param linksCome whether the file's links matter
   */
  changes(timeline: Timeline, most: number, linksCome: boolean): ChangedIds {
    const filled = timeline.idsIn('request', this.#holes.values());
    const requests = timeline.idsAfter('request', this.#lastRequest, most);
    const messages = timeline.idsAfter('message', this.#lastMessage, most);
    const found = timeline.idsIn('request_session', this.#homeIds());
    return {
      exchanges: new Set([
        ...filled,
        ...requests,
        ...timeline.idsIn('response', this.#open.values()),
        ...found,
      ]),
      messages: new Set([
        ...messages,
        ...(linksCome ? timeline.idsIn('link', this.#loose.values()) : []),
        ...found.flatMap((id) => this.#homeless.peek(id) ?? []),
      ]),
      full: most > 0 && (requests.length >= most || messages.length >= most),
    };
  }

  *#homeIds(): Generator<number> {
    for (const [id] of this.#homeless.values()) if (id !== undefined) yield id;
  }

  #sawExchange({ id, end, session }: Row): void {
    // Numbers that are left out begin with the first of those that may still come.
    const first = Math.max(this.#lastRequest + 1, id - MOST_HOLES);
    for (let hole = first; hole < id; hole += 1) this.#holes.set(hole, hole);
    this.#holes.delete(id);
    this.#lastRequest = Math.max(this.#lastRequest, id);
    if (end === null) this.#open.set(id, id);
    else this.#open.delete(id);
    // The first of the list is the exchange itself, so that those that are looked for name themselves.
    if (session === null) this.#homeless.set(id, this.#homeless.peek(id) ?? [id]);
    else this.#homeless.delete(id);
  }

  #sawMessage({ id, kind, call, exchange, session }: Row): void {
    this.#lastMessage = Math.max(this.#lastMessage, id);
    if (kind === 'notification' && call === null) this.#loose.set(id, id);
    else this.#loose.delete(id);
    if (session !== null || exchange === null) return;
    const followers = this.#homeless.peek(exchange) ?? [exchange];
    if (followers.length <= MOST_FOLLOWERS && !followers.includes(id)) followers.push(id);
    this.#homeless.set(exchange, followers);
  }
}
