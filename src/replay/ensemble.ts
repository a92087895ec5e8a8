import type { Instant } from '../time/clock.js';
import type { Echo } from './echo.js';
import type { LiveSession } from './live-session.js';
import type { LiveCall } from './observe/live-call.js';
import type { Release } from './release.js';
import type { Sequence, Timeline } from './timeline.js';

/** Lets desktops play together: what another's call caused waits for that call. Copies of the same number belong together. */
export interface Ensemble {
  join(session: LiveSession): void;
  leave(session: LiveSession): void;
  /** A desktop has done its own part for what another's call causes here. */
  expect(session: LiveSession, release: Release): void;
  /** A desktop has made a call. */
  made(session: LiveSession, call: number, echoes: readonly Echo[], cause: LiveCall | null): void;
}

/** When a call was made, and how its client named what it supplied. */
interface Made {
  readonly at: Instant;
  readonly echoes: readonly Echo[];
  readonly cause: LiveCall | null;
}

/** What one call of another causes here: it comes in recorded order, so each waits for those before it. */
interface Awaited {
  readonly releases: Map<number, Release>;
  readonly sequence: Sequence;
  next: number;
}

interface Member {
  readonly session: LiveSession;
  readonly made: Map<number, Made>;
  readonly awaited: Map<number, Awaited>;
}

export function ensemble(time: Timeline): Ensemble {
  /** By copy number, then by id of the recorded session. */
  const companies = new Map<number, Map<number, Member>>();
  const memberOf = ({ script, copy }: LiveSession): Member | undefined =>
    companies.get(copy)?.get(script.session);

  function proceed({ session, awaited }: Member, call: number, made: Made | undefined): void {
    const mine = awaited.get(call);
    if (mine === undefined || made === undefined) return;
    for (const release of mine.releases.values()) {
      if (release.state === 'awaits-call') release.state = 'awaits-turn';
    }
    const all = session.script.fromOthers.get(call) ?? [];
    for (let each = all[mine.next]; each !== undefined; each = all[mine.next]) {
      const release = mine.releases.get(each.notification);
      if (release === undefined) return;
      mine.next++;
      release.echoes = made.echoes;
      release.cause = made.cause;
      release.state = 'awaits-time';
      const at = time.at(made.at, each.foreign?.offset ?? 0);
      mine.sequence.add(at, () => session.deliveries.send(release));
    }
  }

  return {
    join(session) {
      const others = companies.get(session.copy) ?? new Map<number, Member>();
      companies.set(session.copy, others);
      others.set(session.script.session, { session, made: new Map(), awaited: new Map() });
    },
    leave({ script, copy }) {
      const others = companies.get(copy);
      others?.delete(script.session);
      if (others?.size === 0) companies.delete(copy);
    },
    expect(session, release) {
      const member = memberOf(session);
      const { foreign, notification } = release.consequence;
      if (member === undefined || foreign === null) return;
      const awaited = member.awaited.get(foreign.call) ?? {
        releases: new Map<number, Release>(),
        sequence: time.sequence(),
        next: 0,
      };
      member.awaited.set(foreign.call, awaited);
      awaited.releases.set(notification, release);
      release.state = 'awaits-call';
      const other = companies.get(session.copy)?.get(foreign.session);
      proceed(member, foreign.call, other?.made.get(foreign.call));
    },
    made(session, call, echoes, cause) {
      const member = memberOf(session);
      if (member === undefined) return;
      const made = { at: time.now(), echoes, cause };
      member.made.set(call, made);
      // Who does not play yet asks for it in its turn.
      for (const each of companies.get(session.copy)?.values() ?? []) proceed(each, call, made);
    },
  };
}
