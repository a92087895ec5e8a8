import type { Difference, Subject, SubjectIds } from '../../diff/difference.js';

/** The most places that are named. */
export const MOST_IDS = 3;

const NOUNS: Readonly<Record<Subject['kind'], readonly [one: string, several: string]>> = {
  call: ['call', 'calls'],
  safe: ['exchange', 'exchanges'],
  notification: ['notification', 'notifications'],
  bayeux: ['message', 'messages'],
};

/** Where differences are, by ids of both recordings as `show` takes them: `calls 14 / 17, 20 / 23 and 8 more`. */
export function idsText(differences: readonly Difference[]): string {
  const subjects = [...new Set(differences.map(({ subject }) => subject))];
  const named = subjects.slice(0, MOST_IDS).map(subjectIds);
  const [one, several] = NOUNS[subjects[0]?.kind ?? 'call'];
  const left = subjects.length - named.length;
  return `${subjects.length === 1 ? one : several} ${named.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

/** `14 / 17`, of a notification `55 / 60 of call 14 / 17`. */
function subjectIds(subject: Subject): string {
  const exchange = pair(subject, 'exchange');
  const message = pair(subject, 'message');
  switch (subject.kind) {
    case 'call':
    case 'safe':
      return exchange ?? '?';
    case 'notification':
      return `${message ?? '?'}${exchange === null ? '' : ` of call ${exchange}`}`;
    case 'bayeux':
      return message ?? (exchange === null ? '?' : `in exchange ${exchange}`);
  }
}

function pair({ baseline, candidate }: Subject, which: keyof SubjectIds): string | null {
  const ids = [baseline?.[which] ?? null, candidate?.[which] ?? null];
  return ids.every((id) => id === null) ? null : ids.map((id) => id ?? '–').join(' / ');
}
