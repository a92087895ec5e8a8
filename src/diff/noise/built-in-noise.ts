import type { Explain, Finding } from '../finding.js';
import { dateForm, isEpoch } from './date-form.js';

/** Headers that say how a message is framed, or when and for how long it is true; none of them says what the server did. */
const HEADERS: ReadonlySet<string> = new Set([
  'age',
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'etag',
  'expires',
  'keep-alive',
  'last-modified',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
]);

/** What differs between any two recordings, whatever the server, and means nothing; by a rule's name. */
export const builtInNoise: Explain = (finding) => {
  if (finding.kind === 'header') {
    return HEADERS.has(finding.path ?? '') ? `header ${finding.path}` : null;
  }
  if (finding.kind !== 'body' && finding.kind !== 'notification-changed') return null;
  return isDate(finding) ? 'date' : isDuration(finding) ? 'duration' : null;
};

/** Two moments in the same form. */
function isDate({ baseline, candidate, place }: Finding): boolean {
  if (baseline === undefined || candidate === undefined) return false;
  const form = dateForm(baseline);
  if (form !== null) return form === dateForm(candidate);
  return (
    /(?:time|date|timestamp|At)$/u.test(lowerEnd(place)) && isEpoch(baseline) && isEpoch(candidate)
  );
}

const DURATION =
  /(?:^|[a-z_-])(?:duration|elapsed|latency)$|(?:duration|elapsed|latency|time|total)_?-?(?:nanos|micros|millis|ms|us|ns|seconds|secs)$|(?:nanos|millis)$/iu;

/** Two lengths of time: numbers, or digits in a string, of a member that says so. */
function isDuration({ baseline, candidate, place }: Finding): boolean {
  return isLength(baseline) && isLength(candidate) && DURATION.test(lastName(place));
}

function isLength(text: string | undefined): boolean {
  return (
    text !== undefined && /^(?:"\d{1,20}(?:\.\d{1,20})?"|\d{1,20}(?:\.\d{1,20})?)$/u.test(text)
  );
}

function lastName(place: string | null): string {
  return place?.slice(place.lastIndexOf('/') + 1) ?? '';
}

/** `createdAt` stays, `Timestamp` and `lastDate` end in lower case. */
function lowerEnd(place: string | null): string {
  return lastName(place).replace(/(?:Time|Date|Timestamp)$/u, (word) => word.toLowerCase());
}
