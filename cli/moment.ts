import { InvalidArgumentError } from 'commander';

const ISO =
  /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)?(?<zone>Z|[+-]\d\d:?\d\d)?$/u;

/** Milliseconds since the epoch. Without a zone it is UTC, as all times are that are printed. */
export function moment(text: string): number {
  const found = ISO.exec(text);
  const at = found === null ? Number.NaN : Date.parse(withZone(text, found.groups?.zone));
  if (Number.isNaN(at)) {
    throw new InvalidArgumentError('It must be a time such as 2026-11-28T09:00:00Z.');
  }
  return at;
}

function withZone(text: string, zone: string | undefined): string {
  const iso = text.replace(' ', 'T');
  return zone === undefined && iso.includes('T') ? `${iso}Z` : iso;
}
