import { duration } from './duration.js';
import { jsonLine } from './json-line.js';
import { plural } from './plural.js';
import { printable } from './printable.js';
import { shorten } from './shorten.js';
import { LiveBlock, type Terminal } from './status/live-block.js';
import type { ViewStyle } from './status/operator-view.js';

interface Share {
  readonly done: number;
  readonly of: number;
}

interface Progress {
  readonly desktops: number;
  readonly acts: Share;
  readonly calls: Share;
  readonly notifications: Share;
  readonly failedWaits: number;
  /** Milliseconds. */
  readonly elapsed: number;
}

export interface DriveViewOptions {
  readonly style: ViewStyle;
  /** Say nothing unasked but trouble. */
  readonly quiet?: boolean;
  /** Where words for people go, usually standard error. */
  readonly terminal: Terminal;
  /** Takes a line for programs, without its end; usually standard output. */
  readonly emit: (line: string) => void;
}

/** Failed waits that are told at once, so that a dead server fills no screen. */
const mostTold = 10;
/** Milliseconds between two lines. */
const minute = 60_000;

/** What an operator sees of a drive. Its listeners are handed to `drive`. */
export class DriveView {
  readonly #options: DriveViewOptions;
  readonly #block: LiveBlock;
  #lastLine = 0;
  #told = 0;
  #latest: string | null = null;

  constructor(options: DriveViewOptions) {
    this.#options = options;
    this.#block = new LiveBlock(options.terminal);
  }

  readonly onTrouble = (message: string): void => {
    this.#say('trouble', { message }, `not recorded: ${printable(message)}`);
  };

  readonly onNotice = (message: string): void => {
    this.#say('notice', { message }, printable(message));
  };

  readonly onFailedWait = (wait: { readonly text: string }): void => {
    if (this.#options.style !== 'json' && this.#told++ >= mostTold) return;
    this.#say('failed-wait', wait, printable(wait.text));
  };

  readonly onProgress = (progress: Progress): void => {
    const { style, quiet, emit } = this.#options;
    if (quiet === true) return;
    const isDue = progress.elapsed - this.#lastLine >= minute;
    if (style === 'live') {
      this.#latest = progressLine(progress);
      this.#draw();
    } else if (isDue) {
      this.#lastLine = progress.elapsed;
      if (style === 'json') emit(jsonLine({ event: 'status', ...progress }));
      else this.#options.terminal.write(`${progressLine(progress)}\n`);
    }
  };

  /** How many failed waits it told people of, the first ones. */
  get toldWaits(): number {
    return this.#options.style === 'json' ? 0 : Math.min(this.#told, mostTold);
  }

  /** Takes away what is drawn. */
  end(): void {
    this.#latest = null;
    this.#block.clear();
  }

  #say(event: string, facts: object, words: string): void {
    const { style, emit, terminal } = this.#options;
    if (style === 'json') {
      emit(jsonLine({ event, ...facts }));
      return;
    }
    this.#block.clear();
    terminal.write(`${words}\n`);
    this.#draw();
  }

  #draw(): void {
    if (this.#latest !== null) this.#block.draw([shorten(this.#latest, this.#block.columns - 1)]);
  }
}

function progressLine({
  desktops,
  acts,
  calls,
  notifications,
  failedWaits,
  elapsed,
}: Progress): string {
  const failed = failedWaits === 0 ? '' : `, ${plural(failedWaits, 'wait')} failed`;
  return `driving ${plural(desktops, 'desktop')} for ${duration(elapsed)}: ${acts.done} of ${acts.of} acts, ${calls.done} of ${calls.of} calls, ${notifications.done} of ${notifications.of} notifications${failed}`;
}
