import { realpathSync } from 'node:fs';
import type { CorrelationRules } from '../../correlate/correlation-rules.js';
import { isHeldOpen } from '../../recording/held-open.js';
import { isJoined, placeOfRecording } from '../../recording/joined-files.js';
import type { RecordingInfo } from '../../recording/reader.js';
import { openTimeline, type Timeline } from '../../recording/timeline.js';
import type { LinkIndex } from '../../report/link-index.js';
import { linksAreMadeAnew } from '../../rules/links-of.js';
import type { Rules } from '../../rules/rules.js';
import { rulesFor } from '../../rules/rules-for.js';
import type { Clock } from '../../time/clock.js';
import type { ExchangeDetail, MessageDetail, TextFound } from '../protocol/detail.js';
import type { RecordingHead } from '../protocol/recording-head.js';
import { fileState } from './file-state.js';
import type { Look } from './find-in-recording.js';
import { RecordingFollower } from './follow-recording.js';
import { Glances } from './glances.js';
import { recordedBody } from './recorded-body.js';
import { exchangeDetail, messageDetail } from './recorded-detail.js';
import { RecordedLinks } from './recorded-links.js';
import { findInParts } from './series/find-in-parts.js';
import { nextPart } from './series/next-part.js';
import { SeriesParts } from './series/series-parts.js';
import { openSeriesTimeline } from './series/series-timeline.js';
import type { Listener, Source, WholeBody } from './source.js';
import { titleOfSeries } from './title-of.js';

/** Milliseconds without a change after which a recording that has no end is taken for one whose recorder was killed. */
const DEAD = 60_000;

/** Gaps that are told one by one. */
const MOST_GAPS = 1_000;

export interface RecordedSourceOptions {
  readonly clock: Clock;
  readonly rules?: Rules;
  /** Whether a recorder is at work; by default that is told by how long nothing has changed. */
  readonly isLive?: () => boolean;
  /** Whether the files that a recorder at work goes on in are looked for; else somebody names them. By default not. */
  readonly follows?: boolean;
  /** Rows that a page is sent at most; by default 300,000. */
  readonly mostRows?: number;
}

/**
 * A recording as something to look at; each look opens it anew, and shortly. Where its recorder goes on in other files, they
 * are one recording with it.
 */
export class RecordedSource implements Source {
  readonly file: string;
  readonly options: RecordedSourceOptions;
  /** When it may be opened. */
  readonly glances: Glances;
  readonly #links: RecordedLinks;
  readonly #parts: SeriesParts;
  readonly #follows: boolean;
  #rules: { readonly kept: string | null; readonly correlate: CorrelationRules } | null = null;
  /** Of those that were looked for. */
  #latestPart = 0;
  readonly #following = new Set<Promise<void>>();

  /** @throws RecordingError if it is absent or can't be read */
  constructor(file: string, options: RecordedSourceOptions) {
    this.file = file;
    this.options = options;
    this.glances = new Glances(file, options.clock);
    this.#links = new RecordedLinks(file, options.rules);
    this.#parts = new SeriesParts(file);
    const live = this.look(({ info }) => this.isLive(info));
    // Links that are made anew are made of one file.
    this.#follows = options.follows === true && live && !linksAreMadeAnew(options.rules);
  }

  /** How many files it has come to. */
  get parts(): number {
    return this.#parts.files.length;
  }

  /** Its recorder has gone on in that file, which is there by now. */
  goOnIn(file: string): void {
    this.#parts.goOnIn(file);
  }

  head(): RecordingHead {
    return this.look(({ info }) => this.headOf(info));
  }

