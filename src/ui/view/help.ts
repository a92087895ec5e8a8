/** Some keys that do the same, or belong together, and what they do. */
interface HelpKeys {
  readonly press: readonly string[];
  readonly does: string;
}

/** What the inspector's help tells, part by part. */
export const HELP: readonly { readonly title: string; readonly keys: readonly HelpKeys[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      { press: ['/'], does: 'Search' },
      { press: ['?'], does: 'This help' },
      { press: ['Esc'], does: 'Close the details' },
      { press: ['Alt ←', 'Alt →'], does: 'What was selected before, and after' },
    ],
  },
  {
    title: 'Events',
    keys: [
      { press: ['↑', '↓'], does: 'The event before, and after' },
      { press: ['PgUp', 'PgDn'], does: 'A page' },
      { press: ['Home', 'End'], does: 'The first and last' },
      { press: ['Enter'], does: 'Show it whole' },
    ],
  },
  {
    title: 'Timeline',
    keys: [
      { press: ['+', '−'], does: 'Zoom' },
      { press: ['←', '→'], does: 'Earlier, later' },
      { press: ['0'], does: 'All of it' },
    ],
  },
  {
    title: 'Bodies',
    keys: [
      { press: ['↑', '↓'], does: 'The line before, and after' },
      { press: ['→', '←'], does: 'Open and close' },
      { press: ['*'], does: 'Open all beside it' },
      { press: ['C'], does: 'Copy the value' },
      { press: ['P'], does: 'Copy its JSON Pointer' },
    ],
  },
];
