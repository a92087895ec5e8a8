import { realpathSync } from 'node:fs';
import type { CorrelationRules } from '../../correlate/correlation-rules.js';
import { RecordingError } from '../../errors.js';
import { isHeldOpen } from '../../recording/held-open.js';
import { isJoined, placeOfRecording } from '../../recording/joined-files.js';
import type { RecordingInfo } from '../../recording/reader.js';
import { openTimeline, type Timeline } from '../../recording/timeline.js';
import type { LinkIndex } from '../../report/link-index.js';
import type { Rules } from '../../rules/rules.js';
import { rulesFor } from '../../rules/rules-for.js';
import type { Clock } from '../../time/clock.js';
import type { ExchangeDetail, MessageDetail, TextFound } from '../protocol/detail.js';
import type { RecordingHead } from '../protocol/recording-head.js';
import { fileState } from './file-state.js';
import { findInRecording } from './find-in-recording.js';
import { RecordingFollower } from './follow-recording.js';
import { recordedBody } from './recorded-body.js';
import { exchangeDetail, messageDetail } from './recorded-detail.js';
import { RecordedLinks } from './recorded-links.js';
import type { Listener, Source, WholeBody } from './source.js';
import { titleOf } from './title-of.js';

/** Milliseconds without a change after which a recording that has no end is taken for one whose recorder was killed. */
const DEAD = 60_000;

/** Gaps that are told one by one. */
const MOST_GAPS = 1_000;

/** Milliseconds after which somebody looks again whether the recording may be opened. */
const NAP = 20;

export interface RecordedSourceOptions {
  readonly clock: Clock;
  readonly rules?: Rules;
  /** Whether a recorder is at work; by default that is told by how long nothing has changed. */
  readonly isLive?: () => boolean;
  /** Rows that a page is sent at most; by default 300,000. */
  readonly mostRows?: number;
}

/** A recording as something to look at; each look opens it anew, and shortly. */
export class RecordedSource implements Source {
  readonly file: string;
  readonly options: RecordedSourceOptions;
  readonly #links: RecordedLinks;
  #rules: { readonly kept: string | null; readonly correlate: CorrelationRules } | null = null;
  #resting = false;
  /** How many have it open. */
  #looking = 0;
  readonly #following = new Set<Promise<void>>();
  /** Ends each pause that somebody makes. */
  readonly #pauses = new Set<() => void>();
  readonly #onRest: (() => void)[] = [];

  /** @throws RecordingError if it is absent or can't be read */
  constructor(file: string, options: RecordedSourceOptions) {
    this.file = file;
    this.options = options;
    this.#links = new RecordedLinks(file, options.rules);
    this.head();
  }

  head(): RecordingHead {
    return this.look(({ info }) => this.headOf(info));
  }

  headOf(info: RecordingInfo): RecordingHead {
    const { label, target, startedAt, endedAt, gaps } = info;
    return {
      name: titleOf(this.file),
      label,
      target,
      startedAt,
      endedAt,
      interrupted: info.interrupted && !this.isLive(info),
      gaps: gaps.slice(0, MOST_GAPS),
      of: 'recording',
    };
  }

  /** Whether a recorder is at work on it. */
  isLive(info: RecordingInfo): boolean {
    if (info.endedAt !== null || isJoined(this.file)) return false;
    return this.options.isLive?.() ?? (this.state().age < DEAD || isHeldOpen(realPath(this.file)));
  }

  state(): { readonly state: string; readonly age: number } {
    return fileState(realPath(this.file), this.options.clock);
  }

  /** Links that are not in the file; null if there are none. */
  linksMade(info: RecordingInfo): LinkIndex | null {
    return this.#links.made(info, this.state().state, this.isLive(info));
  }

  /** To be closed soon. */
  openTimeline(): Timeline {
    if (this.#resting) {
      throw new RecordingError(`${this.file} is just being closed; try again`, this.file);
    }
    const timeline = openTimeline(this.file);
    this.#looking += 1;
    return {
      ...timeline,
      close: () => {
        this.#looking -= 1;
        timeline.close();
        if (this.#looking === 0) for (const each of this.#onRest.splice(0)) each();
      },
    };
  }

  /** Resolves when the recording may be opened, or nobody waits for it any more. */
  async awake(signal: AbortSignal): Promise<void> {
    while (this.#resting && !signal.aborted) await this.pause(NAP, signal);
  }

  /** Keeps away from the recording, so that its recorder can fold it; resolves when nobody has it open. */
  async rest(): Promise<void> {
    this.#resting = true;
    if (this.#looking > 0) await new Promise<void>((resolve) => this.#onRest.push(resolve));
  }

  /** Looks at it again, after `rest`, and at once. */
  wake(): void {
    this.#resting = false;
    for (const each of [...this.#pauses]) each();
  }

  /** Resolves when all who follow it know how it ended, after so many milliseconds at the latest. */
  async shown(most: number): Promise<void> {
    const late = new AbortController();
    const gone = Promise.allSettled([...this.#following]).then(() => late.abort());
    await Promise.race([gone, this.pause(most, late.signal)]);
  }

  /** Lets so many milliseconds pass, or fewer where nobody waits any more. */
  pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        callOff();
        this.#pauses.delete(end);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const callOff = this.options.clock.after(ms, end);
      this.#pauses.add(end);
      signal.addEventListener('abort', end);
    });
  }

  look<T>(at: (timeline: Timeline) => T): T {
    const timeline = this.openTimeline();
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
    return findInRecording(
      (...what) => this.look((timeline) => timeline.search(...what)),
      text,
      signal,
    );
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
