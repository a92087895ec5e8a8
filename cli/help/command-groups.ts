/** What commands are for: headings of their list in `understudy --help`. */
const groups: Readonly<Record<string, readonly string[]>> = {
  'Record, and play back:': ['record', 'replay'],
  'Compare with another server:': ['drive', 'diff', 'compare'],
  'Look at a recording:': ['show', 'ui', 'verify'],
  'Make another of it:': ['correlate', 'scrub', 'merge', 'extract', 'export', 'import'],
};

/** The heading of all that is about Understudy itself. */
export const setUp = 'Set up:';

/** The heading below which a command stands. */
export function commandGroup(name: string): string {
  return Object.entries(groups).find(([, names]) => names.includes(name))?.[0] ?? setUp;
}
