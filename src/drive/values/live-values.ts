import { tryParseJson } from '../../json/parse-json.js';
import { replaceSpans } from '../../json/replace-spans.js';
import { bodyText } from '../../recording/body-text.js';
import type { Headers } from '../../recording/exchange.js';
import type { RecordedExchange, RecordedMessage } from '../../recording/reader.js';
import { parseSetCookie } from '../../redact/cookies.js';
import { headerPlace } from '../../redact/places.js';
import { type Codec, json, plain } from './codec.js';
import { fillSlots } from './fill-slots.js';
import type { ValueFlow } from './flow.js';
import { answerPlace, notificationPlace, textOfPlace } from './flow-place.js';
import { type Followed, followedBy } from './followed.js';
import { rawOf } from './json-leaves.js';
import { LessonBook, type LiveConflict, type Occasion } from './lesson-book.js';
import type { Known } from './pair-items.js';
import { pairPieces } from './pair-pieces.js';
import { pairUp } from './pair-up.js';
import { piecesOf } from './pieces.js';
import { isTelling, tellingPart } from './said.js';
import { dataOf, type Slot, slotsOfPublish, slotsOfRequest } from './slot.js';

/** What a live server answered; the body after content decoding. */
export interface LiveAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array | null;
}

/** A recorded request as it goes to the live server. */
export interface LiveRequest {
  readonly path: string;
  /** All that were recorded; those that say how the body is encoded only if it still is. */
  readonly headers: Headers;
  readonly body: Uint8Array | null;
  /** Names, in lower case, of the headers in which a value was replaced. */
  readonly replacedHeaders: readonly string[];
  /** Followed values for which nothing live is known yet: they go as they were recorded. */
  readonly unresolved: readonly string[];
}

/**
 * What stands on a live server for the values that were followed through a recording. One for each copy; all desktops of the copy
 * share it, since ids pass from one to another. A desktop goes by what it was told itself, and else by what others were told.
 */
export class LiveValues {
  readonly #flow: ValueFlow;
  readonly #origin: string | null;
  readonly #followed: ReadonlyMap<string, Followed>;
  readonly #all = new LessonBook();
  readonly #own = new Map<number | null, LessonBook>();
  readonly #unresolved = new Set<string>();

  /** @param origin by which the live server is named, in place of the recorded ones; null leaves them */
  constructor(flow: ValueFlow, origin: string | null = null) {
    this.#flow = flow;
    this.#origin = origin;
    this.#followed = followedBy(flow);
  }

  /** Learns from the answer to the request that stands for a recorded one. */
  answered(recorded: RecordedExchange, live: LiveAnswer): void {
    if (this.#followed.size === 0) return;
    const of = answerPlace(recorded);
    const learn = this.#learner(of, recorded.session, true);
    for (const { name, value, other } of this.#headers(
      recorded.responseHeaders ?? [],
      live.headers,
    )) {
      learn(headerPlace(name), name, value, 'string', plain, other, 'string', true);
    }
    const liveText = live.body === null ? null : decoded(live.body);
    const text = bodyText(recorded.responseBody);
    if (text !== null && liveText !== null)
      this.#texts(text, liveText, 'body', recorded.session, learn);
  }

