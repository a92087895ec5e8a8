import type { Explain, Finding } from '../finding.js';
import { dateForm, epochForm } from './date-form.js';

/** Headers that say how a message is framed, or when it was made: whether they are there does not matter either. */
const FRAMING: ReadonlySet<string> = new Set([
  'age',
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
]);

/**
 * What differs between any two recordings, whatever the server, and means nothing; by a rule's name. What changes its type or
 * form (a date in another zone style, seconds for milliseconds, a string for a number) is not among it.
 */
export const builtInNoise: Explain = (finding) => {
  switch (finding.kind) {
    case 'header':
      return headerRule(finding);
    case 'body':
    case 'notification-changed':
      return isDate(finding) ? 'date' : isDuration(finding) ? 'duration' : null;
    default:
      return null;
  }
};

function headerRule(finding: Finding): string | null {
  const name = finding.path ?? '';
  if (FRAMING.has(name)) return `header ${name}`;
  if (finding.baseline === undefined || finding.candidate === undefined) return null;
  // That there is one says that answers can be cached; which, only what they hold.
  if (name === 'etag') return 'header etag';
  return isDate(finding) ? 'date' : null;
}

/** Two moments in the same form. */
function isDate({ baseline, candidate, place }: Finding): boolean {
  if (baseline === undefined || candidate === undefined) return false;
  const form = dateForm(baseline);
  if (form !== null) return form === dateForm(candidate);
  const epoch = epochForm(baseline);
  return epoch !== null && epoch === epochForm(candidate) && isTime(lastName(place));
}

function isTime(name: string): boolean {
  return /(?:^|[a-z\d_-])(?:Time|Date|Timestamp|At)$|(?:^|[_-])(?:time|date|at)$|timestamp$/u.test(
    name,
  );
}

/** Two lengths of time, both numbers or both digits in a string, of a member that says so. */
function isDuration({ baseline, candidate, place }: Finding): boolean {
  const name = lastName(place);
  return (
    DURATION.test(name) &&
    !SETTING.test(name) &&
    isLength(baseline) &&
    isLength(candidate) &&
    baseline?.startsWith('"') === candidate?.startsWith('"')
  );
}

const DURATION =
  /(?:duration|elapsed|latency)$|(?:duration|elapsed|latency|time|total)_?-?(?:nanos|micros|millis|ms|us|ns|seconds|secs)$|(?:nanos|millis)$/iu;

/** `timeoutMillis` is as long as someone said. */
const SETTING =
  /timeout|interval|delay|limit|max|min(?:imum)?(?![a-z])|ttl|expir|retention|period/iu;

function isLength(text: string | undefined): boolean {
  return (
    text !== undefined && /^(?:"\d{1,20}(?:\.\d{1,20})?"|\d{1,20}(?:\.\d{1,20})?)$/u.test(text)
  );
}

function lastName(place: string | null): string {
  return place?.slice(place.lastIndexOf('/') + 1) ?? '';
}
