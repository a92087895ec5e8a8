import { batch, computed, effect, signal } from '@preact/signals';
import type { SessionHead } from '../../protocol/recording-head.js';
import { hitTest } from '../../view/timeline/hit-test.js';
import type { Item } from '../../view/timeline/item.js';
import type { Lane } from '../../view/timeline/lane.js';
import { LaneIndex } from '../../view/timeline/lane-index.js';
import { LaneStack } from '../../view/timeline/lane-stack.js';
import { type MarkKind, NO_MARKS } from '../../view/timeline/mark-kind.js';
import {
  eased,
  fitted,
  followed,
  panned,
  sound,
  type TimeScale,
  within,
  zoomed,
} from '../../view/timeline/time-scale.js';
import type { Lit } from '../../view/timeline/track.js';
import { select, selectedKey, shownPlace } from '../state/inspector-state.js';
import { matching, matchingRows } from '../state/matching.js';
import type { RecordingState, TimeRange } from '../state/recording-state.js';

/** More desktops than that are folded up at first. */
const MANY = 40;

/** Where the pointer is in the lanes' window, and in the browser's, in pixels. */
export interface Pointed {
  readonly x: number;
  readonly y: number;
  readonly pageX: number;
  readonly pageY: number;
}

/** What one timeline shows of a recording, and how that changes; without any drawing. */
export class TimelineView {
  readonly state: RecordingState;
  readonly index = new LaneIndex();
  readonly marks = signal<ReadonlyMap<string, MarkKind>>(NO_MARKS);

  /** Of the window on the lanes, in pixels. */
  readonly width = signal(0);
  readonly height = signal(0);
  /** Whether there is little room for all of it. */
  readonly isShort = signal(false);
  /** How far the lanes are scrolled down. */
  readonly scroll = signal(0);

  /** What was folded or unfolded unlike the rest. */
  readonly #unlike = signal<ReadonlySet<number | null>>(new Set());
  /** Null until somebody has chosen: then it depends on how many lanes there are. */
  readonly #folds = signal<boolean | null>(null);

  readonly pointed = signal<Pointed | null>(null);
  /** What is under the pointer, also when it is the lanes that have moved. */
  readonly hit = computed(() => {
    const pointed = this.pointed.value;
    if (pointed === null || this.sweep.value !== null) return null;
    const scale = { ...this.range.value, width: this.width.value };
    return hitTest(this.stack.value, scale, pointed.x, pointed.y + this.scroll.value);
  });
  /** Key of the event that the keyboard is at. */
  readonly focus = signal<string | null>(null);
  /** A stretch that is being swept over. */
  readonly sweep = signal<TimeRange | null>(null);
  /** Whether it stays at the end while more comes. */
  readonly follows = signal(true);
  /** What is shown now, on its way to `target`. */
  readonly range = signal<TimeRange>({ from: 0, to: 1 });