  /** Learns from the notification that stands for a recorded one. @param liveData text of its `data` */
  notified(recorded: RecordedMessage, liveData: string | null): void {
    const data = recorded.notification?.data ?? null;
    if (data === null || liveData === null || this.#followed.size === 0) return;
    const learn = this.#learner(notificationPlace(recorded), recorded.session, false);
    this.#texts(data, liveData, 'data', recorded.session, learn);
  }

  /** A recorded request with what the live server handed out in place of what the recorded one did; nothing else changes. */
  request(recorded: RecordedExchange): LiveRequest {
    const { path, requestHeaders, requestBody } = recorded;
    const filled = this.#fill(
      slotsOfRequest(recorded, this.#flow.csrf),
      recorded.seq,
      recorded.session,
    );
    const replacedHeaders = new Set<string>();
    const headers = requestHeaders.map(([name, value], index): Headers[number] => {
      const edits = filled.edits.get(index);
      if (edits === undefined) return [name, value];
      replacedHeaders.add(name.toLowerCase());
      return [name, replaceSpans(value, edits)];
    });
    const bodyEdits = filled.edits.get('body');
    const text = bodyEdits === undefined ? null : bodyText(requestBody);
    const isDecoded = text !== null && requestBody !== null && requestBody.encoding !== null;
    return {
      path: replaceSpans(path, filled.edits.get('path') ?? []),
      headers: isDecoded ? headers.filter(([name]) => !/^content-encoding$/iu.test(name)) : headers,
      body:
        text === null || bodyEdits === undefined
          ? (requestBody?.encoded ?? requestBody?.content ?? null)
          : Buffer.from(replaceSpans(text, bodyEdits)),
      replacedHeaders: [...replacedHeaders],
      unresolved: filled.unresolved,
    };
  }

  /** Text of the `data` of a recorded publish with live values in it; null if it has none. */
  publishData(recorded: RecordedMessage): string | null {
    const data = dataOf(recorded);
    if (data === null) return null;
    const { edits } = this.#fill(slotsOfPublish(recorded), recorded.seq, recorded.session);
    return replaceSpans(data, edits.get('body') ?? []);
  }

  /** What stands live for a recorded value, to whichever desktop it was told; undefined if that is not known. */
  liveValueOf(recorded: string): string | undefined {
    return this.#all.find(recorded)?.text;
  }

  /** Followed values that went as they were recorded: the live server had handed out nothing in their place. */
  unresolved(): ReadonlySet<string> {
    return this.#unresolved;
  }

  /** Values that live have become two: the recording did not tell them apart. */
  conflicts(): readonly LiveConflict[] {
    return [...this.#all.conflicts()];
  }

  #fill(slots: readonly Slot[], seq: number, session: number | null) {
    const filled = fillSlots(slots, {
      followed: (value) => {
        const followed = this.#followed.get(value);
        return followed !== undefined && followed.firstSaid < seq ? followed : undefined;
      },
      lesson: (value, name) =>
        this.#own.get(session)?.find(value, name) ?? this.#all.find(value, name),
      origins: this.#flow.origins,
      origin: this.#origin,
    });
    for (const value of filled.unresolved) this.#unresolved.add(value);
    return filled;
  }

  #learner(of: string, session: number | null, answer: boolean): Learn {
    const own = this.#own.get(session) ?? new LessonBook();
    this.#own.set(session, own);
    return (part, name, raw, recordedKind, codec, liveRaw, kind, sure) => {
      const place = textOfPlace({ of, part });
      const ours = piecesOf(raw, codec);
      if (!ours.some(({ text }) => this.#followed.has(text))) return;
      for (const pair of pairPieces(ours, piecesOf(liveRaw, codec))) {
        const value = pair.recorded.text;
        const followed = this.#followed.get(value);
        if (followed === undefined || !followed.from.has(place)) continue;
        const { text } = pair.live;
        const lesson = { text, kind, recordedKind, name, sure: sure && pair.sure };
        const occasion: Occasion = { atOrigin: place === followed.origin, answer };
        own.learn(value, lesson, occasion);
        this.#all.learn(value, lesson, occasion);
      }
    };
  }

  #texts(
    recorded: string,
    live: string,
    prefix: 'body' | 'data',
    session: number | null,
    learn: Learn,
  ): void {
    const one = tryParseJson(recorded);
    const other = one === null ? null : tryParseJson(live);
    if (one === null || other === null) return;
    const known: Known = {
      isFollowed: (value) => this.#followed.has(value),
      live: (value) => (this.#own.get(session)?.find(value) ?? this.#all.find(value))?.text,
    };
    pairUp(one, other, known, ({ node, place, name }, there, sure) => {
      const { raw } = rawOf(node);
      learn(`${prefix}${place}`, name, raw, node.kind, json, rawOf(there).raw, there.kind, sure);
    });
  }

  *#headers(
    recorded: Headers,
    live: Headers,
  ): Iterable<{ readonly name: string; readonly value: string; readonly other: string }> {
    const theirs = new Map<string, string[]>();
    for (const [name, value] of live) {
      const key = keyOf(name, value);
      theirs.set(key, [...(theirs.get(key) ?? []), tellingPart(name, value)]);
    }
    for (const [name, value] of recorded) {
      if (!isTelling(name)) continue;
      const other = theirs.get(keyOf(name, value))?.shift();
      if (other !== undefined) yield { name, value: tellingPart(name, value), other };
    }
  }
}

type Learn = (
  part: string,
  name: string | null,
  raw: string,
  recordedKind: 'string' | 'number',
  codec: Codec,
  liveRaw: string,
  kind: 'string' | 'number',
  sure: boolean,
) => void;

/** The k-th header of a name stands for the k-th, but a cookie for the one of its name. */
function keyOf(name: string, value: string): string {
  const lower = name.toLowerCase();
  return lower === 'set-cookie' ? `set-cookie ${parseSetCookie(value).name}` : lower;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoded(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}
