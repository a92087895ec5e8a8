import type { GapNews } from '../../recording/gap-news.js';
import { isoTime } from '../../recording/iso-time.js';
import { type Clock, systemClock } from '../../time/clock.js';
import { every } from '../../time/every.js';
import { duration } from '../duration.js';
import { jsonLine } from '../json-line.js';
import { painter } from '../paint.js';
import { printable } from '../printable.js';
import { LiveBlock, type Terminal } from './live-block.js';
import { statusBlock } from './status-block.js';
import { statusEvent } from './status-event.js';
import { statusFigures } from './status-figures.js';
import { statusLine } from './status-line.js';
import type { StatusSnapshot } from './status-snapshot.js';
import { fileWords } from './status-words.js';

/** Milliseconds between two pictures on a terminal, and between two lines elsewhere. */
const LIVE_INTERVAL = 1_000;
const LINE_INTERVAL = 60_000;

/**
 * - `live`: a few lines at the foot of a terminal, drawn anew every second
 * - `lines`: one line a minute
 * - `json`: one JSON object a line, a status every minute
 */
export type ViewStyle = 'live' | 'lines' | 'json';

export interface OperatorViewOptions {
  readonly style: ViewStyle;
  /** Say nothing unasked but trouble. */
  readonly quiet?: boolean;
  readonly color?: boolean;
  /** Where words for people go, usually standard error. */
  readonly terminal: Terminal;
  /** Takes a line for programs, without its end; usually standard output. */
  readonly emit: (line: string) => void;
  readonly clock?: Clock;
}

/** A recorder went on in a new file. */
interface Rotated {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly file: string;
  readonly previous: string;
  readonly part: number;
  readonly reason: string;
}

interface Watched {
  status(): StatusSnapshot;
}

/** What an operator sees of a recorder at work. Its listeners are handed to `record`. */
export class OperatorView {
  readonly #options: OperatorViewOptions;
  readonly #clock: Clock;
  readonly #block: LiveBlock;
  #inGap = false;
  #draw: (() => void) | null = null;
  #stop: (() => void) | null = null;

  constructor(options: OperatorViewOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock();
    this.#block = new LiveBlock(options.terminal);
  }

  readonly onTrouble = (message: string): void => {
    this.#say(
      'trouble',
      { message },
      `not recorded: ${printable(message)}; desktops go on, and the recording gets a gap`,
    );
  };

  readonly onNotice = (message: string): void => {
    this.#say('notice', { message }, printable(message));
  };

  readonly onGap = ({ from, to, reason }: GapNews): void => {
    if (this.#options.style === 'json') {
      const times = { from: isoTime(from), to: to === null ? null : isoTime(to) };
      this.#options.emit(jsonLine({ event: 'gap', ...times, reason }));
    } else if (to !== null && this.#inGap) {
      this.#write(`recording again, after a gap of ${duration(to - from)}`);
    }
    this.#inGap = to === null;
  };

  readonly onRotate = ({ at, ...rotated }: Rotated): void => {
    if (this.#options.style === 'json') {
      this.#options.emit(jsonLine({ event: 'rotated', at: isoTime(at), ...rotated }));
    } else {
      this.#write(`goes on in ${printable(rotated.file)}`);
    }
  };

  /** Says for people what is about to be done. */
  begin(words: string): void {
    if (this.#options.style !== 'json' && this.#options.quiet !== true) this.#write(words);
  }

  /** Begins to tell how the recorder is doing. */
  watch(recorder: Watched): void {
    const { style, quiet, emit, color } = this.#options;
    if (quiet === true) return;
    let before = recorder.status();
    const figures = () => {
      const now = recorder.status();
      const between = statusFigures(before, now);
      before = now;
      return between;
    };
    if (style !== 'live') {
      this.#stop = every(this.#clock, LINE_INTERVAL, () => {
        const latest = figures();
        if (style === 'json') emit(statusEvent(latest));
        else this.#write(statusLine(fileWords(before), latest));
      });
      return;
    }
    const paint = painter(color ?? false);
    let latest = figures();
    const draw = (): void => {
      const { columns, rows } = this.#block;
      this.#block.draw(statusBlock(fileWords(recorder.status()), latest, { columns, rows, paint }));
    };
    this.#draw = draw;
    draw();
    this.#stop = every(this.#clock, LIVE_INTERVAL, () => {
      latest = figures();
      draw();
    });
  }

  /** The terminal has another size. */
  resized(): void {
    this.#draw?.();
  }

  /** Takes away what is drawn, and tells nothing any more but trouble. */
  end(): void {
    this.#stop?.();
    this.#draw = null;
    this.#block.clear();
  }

  #say(event: 'trouble' | 'notice', facts: { readonly message: string }, words: string): void {
    const { style, emit } = this.#options;
    if (style === 'json') emit(jsonLine({ event, at: isoTime(this.#clock.now()), ...facts }));
    else this.#write(words);
  }

  /** A line for people, above what is drawn. */
  #write(words: string): void {
    this.#block.clear();
    this.#options.terminal.write(`understudy: ${words}\n`);
    this.#draw?.();
  }
}
