import type { Visits } from '../../acts/visits.js';
import { isMeta } from '../../bayeux/channel.js';
import type { RecordedExchange, RecordedMessage } from '../../recording/reader.js';
import { type FlowPlace, textOfPlace } from './flow-place.js';
import type { Piece, Role } from './pieces.js';
import { type Saying, sayingsOfAnswer, sayingsOfNotification } from './said.js';
import { shapeOf } from './shape.js';
import { type Slot, slotsOfPublish, slotsOfRequest } from './slot.js';

/** A value that the server and a desktop said, with all its places. */
export interface Passed {
  readonly value: string;
  /** Where in wire order the server said it first. */
  readonly firstSaid: number;
  /** Where in wire order a desktop did. */
  readonly firstAsked: number;
  readonly sources: readonly Source[];
  readonly uses: readonly Use[];
}

/** A place where the server says a value; but for the count all is as it was the first time. */
export interface Source extends FlowPlace, Omit<Saying, 'piece'> {
  readonly role: Role;
  /** What stands before it, if it is a part. */
  readonly before: string | null;
  /** In wire order. */
  readonly firstSaid: number;
  readonly count: number;
}

/** A place where requests carry it after the server said it; but for the counts all is as it was the first time. */
export interface Use extends FlowPlace, Pick<Slot, 'name' | 'collection' | 'kind' | 'reference'> {
  readonly role: Role;
  /** What stands before it, if it is a part. */
  readonly before: string | null;
  /** In wire order; it may be before the server said it. */
  readonly firstAsked: number;
  /** How often after that. */
  readonly count: number;
  /** Ids of sessions. */
  readonly sessions: ReadonlySet<number | null>;
  /** Where in wire order a session said it first that had not been told it: it had it from another. By id. */
  readonly handed: ReadonlyMap<number | null, number>;
}

/** A value has no more places; a token may go everywhere, but it comes from few. */
const mostSources = 200;
const mostUses = 5_000;
/** So many exchanges are in memory at a time. */
const few = 200;

/** Where in wire order a desktop said something first and last. */
interface Asked {
  first: number;
  last: number;
}

interface Draft {
  readonly value: string;
  readonly asked: Asked;
  firstSaid: number;
  /** Where each session was told it first, by id. */
  readonly told: Map<number | null, number>;
  readonly sources: Map<string, Source & { count: number; firstSaid: number }>;
  readonly uses: Map<
    string,
    Use & {
      count: number;
      firstAsked: number;
      sessions: Set<number | null>;
      handed: Map<number | null, number>;
    }
  >;
}

/** Values that both sides said, and that a desktop said after the server; what each of them looks like is not judged here. */
export function collectFlow(visits: Visits): readonly Passed[] {
  const asked = new Map<string, Asked>();
  eachRequest(visits, (seq, _session, slots) => {
    for (const { pieces } of slots) for (const { text } of pieces) note(asked, text, seq);
  });
  const drafts = new Map<string, Draft>();
  const wanted = (text: string): boolean => asked.has(text);
  eachExchange(visits, (exchange) => {
    const { kind, responseSeq } = exchange;
    if (responseSeq === null || (kind !== 'call' && kind !== 'safe')) return;
    sayingsOfAnswer(exchange, wanted, (saying) => {
      said(drafts, asked, saying, responseSeq, exchange.session);
    });
  });
  eachMessage(visits, (row) => {
    sayingsOfNotification(row, wanted, (saying) =>
      said(drafts, asked, saying, row.seq, row.session),
    );
  });
  asked.clear();
  eachRequest(visits, (seq, session, slots) => {
    const hasId = slots.some(
      ({ within, place, pieces }) =>
        within === 'path' &&
        place.part !== 'path' &&
        pieces.some(
          ({ text }) => shapeOf(text) === 'id' && (drafts.get(text)?.firstSaid ?? seq) < seq,
        ),
    );
    for (const slot of slots) {
      // A request target whose id is followed needs not be followed as a whole.
      if (hasId && slot.place.part === 'path') continue;
      for (const piece of slot.pieces) {
        const draft = drafts.get(piece.text);
        if (draft !== undefined) used(draft, slot, piece, seq, session);
      }
    }
  });
  return [...drafts.values()]
    .map(({ value, firstSaid, asked: { first }, sources, uses }) => ({
      value,
      firstSaid,
      firstAsked: first,
      sources: [...sources.values()].sort((a, b) => a.firstSaid - b.firstSaid),
      uses: [...uses.values()].filter(({ count }) => count > 0),
    }))
    .filter(({ uses }) => uses.length > 0)
    .sort((a, b) => a.firstSaid - b.firstSaid || (a.value < b.value ? -1 : 1));
}

