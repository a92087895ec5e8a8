import type { Link } from '../../../recording/exchange.js';
import type { RecordedSession, RecordingInfo } from '../../../recording/reader.js';
import type { Timeline } from '../../../recording/timeline.js';
import type { SessionLine } from '../../../recording/timeline-news.js';
import type { WirePlace } from '../../../recording/wire-places.js';
import { SeriesLook } from './series-look.js';
import type { SeriesParts } from './series-parts.js';

/**
 * A short look at several files of one recorder as if they were one: ids and places in wire order go on from file to file. What
 * is not needed is not opened.
 *
 * @param parts two at least
 * @param from the file from which on there may be news: what came before was seen
 */
export function openSeriesTimeline(parts: SeriesParts, from: number): Timeline {
  const look = new SeriesLook(parts);
  try {
    return timelineOf(look, from);
  } catch (error) {
    look.close();
    throw error;
  }
}

function timelineOf(look: SeriesLook, from: number): Timeline {
  const latest = look.at(look.count - 1);
  if (latest === null) throw new Error('the latest file of a series is always opened');

  /** Rows of those of these ids that stand in one file, then in the one before, each once. */
  function rows<Row extends { readonly id: number }>(
    ids: readonly number[],
    places: (id: number) => Iterable<number>,
    read: (timeline: Timeline, ids: readonly number[]) => readonly Row[],
  ): readonly Row[] {
    const byPart = new Map<number, number[]>();
    for (const id of ids) {
      for (const part of places(id)) byPart.set(part, [...(byPart.get(part) ?? []), id]);
    }
    const found = new Map<number, Row>();
    for (const part of [...byPart.keys()].sort((a, b) => b - a)) {
      const timeline = look.at(part);
      const wanted = (byPart.get(part) ?? []).filter((id) => !found.has(id));
      for (const row of timeline === null ? [] : read(timeline, wanted)) found.set(row.id, row);
    }
    return [...found.values()];
  }

  const messagePlaces = (id: number): readonly number[] => {
    const part = look.ofMessage(id);
    return part === null ? [] : [part];
  };

  return {
    info: infoOf(look, latest.info),
    sessions: () => sessionsOf(look),
    count: (most) => {
      let all = 0;
      for (let part = 0; part < look.count; part += 1) {
        all += (look.at(part)?.count(most) ?? 0) - look.facts(part).exchanges.size;
      }
      return Math.min(most, all);
    },
    places: (after, most) => placesOf(look, after, most),
    exchanges: (ids) =>
      rows(
        ids,
        (id) => look.ofExchange(id),
        (timeline, wanted) => timeline.exchanges(wanted),
      ).map((line) => ({ ...line, session: line.session ?? look.sessionLater(line.id) })),
    messages: (ids) =>
      rows(ids, messagePlaces, (timeline, wanted) => timeline.messages(wanted)).map((line) => ({
        ...line,
        session: line.session ?? look.sessionLater(line.exchange),
        link: line.link ?? look.linkLater(line.id),
      })),
    *answers(calls) {
      for (const timeline of look.all()) yield* timeline.answers(calls);
    },
    idsIn: (table, ids) => {
      const wanted = [...ids];
      return inOrder(Array.from(look.all(from)).flatMap((each) => each.idsIn(table, wanted)));
    },
    idsAfter: (table, after, most) =>
      inOrder(
        Array.from(look.all(from)).flatMap((each) => each.idsAfter(table, after, most)),
      ).slice(0, most),
    sessionLines: () => sessionLinesOf(look, from),
    search: latest.search,
    fromEarlier: latest.fromEarlier,
    linksOf: (call, most) => {
      const links: Link[] = [];
      for (let part = 0; part < look.count && links.length < most; part += 1) {
        const { earlier, calls } = look.facts(part);
        if (call <= earlier.exchanges && calls?.has(call) === false) continue;
        links.push(...(look.at(part)?.linksOf(call, most - links.length) ?? []));
      }
      return links;
    },
    link: (notification) => {
      const part = look.ofMessage(notification);
      const own = part === null ? null : (look.at(part)?.link(notification) ?? null);
      return own ?? look.linkLater(notification);
    },
    exchange: (id) => {
      for (const part of look.ofExchange(id)) {
        const found = look.at(part)?.exchange(id) ?? null;
        if (found !== null) return { ...found, session: found.session ?? look.sessionLater(id) };
      }
      return null;
    },
    message: (id) => {
      const part = look.ofMessage(id);
      const found = part === null ? null : (look.at(part)?.message(id) ?? null);
      if (found === null) return null;
      return { ...found, session: found.session ?? look.sessionLater(found.exchange) };
    },
    messagesOf: (exchange, most) => {
      const parts = [...look.ofExchange(exchange)].reverse();
      return parts
        .flatMap((part) => look.at(part)?.messagesOf(exchange, most) ?? [])
        .slice(0, most);
    },
    user: (session) => {
      for (let part = look.count - 1; part >= 0; part -= 1) {
        const user = look.at(part)?.user(session) ?? null;
        if (user !== null) return user;
      }
      return null;
    },
    close: () => look.close(),
  };
}