  readonly isLive = computed(() => this.state.progress.value.at === 'live');
  readonly isShown = computed(() => shownPlace.value === this.state.place);
  readonly selected = computed(() =>
    this.isShown.value ? selectedKey.value : this.state.counterpart.value,
  );
  /** What is searched for, in the recording that is shown. */
  readonly lit = computed<Lit | null>(() => {
    const keys = this.isShown.value ? matching.value : null;
    this.indexed.value;
    const before = this.#lit;
    this.#lit = keys === null ? null : { keys, search: matchingRows.value ?? keys };
    if (this.#lit !== null && this.#lit.search === before?.search) {
      const { book } = this.state;
      this.index.relight(book.changesSince(this.#litRevision) ?? book.rows, this.#lit);
    }
    this.#litRevision = this.state.book.revision;
    return this.#lit;
  });

  /** First and last moment of what there is to see. */
  readonly extent = computed<TimeRange>(() => {
    const { startedAt, gaps } = this.state.head.value;
    const span = this.state.span.value ?? { from: startedAt, to: startedAt };
    let { from, to } = this.state.room.value ?? span;
    for (const gap of gaps) {
      if (gap.from < from && Number.isFinite(gap.from)) from = gap.from;
      if (gap.to > to && Number.isFinite(gap.to)) to = gap.to;
    }
    return sound({ from, to });
  });
  readonly whole = computed<TimeRange>(() => fitted(this.extent.value));
  readonly target = computed<TimeRange>(() => {
    const range = this.state.range.value;
    return range === null ? this.whole.value : sound(range);
  });
  /** Revision of the rows that `index` holds. */
  readonly indexed = computed(() => {
    this.state.version.value;
    const { book } = this.state;
    this.index.add(book.changesSince(this.#revision) ?? book.rows);
    this.#revision = book.revision;
    return this.#revision;
  });
  readonly foldsAll = computed(() => this.#folds.value ?? this.state.sessions.value.length > MANY);
  readonly stack = computed<LaneStack>(() => {
    this.indexed.value;
    this.index.addSessions(this.state.sessions.value.map(({ id }) => id));
    const [folds, unlike] = [this.foldsAll.value, this.#unlike.value];
    return new LaneStack(
      this.index.lanes,
      ({ session }: Lane) => folds !== unlike.has(session),
      this.height.value,
    );
  });
  readonly heads = computed<ReadonlyMap<number, SessionHead>>(
    () => new Map(this.state.sessions.value.map((head) => [head.id, head])),
  );
  /** What offsets are counted from. */
  readonly start = computed(() => this.state.span.value?.from ?? this.state.head.value.startedAt);

  #revision = -1;
  #lit: Lit | null = null;
  #litRevision = -1;
  readonly #ends: (() => void)[];

  constructor(state: RecordingState) {
    this.state = state;
    this.range.value = this.target.peek();
    this.#ends = [effect(() => this.index.mark(this.marks.value)), effect(() => this.#keepUp())];
  }

  close(): void {
    for (const end of this.#ends) end();
  }

  get scale(): TimeScale {
    return { ...this.range.value, width: this.width.value };
  }

  item(key: string | null): Item | undefined {
    return key === null ? undefined : this.index.find(key);
  }

  /** Shows another stretch: at once, where the hand that moves it must feel no delay. */
  show(range: TimeRange | null, atOnce = false): void {
    batch(() => {
      const whole = this.whole.value;
      const next = range === null ? whole : within(range, this.#room);
      const isAll = next.from <= whole.from && next.to >= whole.to;
      this.state.range.value = isAll ? null : next;
      this.follows.value = next.to >= this.extent.value.to;
      if (atOnce) this.range.value = next;
    });
  }

  pan(milliseconds: number, atOnce = false): void {
    this.show(panned(this.target.value, milliseconds, this.#room), atOnce);
  }

  zoom(factor: number, around: number, atOnce = false): void {
    this.show(zoomed(this.target.value, factor, around, this.#room), atOnce);
  }

  /** Zooms around what the keyboard is at, if that is shown, else the middle. */
  zoomHere(factor: number): void {
    const { from, to } = this.target.value;
    const at = this.item(this.focus.value ?? this.selected.value)?.at;
    const isShown = at !== undefined && at >= from && at <= to;
    this.zoom(factor, isShown ? at : from + (to - from) / 2);
  }

  /** Moves on towards what is to be shown; false once it is. */
  approach(elapsed: number): boolean {
    const [now, target] = [this.range.peek(), this.target.peek()];
    if (now.from === target.from && now.to === target.to) return false;
    this.range.value = eased(now, target, elapsed, this.width.peek());
    return true;
  }

  fold(session: number | null): void {
    const unlike = new Set(this.#unlike.value);
    if (!unlike.delete(session)) unlike.add(session);
    this.#unlike.value = unlike;
  }

  foldAll(folds: boolean): void {
    batch(() => {
      this.#unlike.value = new Set();
      this.#folds.value = folds;
    });
  }

  choose(key: string | null): void {
    this.focus.value = key;
    select(key, this.state.place);
  }

  /** Stays at the end while more comes; or no more, then it stays where it is. */
  follow(follows: boolean): void {
    const { from, to } = this.target.value;
    if (!follows) {
      this.state.range.value = { from, to };
      this.follows.value = false;
      return;
    }
    const latest = this.extent.value.to;
    this.show(followed({ from: latest - (to - from), to: latest }, latest));
  }

  /** How far one can go: what is shown may reach beyond the whole, if a longer recording is shown beside. */
  get #room(): TimeRange {
    const [whole, target] = [this.whole.value, this.target.value];
    return { from: Math.min(whole.from, target.from), to: Math.max(whole.to, target.to) };
  }

  /** While more comes, a window that touches the end goes on with it. */
  #keepUp(): void {
    const { to } = this.extent.value;
    const range = this.state.range.peek();
    if (!this.isLive.value || !this.follows.value || range === null) return;
    this.state.range.value = followed(range, to);
  }
}