function note(asked: Map<string, Asked>, text: string, seq: number): void {
  const known = asked.get(text);
  if (known !== undefined) {
    known.first = Math.min(known.first, seq);
    known.last = Math.max(known.last, seq);
  } else if (shapeOf(text) !== 'nothing') {
    asked.set(apart(text), { first: seq, last: seq });
  }
}

function said(
  drafts: Map<string, Draft>,
  askedAt: ReadonlyMap<string, Asked>,
  saying: Saying,
  seq: number,
  session: number | null,
): void {
  const { piece, of, part, name, owner, item, kind } = saying;
  let draft = drafts.get(piece.text);
  if (draft === undefined) {
    const asked = askedAt.get(piece.text);
    // Nobody asks for it any more, so nothing comes of it.
    if (asked === undefined || asked.last < seq) return;
    const value = apart(piece.text);
    draft = { value, asked, firstSaid: seq, told: new Map(), sources: new Map(), uses: new Map() };
    drafts.set(value, draft);
  }
  draft.firstSaid = Math.min(draft.firstSaid, seq);
  draft.told.set(session, Math.min(draft.told.get(session) ?? seq, seq));
  const key = textOfPlace(saying);
  const known = draft.sources.get(key);
  if (known !== undefined) {
    known.count += 1;
    known.firstSaid = Math.min(known.firstSaid, seq);
  } else if (draft.sources.size < mostSources) {
    draft.sources.set(apart(key), {
      of: apart(of),
      part: apart(part),
      name: name && apart(name),
      owner: owner && apart(owner),
      item,
      kind,
      role: piece.role,
      before: piece.before && apart(piece.before),
      firstSaid: seq,
      count: 1,
    });
  }
}

function used(draft: Draft, slot: Slot, piece: Piece, seq: number, session: number | null): void {
  const { place, name, collection, kind, reference } = slot;
  const key = textOfPlace(place);
  let use = draft.uses.get(key);
  if (use === undefined) {
    if (draft.uses.size >= mostUses) return;
    use = {
      of: apart(place.of),
      part: apart(place.part),
      name: name && apart(name),
      collection: collection && apart(collection),
      kind,
      reference,
      role: piece.role,
      before: piece.before && apart(piece.before),
      firstAsked: seq,
      count: 0,
      sessions: new Set(),
      handed: new Map(),
    };
    draft.uses.set(apart(key), use);
  }
  use.firstAsked = Math.min(use.firstAsked, seq);
  if (seq <= draft.firstSaid) return;
  use.count += 1;
  use.sessions.add(session);
  if ((draft.told.get(session) ?? seq) < seq) return;
  use.handed.set(session, Math.min(use.handed.get(session) ?? seq, seq));
}

/** A copy of a text: a slice keeps all of what it is cut from in memory. */
function apart(text: string): string {
  const isAscii = Buffer.byteLength(text) === text.length;
  const coding = isAscii ? 'latin1' : 'utf16le';
  return Buffer.from(text, coding).toString(coding);
}

function eachRequest(
  visits: Visits,
  visit: (seq: number, session: number | null, slots: readonly Slot[]) => void,
): void {
  eachExchange(visits, (exchange) => {
    visit(exchange.seq, exchange.session, slotsOfRequest(exchange, visits.csrf()));
  });
  eachMessage(visits, (row) => {
    const { direction, channel } = row;
    if (direction !== 'to-server' || channel === null || isMeta(channel)) return;
    visit(row.seq, row.session, slotsOfPublish(row));
  });
}

function eachExchange(visits: Visits, visit: (exchange: RecordedExchange) => void): void {
  for (const session of sessionsOf(visits)) {
    const ids = visits.survey().exchangesOf(session);
    for (let at = 0; at < ids.length; at += few) {
      for (const each of visits.existing(ids.slice(at, at + few))) visit(each);
    }
  }
}

function eachMessage(visits: Visits, visit: (row: RecordedMessage) => void): void {
  for (const session of sessionsOf(visits)) {
    const ids = visits.survey().messagesOf(session);
    for (let at = 0; at < ids.length; at += few) {
      for (const each of visits.messages(ids.slice(at, at + few))) visit(each);
    }
  }
}

function sessionsOf({ parts }: Visits): readonly (number | null)[] {
  return [...parts.map(({ id }) => id), null];
}
