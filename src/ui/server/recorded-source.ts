import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { RecordingInfo } from '../../recording/reader.js';
import { openTimeline, type Timeline } from '../../recording/timeline.js';
import type { LinkIndex } from '../../report/link-index.js';
import type { Rules } from '../../rules/rules.js';
import { rulesFor } from '../../rules/rules-for.js';
import type { Clock } from '../../time/clock.js';
import type { ExchangeDetail, MessageDetail, TextFound } from '../protocol/detail.js';
import type { RecordingHead } from '../protocol/recording-head.js';
import { fileState } from './file-state.js';
import { followRecording } from './follow-recording.js';
import { recordedBody } from './recorded-body.js';
import { exchangeDetail, messageDetail } from './recorded-detail.js';
import { RecordedLinks } from './recorded-links.js';
import type { Listener, Source, WholeBody } from './source.js';

/** Milliseconds without a change after which a recording that has no end is taken for one whose recorder was killed. */
const DEAD = 60_000;

export interface RecordedSourceOptions {
  readonly clock: Clock;
  readonly rules?: Rules;
  /** Whether a recorder is at work; by default that is told by how long nothing has changed. */
  readonly isLive?: () => boolean;
}

/** A recording as something to look at; each look opens it anew, and shortly. */
export class RecordedSource implements Source {
  readonly file: string;
  readonly options: RecordedSourceOptions;
  readonly #links: RecordedLinks;

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
      name: path.basename(this.file),
      label,
      target,
      startedAt,
      endedAt,
      interrupted: info.interrupted && !this.isLive(info),
      gaps,
      of: 'recording',
    };
  }

  /** Whether a recorder is at work on it. */
  isLive(info: RecordingInfo): boolean {
    if (info.endedAt !== null) return false;
    return this.options.isLive?.() ?? this.state().age < DEAD;
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
    return openTimeline(this.file);
  }

  look<T>(at: (timeline: Timeline) => T): T {
    const timeline = openTimeline(this.file);
    try {
      return at(timeline);
    } finally {
      timeline.close();
    }
  }

  follow(after: number, listener: Listener): Promise<void> {
    return followRecording(this, after, listener);
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

  find(_text: string, _signal: AbortSignal): Promise<TextFound> {
    return Promise.resolve({ keys: [], more: false });
  }

  #looked(timeline: Timeline) {
    const { info } = timeline;
    const { correlate } = rulesFor({ file: this.file, info }, this.options.rules);
    return { timeline, made: this.linksMade(info), rules: correlate };
  }
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
