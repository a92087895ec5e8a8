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
      { press: ['Alt ←', 'Alt →'], does: 'Back and forward among what was selected' },
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
      { press: ['←', '→'], does: 'The event before, and after, of the desktop' },
      { press: ['↑', '↓'], does: 'The desktop above, and below' },
      { press: ['Enter'], does: 'Select it' },
      { press: ['N', 'P'], does: 'Next and previous notification of the call' },
      { press: ['C'], does: 'The call of the notification' },
      { press: ['X', 'Shift X'], does: 'Next and previous that failed, or has no counterpart' },
      { press: ['+', '−', 'Ctrl wheel'], does: 'Zoom' },
      { press: ['A', 'D', 'drag'], does: 'Earlier, later' },
      { press: ['Shift drag'], does: 'Zoom to a stretch; on the axis without Shift' },
      { press: ['F'], does: 'Zoom to the event' },
      { press: ['0'], does: 'All of it' },
      { press: ['Home', 'End'], does: 'Start and end of the recording' },
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
