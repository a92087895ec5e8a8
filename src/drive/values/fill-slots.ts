import { tryParseJson } from '../../json/parse-json.js';
import type { Edit } from '../../json/replace-spans.js';
import { textOfPlace } from './flow-place.js';
import type { Followed } from './followed.js';
import type { Lesson } from './lesson-book.js';
import { endOfOrigin, type Piece } from './pieces.js';
import type { Slot } from './slot.js';

/** What slots are filled with. */
export interface Filling {
  /** A value that may be followed in this request; undefined if it is not. */
  followed(value: string): Followed | undefined;
  lesson(value: string, name: string | null): Lesson | undefined;
  /** By which the recorded server was named. */
  readonly origins: readonly string[];
  /** By which the live one is; null leaves the recorded ones. */
  readonly origin: string | null;
}

/** What is to be changed in a request. */
export interface Filled {
  /** By what they stand in; absent where nothing changes. */
  readonly edits: ReadonlyMap<Slot['within'], readonly Edit[]>;
  /** Followed values for which nothing live is known. */
  readonly unresolved: readonly string[];
}

/** Puts live values where followed ones stand: in each slot the longest piece of which one is known. */
export function fillSlots(slots: readonly Slot[], filling: Filling): Filled {
  const edits = new Map<Slot['within'], Edit[]>();
  const unresolved = new Set<string>();
  let isPathFollowed = false;
  for (const slot of slots) {
    // All of a request target is looked at last, and only if none of its segments and parameters is followed.
    if (slot.place.part === 'path' && isPathFollowed) continue;
    const filled = filledSlot(slot, filling);
    for (const value of filled.unresolved) unresolved.add(value);
    if (slot.within === 'path' && filled.isFollowed) isPathFollowed = true;
    const known = edits.get(slot.within) ?? [];
    known.push(...filled.edits);
    if (known.length > 0) edits.set(slot.within, known);
  }
  return { edits, unresolved: [...unresolved] };
}

interface FilledSlot {
  readonly edits: readonly Edit[];
  readonly unresolved: readonly string[];
  /** It carries a followed value. */
  readonly isFollowed: boolean;
}

function filledSlot(slot: Slot, filling: Filling): FilledSlot {
  const place = textOfPlace(slot.place);
  const edits: Edit[] = [];
  const unresolved: string[] = [];
  let isDone = false;
  let isFollowed = false;
  for (const piece of slot.pieces) {
    if (isDone) break;
    if (filling.followed(piece.text)?.to.has(place) !== true) continue;
    isFollowed = true;
    const lesson = filling.lesson(piece.text, slot.name);
    if (lesson === undefined) {
      unresolved.push(piece.text);
      continue;
    }
    edits.push(...editOf(slot, piece, lesson));
    isDone = piece.role !== 'part';
    if (piece.role === 'path') edits.push(...originEdit(slot, filling));
  }
  if (isDone) return { edits, unresolved: [], isFollowed };
  edits.push(...originEdit(slot, filling));
  const parts = slot.pieces.filter(({ role }) => role === 'part').map(({ text }) => text);
  const isInParts = parts.some((text) => filling.followed(text)?.to.has(place) === true);
  // What is not known as a whole may be known by its parts.
  return {
    edits,
    isFollowed,
    unresolved: isInParts ? unresolved.filter((text) => parts.includes(text)) : unresolved,
  };
}

/** Nothing if the live value is the recorded one, so that it also stays as it is written. */
function editOf(slot: Slot, piece: Piece, lesson: Lesson): readonly Edit[] {
  const { text } = lesson;
  const start = slot.at + piece.start;
  const end = slot.at + piece.end;
  const isWholeValue = slot.typed && piece.role === 'whole';
  const kind = isWholeValue ? kindOf(slot, lesson) : 'string';
  if (text === piece.text && (!isWholeValue || kind === slot.kind)) return [];
  if (!isWholeValue || (slot.kind === 'string' && kind === 'string')) {
    return [{ start, end, text: piece.codec.encode(text) }];
  }
  const quotes = slot.kind === 'string' ? 1 : 0;
  const written = kind === 'number' ? text : JSON.stringify(text);
  return [{ start: start - quotes, end: end + quotes, text: written }];
}

/**
 * A desktop that passed on what it was told in the type in which it was told does so with a new server's type, too. One that made a
 * string of a number, or the reverse, does that again, as far as the value allows.
 */
function kindOf(slot: Slot, { text, kind, recordedKind }: Lesson): 'string' | 'number' {
  const wanted = recordedKind === slot.kind ? kind : slot.kind;
  return wanted === 'number' && tryParseJson(text)?.kind === 'number' ? 'number' : 'string';
}

/** Where a value begins with the recorded server's origin. */
function originEdit(slot: Slot, { origins, origin }: Filling): readonly Edit[] {
  const end = endOfOrigin(slot.raw);
  const codec = slot.pieces[0]?.codec;
  if (origin === null || end === 0 || codec === undefined) return [];
  const before = codec.decode(slot.raw.slice(0, end))?.toLowerCase();
  if (!origins.some((each) => each.toLowerCase() === before)) return [];
  const encoded = codec.encode(origin);
  const text = slot.raw.slice(0, end).includes('\\/') ? encoded.replaceAll('/', '\\/') : encoded;
  return [{ start: slot.at, end: slot.at + end, text }];
}