function inOrder(ids: readonly number[]): readonly number[] {
  return [...new Set(ids)].sort((a, b) => a - b);
}

/** What is known of the whole. A gap stands in each file in which it lasted. */
function infoOf(look: SeriesLook, latest: RecordingInfo): RecordingInfo {
  const gaps = new Map<string, RecordingInfo['gaps'][number]>();
  let startedAt = Number.POSITIVE_INFINITY;
  for (let part = 0; part < look.count; part += 1) {
    const facts = look.facts(part);
    startedAt = Math.min(startedAt, facts.startedAt);
    for (const gap of facts.gaps) gaps.set(`${gap.from} ${gap.to} ${gap.reason}`, gap);
  }
  return { ...latest, startedAt, gaps: [...gaps.values()].sort((a, b) => a.from - b.from) };
}

function sessionsOf(look: SeriesLook): readonly RecordedSession[] {
  const all = new Map<number, RecordedSession>();
  for (const timeline of look.all()) {
    for (const each of timeline.sessions()) {
      const before = all.get(each.id);
      all.set(each.id, {
        ...each,
        user: each.user ?? before?.user ?? null,
        transport: each.transport ?? before?.transport ?? null,
        startedAt: before?.startedAt ?? each.startedAt,
        endedAt: Math.max(before?.endedAt ?? each.endedAt ?? 0, each.endedAt ?? 0) || null,
      });
    }
  }
  return [...all.values()].sort((a, b) => a.id - b.id);
}

function sessionLinesOf(look: SeriesLook, from: number): readonly SessionLine[] {
  const all = new Map<number, SessionLine>();
  for (const timeline of look.all(from)) {
    for (const each of timeline.sessionLines()) {
      all.set(each.id, { ...each, user: each.user ?? all.get(each.id)?.user ?? null });
    }
  }
  return [...all.values()];
}

/** What is in a later file has a later place, but for what was under way, which has the same in each. */
function* placesOf(
  look: SeriesLook,
  after: number,
  most: number,
): Generator<void, readonly WirePlace[]> {
  const places: WirePlace[] = [];
  const seen = new Set<number>();
  for (let part = 0; part < look.count && places.length < most; part += 1) {
    const timeline = look.at(part);
    if (timeline === null) continue;
    const { exchanges } = look.facts(part);
    const under = part + 1 < look.count ? look.facts(part + 1).exchanges : new Set<number>();
    for (const place of yield* timeline.places(after, most - places.length + exchanges.size)) {
      if (place.of === 'request' && exchanges.has(place.id) && seen.has(place.id)) continue;
      if (place.of === 'request' && under.has(place.id)) seen.add(place.id);
      places.push(place);
    }
  }
  return places.slice(0, most);
}
