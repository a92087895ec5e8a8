/** The part that a value plays in a HAR. */
export type Role =
  | 'root'
  | 'log'
  | 'entries'
  | 'entry'
  | 'frames'
  | 'frame'
  | 'creator'
  | 'own-log';

export type Shape = 'object' | 'array' | 'scalar';

/**
 * The role of a value within one that plays a role itself (`none`: it is the whole text); null if it plays none. What
 * stands within such a one has no role either.
 *
 * @param key its name, if it is a member
 * @throws ScanError if it may not stand there
 */
export type RoleOf = (parent: Role | 'none', key: string | null, shape: Shape) => Role | null;

/** Values of these roles are handed out. Of an entry the frames are left out, which come one by one. */
const KEPT: ReadonlySet<Role> = new Set<Role>(['entry', 'frame', 'creator', 'own-log']);

/** A value by its place in the file. */
export interface Slice {
  readonly role: Role;
  /** In bytes. */
  readonly offset: number;
  readonly length: number;
  /** What of it is left out, as places in the file: the frames of a websocket, brackets included. */
  readonly hole: { readonly offset: number; readonly length: number } | null;
  /** Without the hole, in whose place stands `[]`; null if it is more than the limits allow. */
  readonly bytes: Buffer | null;
}

/** Told of each slice when it has ended; a frame before the entry that it belongs to. */
export type SliceSink = (slice: Slice) => void;

export interface SliceLimits {
  /** Arrays and objects within one another. */
  readonly depth: number;
  /** Bytes of one slice, without its hole. */
  readonly bytes: number;
  /** Values in one slice. */
  readonly values: number;
}

/** Longest key that is told apart, as it stands, quotes included. */
const LONGEST_KEY = 200;

/** Bytes that are gathered from several pieces. */
interface Gathered {
  /** From where in the file they are still to be taken; null while they are not. */
  from: number | null;
  pieces: Buffer[];
  length: number;
}

interface Kept extends Gathered {
  readonly role: Role;
  readonly start: number;
  /** How many values within one another it is. */
  readonly depth: number;
  values: number;
  isTooLarge: boolean;
  hole: { readonly offset: number; readonly length: number } | null;
}

/** Gathers the bytes of slices while a text is read piece by piece. All places are those in the file. */
export class SliceKeeper {
  readonly #limits: SliceLimits;
  readonly #sink: SliceSink;
  /** What is kept of what is open: an entry, and a frame within it. */
  readonly #kept: Kept[] = [];
  /** Roles of all that is open. */
  readonly #open: (Role | null)[] = [];
  #key: Gathered | null = null;
  #piece: Uint8Array = new Uint8Array();
  #offset = 0;

  constructor(limits: SliceLimits, sink: SliceSink) {
    this.#limits = limits;
    this.#sink = sink;
  }

  /** The next piece of the text. It may be kept: nobody writes to it any more. */
  beginPiece(piece: Uint8Array, offset: number): void {
    this.#piece = piece;
    this.#offset = offset;
  }

  endPiece(): void {
    const end = this.#offset + this.#piece.length;
    for (const each of this.#kept) this.#take(each, end, end);
    if (this.#key !== null) this.#take(this.#key, end, end);
  }

  begin(role: Role | null, at: number): void {
    this.#open.push(role);
    const around = this.#kept.at(-1);
    if (around !== undefined && around.from !== null) {
      around.values += 1;
      if (around.values > this.#limits.values) this.#giveUp(around);
      if (role === 'frames') this.#beginHole(around, at);
    }
    if (role === null || !KEPT.has(role)) return;
    this.#kept.push({
      role,
      start: at,
      depth: this.#open.length,
      from: at,
      pieces: [],
      length: 0,
      values: 0,
      isTooLarge: false,
      hole: null,
    });
  }

  end(at: number): void {
    const innermost = this.#kept.at(-1);
    const role = this.#open.at(-1);
    if (innermost !== undefined && innermost.depth === this.#open.length) {
      this.#kept.pop();
      this.#handOut(innermost, at);
    } else if (role === 'frames' && innermost?.hole != null) {
      const { offset } = innermost.hole;
      innermost.hole = { offset, length: at - offset };
      innermost.pieces.push(EMPTY_LIST);
      innermost.length += EMPTY_LIST.length;
      innermost.from = at;
    }
    this.#open.pop();
  }

  beginKey(at: number): void {
    this.#key = { from: at, pieces: [], length: 0 };
  }

  /** The key; null if it is longer than any that has a meaning here. */
  endKey(at: number): string | null {
    const key = this.#key;
    this.#key = null;
    if (key === null) return null;
    this.#take(key, at, null);
    return key.length > LONGEST_KEY
      ? null
      : (JSON.parse(Buffer.concat(key.pieces).toString()) as string);
  }

  #beginHole(around: Kept, at: number): void {
    this.#take(around, at, null);
    // Twice the same name is not to be told apart by one hole.
    if (around.hole !== null) this.#giveUp(around);
    around.hole = { offset: at, length: 0 };
  }

  /** Takes what of this piece stands before that place, and goes on from `next`. */
  #take(gathered: Gathered | Kept, end: number, next: number | null): void {
    if (gathered.from === null) return;
    const limit = 'role' in gathered ? this.#limits.bytes : LONGEST_KEY;
    gathered.length += end - gathered.from;
    if ('role' in gathered && gathered.length > limit) this.#giveUp(gathered);
    const isKept = gathered.length <= limit && !('role' in gathered && gathered.isTooLarge);
    const start = gathered.from - this.#offset;
    if (isKept) gathered.pieces.push(Buffer.from(this.#piece.subarray(start, end - this.#offset)));
    gathered.from = next;
  }

  #giveUp(kept: Kept): void {
    kept.isTooLarge = true;
    kept.pieces = [];
  }

  #handOut(kept: Kept, at: number): void {
    this.#take(kept, at, null);
    const { role, start, hole, isTooLarge, pieces } = kept;
    const bytes = isTooLarge ? null : Buffer.concat(pieces);
    this.#sink({ role, offset: start, length: at - start, hole, bytes });
  }
}

const EMPTY_LIST = Buffer.from('[]');
