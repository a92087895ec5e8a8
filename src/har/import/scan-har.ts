import { EntryTable } from './entry-table.js';
import { EVENT, EventIndex } from './event-index.js';
import type { HarEntry } from './har-entry.js';
import type { HarFile } from './har-file.js';
import { harRoles } from './har-roles.js';
import { harTrouble } from './har-trouble.js';
import { textIn, valueIn } from './members.js';
import { Origins } from './origins.js';
import { readEntry } from './read-entry.js';
import { readFrame } from './read-frame.js';
import { isFine } from './read-times.js';
import { ScanError, SliceScanner } from './slice-scanner.js';
import type { Slice, SliceLimits } from './slices.js';
import type { Warnings } from './warnings.js';

/** Requests, answers and frames of one file: each takes some forty bytes. */
const MOST_EVENTS = 5_000_000;
/** Entries that are no requests, and no more is read. */
const MOST_UNUSABLE = 1_000_000;

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What a HAR holds, by places. */
export class HarScan {
  readonly entries = new EntryTable();
  readonly events = new EventIndex();
  readonly origins = new Origins();
  /** Parsed; undefined if there is none. */
  creator: unknown;
  ownLog: unknown;
  /** Whether times are told more exactly than by milliseconds. */
  isFine = false;
  readonly #file: HarFile;
  readonly #warnings: Warnings;
  #isOwn: boolean | null = null;
  #entry = 0;
  #unusable = 0;
  /** How many events there were before the entry that is being read. */
  #before = 0;
  /** A frame of it speaks Bayeux. */
  #hasBayeux = false;

  constructor(file: HarFile, warnings: Warnings) {
    this.#file = file;
    this.#warnings = warnings;
  }

  /** Whether it says that it was exported here. It counts what it says before its first entry. */
  get isOwn(): boolean {
    this.#isOwn ??=
      textIn(this.creator, 'name') === 'Understudy' && valueIn(this.ownLog, 'format') === 1;
    return this.#isOwn;
  }

  /**
   * Reads all of the file once.
   *
   * @param pause called between pieces
   * @throws RecordingError if it is no HAR, damaged, or more than is read here
   */
  async read(limits: SliceLimits, pause: () => Promise<void>): Promise<void> {
    const scanner = new SliceScanner(harRoles, limits, (slice) => this.#take(slice));
    try {
      for (const piece of this.#file.pieces()) {
        scanner.push(piece);
        await pause();
      }
      scanner.end();
      if (!scanner.met('entries')) throw new ScanError('it is no HAR: it has no log with entries');
    } catch (error) {
      if (error instanceof ScanError) throw harTrouble(this.#file.file, error.message, error);
      throw error;
    }
  }

  #take(slice: Slice): void {
    switch (slice.role) {
      case 'entry':
        this.#takeEntry(slice);
        break;
      case 'frame':
        this.#takeFrame(slice);
        break;
      case 'creator':
        this.creator = this.#parsed(slice);
        break;
      case 'own-log':
        this.ownLog = this.#parsed(slice);
        break;
    }
  }

  #takeEntry(slice: Slice): void {
    const value = this.#parsed(slice);
    this.#entry += 1;
    const entry = slice.bytes === null ? 'too-large' : readEntry(value, this.isOwn);
    if (typeof entry === 'string') this.#leaveOut(entry);
    else this.#addEntry(slice, entry, value);
    this.#before = this.events.size;
    this.#hasBayeux = false;
  }

  #leaveOut(why: 'too-large' | 'no-request' | 'no-http' | 'cached'): void {
    this.#warnings.count(why);
    this.events.cutTo(this.#before);
    this.#unusable += 1;
    if (this.#unusable > MOST_UNUSABLE) {
      throw new ScanError(`more than ${MOST_UNUSABLE} of its entries are of no use`);
    }
  }

  #addEntry(slice: Slice, entry: HarEntry, value: unknown): void {
    const { startedAt, own, outcome, request } = entry;
    const isBayeux = this.#hasBayeux || mentionsBayeux(entry);
    const isCall = !isBayeux && !SAFE.has(request.method);
    const number = this.entries.size;
    this.entries.add(slice, this.origins.add(entry.url.origin, isBayeux, isCall));
    this.isFine ||= isFine(textIn(value, 'startedDateTime'));
    const lastFrame = this.#settleFrames(startedAt);
    const endedAt = Math.max(entry.endedAt, lastFrame);
    const place = { entry: number, offset: 0, length: 0 };
    this.#addEvent({ ...place, at: startedAt, what: 'begins' }, EVENT.begins, own?.seq ?? null);
    if (outcome === 'open') return;
    const isAtOnce = Math.floor(startedAt) === Math.floor(endedAt);
    const endRank = isAtOnce ? EVENT.endsAtOnce : EVENT.ends;
    this.#addEvent({ ...place, at: endedAt, what: 'ends' }, endRank, own?.responseSeq ?? null);
  }

  /** Frames are read before it is known when their websocket was opened. Returns the time of the last one. */
  #settleFrames(startedAt: number): number {
    let latest = startedAt;
    for (let index = this.#before; index < this.events.size; index += 1) {
      const at = this.events.timeOf(index);
      latest = Number.isNaN(at) ? latest : Math.max(latest, at);
      const isAtOnce = Math.floor(startedAt) === Math.floor(latest);
      this.events.settle(index, latest, isAtOnce ? EVENT.endsAtOnce : EVENT.ends);
    }
    return latest;
  }

  #takeFrame(slice: Slice): void {
    if (slice.bytes === null) {
      this.#warnings.count('frame-too-large');
      return;
    }
    const frame = readFrame(this.#parsed(slice), this.isOwn);
    if (frame === null) return;
    this.#hasBayeux ||= frame.message.text?.includes('"/meta/') ?? false;
    const { offset, length } = slice;
    const at = frame.at ?? Number.NaN;
    const event = { at, entry: this.entries.size, what: 'frame', offset, length } as const;
    this.#addEvent(event, EVENT.ends, frame.seq);
  }

  #addEvent(...event: Parameters<EventIndex['add']>): void {
    if (this.events.size >= MOST_EVENTS) {
      throw new ScanError(`it holds more than ${MOST_EVENTS} requests, answers and frames`);
    }
    this.events.add(...event);
  }

  #parsed({ bytes, role }: Slice): unknown {
    if (bytes === null) return undefined;
    try {
      return JSON.parse(bytes.toString()) as unknown;
    } catch (error) {
      const what = role === 'entry' || role === 'frame' ? `entry ${this.#entry + 1}` : role;
      throw harTrouble(this.#file.file, `its ${what} is no valid JSON`, error);
    }
  }
}

/** A sign is enough here; what it is, the recorder decides. */
function mentionsBayeux({ request }: HarEntry): boolean {
  const { body, target } = request;
  return (
    body?.text.includes('/meta/') === true ||
    target.includes('%2Fmeta%2F') ||
    target.includes('"/meta/')
  );
}
