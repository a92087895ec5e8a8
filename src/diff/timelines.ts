import type { Context, KeptAligned } from './context.js';
import type { Difference, Subject, SubjectIds, TimelineEvent, Timelines } from './difference.js';
import type { Notice } from './notice.js';
import type { Side } from './side.js';
import { callText } from './subjects.js';

/** So many things that differ are shown with what happened around them. */
const MOST_TIMELINES = 2_000;

type Told = ReadonlyMap<number, readonly (Notice & { readonly user: string | null })[]>;

/** What happened around each thing that differs: its call, with all that it caused. */
export function timelinesOf(
  { baseline, candidate }: Context,
  sessions: readonly KeptAligned[],
  differences: readonly Difference[],
): ReadonlyMap<Subject, Timelines> {
  const subjects = new Set(differences.map(({ subject }) => subject));
  const shown = [...subjects].slice(0, MOST_TIMELINES);
  const calls = (side: 'baseline' | 'candidate'): ReadonlySet<number> =>
    new Set(shown.map((subject) => subject[side]?.exchange ?? -1));
  const ours = toldOf(sessions, 'baseline', calls('baseline'));
  const theirs = toldOf(sessions, 'candidate', calls('candidate'));
  return new Map(
    shown.map((subject) => [
      subject,
      {
        baseline: timelineOf(baseline, subject.baseline, subject.user, ours),
        candidate: timelineOf(candidate, subject.candidate, subject.user, theirs),
      },
    ]),
  );
}

/** The notifications of some calls. */
function toldOf(
  sessions: readonly KeptAligned[],
  side: 'baseline' | 'candidate',
  calls: ReadonlySet<number>,
): Told {
  const told = new Map<number, (Notice & { readonly user: string | null })[]>();
  for (const session of sessions) {
    const { notices = [], user = null } = session[side] ?? {};
    for (const notice of notices) {
      if (notice.call === null || !calls.has(notice.call)) continue;
      const known = told.get(notice.call) ?? [];
      known.push({ ...notice, user });
      told.set(notice.call, known);
    }
  }
  return told;
}

function timelineOf(
  { recording }: Side,
  ids: SubjectIds | null,
  user: string | null,
  told: Told,
): readonly TimelineEvent[] {
  const exchange = ids?.exchange == null ? null : recording.exchange(ids.exchange);
  if (exchange === null) return [];
  const { startedAt, endedAt, status, id } = exchange;
  const caller = told.get(id)?.find(({ copy }) => !copy)?.user ?? user;
  const events: TimelineEvent[] = [
    { kind: 'request', offset: 0, user: caller, text: callText(exchange), id },
  ];
  if (endedAt !== null && status !== null) {
    events.push({
      kind: 'answer',
      offset: endedAt - startedAt,
      user: caller,
      text: String(status),
      id,
    });
  }
  for (const notice of told.get(id) ?? []) {
    const { messageType, notificationType, state, channel } = notice;
    const words = [messageType ?? channel, notificationType, state].filter((each) => each !== null);
    events.push({
      kind: 'notification',
      offset: notice.at - startedAt,
      user: notice.user,
      text: words.join(' '),
      id: notice.message,
    });
  }
  return events.toSorted((a, b) => a.offset - b.offset);
}
