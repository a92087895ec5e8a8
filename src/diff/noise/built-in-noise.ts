import type { Explain } from '../finding.js';

/** Says what differs between any two recordings and means nothing. */
export const builtInNoise: Explain = ({ kind, path, baseline, candidate, place }) => {
  if (kind === 'header') {
    return [
      'date',
      'content-length',
      'connection',
      'keep-alive',
      'transfer-encoding',
      'content-encoding',
      'etag',
      'vary',
    ].includes(path ?? '')
      ? `header ${path}`
      : null;
  }
  const isDate = (text: string | undefined): boolean => /^"\d{4}-\d\d-\d\d[ T]/u.test(text ?? '');
  if (isDate(baseline) && isDate(candidate)) return 'date';
  if (/\/(duration|.*TimeNanos|.*TimeTotalMs|.*Timestamp)$/u.test(place ?? '')) return 'duration';
  return null;
};
