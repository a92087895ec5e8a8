/** Forms in which a moment is written, inside a JSON string. A day alone is none: a birthday does not change by itself. */
const FORMS: readonly RegExp[] = [
  // The vendor's: 2015-03-02 12:26:14.000+0200
  /^"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?"$/u,
  // ISO 8601 and RFC 3339
  /^"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d(?::?\d\d)?)?"$/u,
  // RFC 9110 §5.6.7
  /^"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d (?:GMT|UTC|[+-]\d{4})"$/u,
  // Java's Date.toString, and Twitter's
  /^"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{1,2} \d\d:\d\d:\d\d (?:\S{1,9} \d{4}|\d{4})"$/u,
];

/** In which form a JSON text is a moment; null if it is none. */
export function dateForm(text: string): number | null {
  if (text.length > LONGEST) return null;
  const form = FORMS.findIndex((each) => each.test(text));
  return form < 0 ? null : form;
}

const LONGEST = 50;

/** Whether a JSON text, a number or digits in a string, can be seconds or milliseconds since 1970: from 2001 to 2096. */
export function isEpoch(text: string): boolean {
  return /^(?:"(?:[1-3]\d{9}|[1-3]\d{12})"|(?:[1-3]\d{9}|[1-3]\d{12})(?:\.\d{1,9})?)$/u.test(text);
}
