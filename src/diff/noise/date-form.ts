interface Form {
  readonly name: string;
  readonly pattern: RegExp;
}

const YEAR = '(?<year>\\d{4})';
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const ZONE = '(?<zone>Z|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?)';

/** How moments are written inside a JSON string. A day alone is none: a birthday does not change by itself. */
const FORMS: readonly Form[] = [
  // The vendor's: 2015-03-02 12:26:14.000+0200. It always has as many digits.
  form(
    'date time',
    `${YEAR}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?<fraction>\\.\\d{1,9})? ?${ZONE}?`,
  ),
  // ISO 8601 and RFC 3339. Java leaves out digits that are 0.
  form('iso', `${YEAR}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d{1,9})?)?${ZONE}?`),
  // RFC 9110 §5.6.7
  form('http', `${DAY}, \\d\\d ${MONTH} ${YEAR} \\d\\d:\\d\\d:\\d\\d ${ZONE}`),
  // Java's Date.toString, and Twitter's
  form('java', `${DAY} ${MONTH} \\d{1,2} \\d\\d:\\d\\d:\\d\\d (?:[\\w+:-]{1,9} )?${YEAR}`),
];

function form(name: string, pattern: string): Form {
  return { name, pattern: new RegExp(`^"${pattern}"$`, 'u') };
}

const LONGEST = 50;

/** The form in which a JSON text is a moment of our time (1970 and year 1 stand for none); null if it is none. */
export function dateForm(text: string): string | null {
  if (text.length > LONGEST) return null;
  for (const { name, pattern } of FORMS) {
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) continue;
    const { year = '', fraction = '', zone } = groups;
    return /^(?:19[89]|2[01]\d)\d$/u.test(year)
      ? `${name} ${fraction.length} ${zoneForm(zone)}`
      : null;
  }
  return null;
}

/** In summer London is +01:00, in winter Z. */
function zoneForm(zone: string | undefined): string {
  if (zone === undefined) return 'local';
  if (zone === 'Z' || zone.includes(':')) return 'iso';
  return /^[+-]/u.test(zone) ? `${zone.length}` : 'name';
}

/** Whether a JSON text, a number or digits in a string, can be seconds or milliseconds since 1970, from 2001 to 2096; null if not. */
export function epochForm(text: string): string | null {
  const digits = /^("?)([1-3]\d{9}(?:\d{3})?)(?:\.\d{1,9})?("?)$/u.exec(text);
  if (digits === null || digits[1] !== digits[3]) return null;
  return `${digits[2]?.length === 10 ? 'seconds' : 'milliseconds'}${digits[1]}`;
}
