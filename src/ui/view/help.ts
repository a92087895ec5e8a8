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
      { press: ['Alt ←', 'Alt →'], does: 'Back, forward among what was selected' },
      { press: ['Esc'], does: 'Close the details' },
      { press: ['?'], does: 'This help' },
    ],
  },
  {
    title: 'Events',
    keys: [
      { press: ['↑', '↓'], does: 'The event before, and after' },
      { press: ['PgUp', 'PgDn'], does: 'A page' },
      { press: ['Home', 'End'], does: 'The first and last' },
      { press: ['Enter'], does: 'Show it whole' },
      { press: ['→', '←'], does: 'To the notification of the call, and back' },
      { press: ['Ctrl C'], does: 'Copy it as a line of text' },
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
    title: 'Differences',
    keys: [
      {
        press: ['J', 'K'],
        does: 'The next difference, and the one before; in the list ↓ and ↑ too',
      },
      {
        press: ['Shift J', 'Shift K'],
        does: 'The next place where it is so; in the list → and ← too',
      },
      { press: ['Enter'], does: 'From the list to what is chosen' },
      { press: ['I'], does: 'Ignore it from now on' },
    ],
  },
  {
    title: 'Bodies',
    keys: [
      { press: ['→', '←'], does: 'Open, close' },
      { press: ['*'], does: 'Open all beside it' },
      { press: ['C', 'P'], does: 'Copy the value, its JSON Pointer' },
    ],
  },
];