  headOf(info: RecordingInfo): RecordingHead {
    const { label, target, startedAt, endedAt, gaps } = info;
    return {
      name: titleOfSeries(this.#parts.files),
      label,
      target,
      startedAt,
      endedAt: this.hasEnded(info) ? endedAt : null,
      interrupted: info.interrupted && !this.isLive(info),
      gaps: gaps.slice(0, MOST_GAPS),
      of: 'recording',
    };
  }

  /** Whether a recorder is at work on it. */
  isLive(info: RecordingInfo): boolean {
    if (isJoined(this.file)) return false;
    const told = this.options.isLive?.();
    if (told !== undefined) return told;
    if (info.endedAt !== null) return !this.hasEnded(info);
    return this.state().age < DEAD || isHeldOpen(realPath(this.#parts.latest));
  }

  /** Whether nothing more will come: a recorder that ends a file may go on in the next. */
  hasEnded({ endedAt, series }: RecordingInfo): boolean {
    if (endedAt === null || this.options.isLive?.() === true) return false;
    if (!this.#follows || series === null) return true;
    // What was read before it was known that the recorder has gone on.
    if (series.part < this.#latestPart) return false;
    const next = nextPart(this.#parts.latest, series);
    if (next === null) return true;
    this.#latestPart = series.part + 1;
    this.goOnIn(next);
    return false;
  }

  state(): { readonly state: string; readonly age: number } {
    const file = realPath(this.#parts.latest);
    const { state, age } = fileState(file, this.options.clock);
    return { state: `${this.parts} ${state}`, age };
  }

  /** Links that are not in the file; null if there are none. */
  linksMade(info: RecordingInfo): LinkIndex | null {
    // Those of several files stand in them, if their recorder lives.
    if (this.parts > 1) return null;
    return this.#links.made(info, this.state().state, this.isLive(info));
  }

  /**
   * To be closed soon.
   *
   * @param from the file from which on there may be news
   */
  openTimeline(from = 0): Timeline {
    return this.glances.open(() =>
      this.parts === 1 ? openTimeline(this.file) : openSeriesTimeline(this.#parts, from),
    );
  }

  /** Resolves when all who follow it know how it ended, after so many milliseconds at the latest. */
  async shown(most: number): Promise<void> {
    const late = new AbortController();
    const gone = Promise.allSettled([...this.#following]).then(() => late.abort());
    await Promise.race([gone, this.glances.pause(most, late.signal)]);
  }

  /** @param from as `openTimeline` takes it */
  look<T>(at: (timeline: Timeline) => T, from = 0): T {
    const timeline = this.openTimeline(from);
    try {
      return at(timeline);
    } finally {
      timeline.close();
    }
  }

  follow(after: number, listener: Listener): Promise<void> {
    const following = new RecordingFollower(this, listener).follow(after);
    this.#following.add(following);
    return following.finally(() => this.#following.delete(following));
  }

  exchange(id: number): ExchangeDetail {
    return this.look((timeline) => exchangeDetail(this.#looked(timeline), id));
  }

  message(id: number): MessageDetail {
    return this.look((timeline) => messageDetail(this.#looked(timeline), id));
  }

  body(exchange: number, which: 'request' | 'response'): WholeBody {
    return this.look((timeline) => recordedBody(timeline, exchange, which));
  }

  find(text: string, signal: AbortSignal): Promise<TextFound> {
    const looks = this.#parts.files.map(
      (_, part): Look =>
        (...what) => {
          const timeline = this.glances.open(() => this.#parts.openPart(part));
          try {
            return timeline?.search(...what) ?? { ids: [], after: null };
          } finally {
            timeline?.close();
          }
        },
    );
    return findInParts(looks, text, signal);
  }

  /** The rules by which calls and notifications are linked. */
  rulesOf(info: RecordingInfo): CorrelationRules {
    // Asked at each look, while what the recording keeps stays the same.
    if (this.#rules?.kept !== info.rules) {
      const { correlate } = rulesFor({ file: this.file, info }, this.options.rules);
      this.#rules = { kept: info.rules, correlate };
    }
    return this.#rules.correlate;
  }

  #looked(timeline: Timeline) {
    const { info } = timeline;
    return { timeline, made: this.linksMade(info), rules: this.rulesOf(info) };
  }
}

function realPath(file: string): string {
  try {
    return realpathSync(placeOfRecording(file));
  } catch {
    return file;
  }
}
