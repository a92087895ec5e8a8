/** What can go wrong on purpose; `docs/faults.md` says of each what happens. */
export const faultKinds = [
  'drop',
  'double',
  'late',
  'reorder',
  'cut-response',
  'cut-connect',
  'cut-frame',
  'expire',
  'error',
  'slow',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/**
 * One kind of fault, and which of its places it hits. Places are counted within one live session, in recorded order; without
 * `rate`, `nth` and `every` each is hit, with several of them those that all of them choose.
 */
export interface FaultRule {
  readonly kind: FaultKind;
  /** Share of the places that are hit, 0 to 1, chosen by the seed. */
  readonly rate?: number;
  /** Only the n-th place, counted from 1. */
  readonly nth?: number;
  /** Only each n-th place. */
  readonly every?: number;
  /** At most so many of them, the first. */
  readonly limit?: number;
  /** Only in sessions recorded of that user. */
  readonly user?: string;
  /** Only that operation, of the call or of the call that a notification follows; so with method and path. */
  readonly operation?: string;
  readonly method?: string;
  /** Path without its query; `*` stands for any text. */
  readonly path?: string;
  /**
   * Only notifications on that channel, or those that the pattern covers (`/v2/me/*`). `error`: `/meta/connect`, in place of the
   * answer to the next connect that is held after a call or publish.
   */
  readonly channel?: string;
  /** `late`: so many milliseconds. */
  readonly ms?: number;
  /** `late`: after the consequences of so many further acts. */
  readonly acts?: number;
  /** Where it is cut: below 1 after that share of the bytes, else after so many; by default in the middle. */
  readonly at?: number;
  /** `error`: HTTP status, by default 503. */
  readonly status?: number;
  /** `error`: the server did it, only its answer was lost. Default false. */
  readonly performed?: boolean;
  /** `slow`: bytes a second. */
  readonly bytes?: number;
}
