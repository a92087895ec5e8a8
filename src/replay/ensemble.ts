import type { Instant } from '../time/clock.js';
import type { Echo } from './echo.js';
import type { LiveSession } from './live-session.js';
import type { Release } from './release.js';
import type { Script } from './script/script.js';
import type { Sequence, Timeline } from './timeline.js';

/** Lets desktops play together: what another's call caused waits for that call. Copies of the same number belong together. */
export interface Ensemble {
  join(session: LiveSession): void;
  leave(session: LiveSession): void;
  /** A desktop has done its own part for what another's call causes here. */
  expect(session: LiveSession, release: Release): void;
  /** A desktop has made a call. */
  made(session: LiveSession, call: number, echoes: readonly Echo[]): void;
}

/** When a call was made, and how its client named what it supplied. */
interface Made {
  readonly at: Instant;
  readonly echoes: readonly Echo[];
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

export function ensemble(scripts: readonly Script[], time: Timeline): Ensemble {
  /** Sessions that get something from a call, by its exchange id. */
  const receivers = new Map<number, number[]>();
  for (const { session, fromOthers } of scripts) {
    for (const call of fromOthers.keys()) {
      receivers.set(call, [...(receivers.get(call) ?? []), session]);
    }
  }
  const members = new Map<string, Member>();
  const keyOf = (session: number, copy: number): string => `${session}/${copy}`;
  const memberOf = ({ script, copy }: LiveSession): Member | undefined =>
    members.get(keyOf(script.session, copy));

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
      release.state = 'awaits-time';
      const at = time.at(made.at, each.foreign?.offset ?? 0);
      mine.sequence.add(at, () => session.deliveries.send(release));
    }
  }

  return {
    join(session) {
      members.set(keyOf(session.script.session, session.copy), {
        session,
        made: new Map(),
        awaited: new Map(),
      });
    },
    leave: ({ script, copy }) => void members.delete(keyOf(script.session, copy)),
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
      const other = members.get(keyOf(foreign.session, session.copy));
      proceed(member, foreign.call, other?.made.get(foreign.call));
    },
    made(session, call, echoes) {
      const interested = receivers.get(call);
      const member = memberOf(session);
      if (interested === undefined || member === undefined) return;
      const made = { at: time.now(), echoes };
      member.made.set(call, made);
      for (const each of interested) {
        const receiver = members.get(keyOf(each, session.copy));
        if (receiver !== undefined) proceed(receiver, call, made);
      }
    },
  };
}
