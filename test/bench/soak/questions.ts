/** What the recorder's process is asked. */
export type RecorderQuestion =
  /** Records; answered with `url` and `pid`. */
  | {
      readonly step: 'start';
      readonly target: string;
      readonly output: string;
      /** Whether its monotonic clock jumps with the wall's, which it must not: the check has to notice. */
      readonly planted: boolean;
    }
  /** The wall clock jumps by so many milliseconds. */
  | { readonly step: 'jump'; readonly ms: number }
  /** It goes on in a new file. */
  | { readonly step: 'rotate' }
  /** Answered with how many exchanges began so far. */
  | { readonly step: 'look' }
  /** Answered with its summary. */
  | { readonly step: 'close' };

/** What desktops are to do: so many exchanges or a few more, then they leave. */
export interface DesktopsQuestion {
  readonly url: string;
  readonly desktops: number;
  readonly exchanges: number;
}

/** What desktops saw. */
export interface Seen {
  /** Exchanges whose answer came in full, and such that they cut. */
  readonly answered: number;
  readonly cut: number;
  readonly calls: number;
  readonly notifications: number;
  /** Connections that were given up, for new ones. */
  readonly reconnects: number;
  readonly visits: number;
}
