/** All statuses with which the command ends, for `--help` and `docs/options.md`. */
export const exitStatuses: readonly { readonly status: number; readonly meaning: string }[] = [
  { status: 0, meaning: 'fine' },
  {
    status: 1,
    meaning:
      'diff, compare: something differs; drive, compare: a wait failed; replay: there were misses, with --strict or --on-miss error; doctor: something would not work',
  },
  {
    status: 2,
    meaning:
      'wrong usage: a flag, a setting, an address, a file of rules; an output that exists already',
  },
  {
    status: 3,
    meaning:
      'a recording is absent or can not be read; record, drive, compare: it has gaps; verify: it is not whole',
  },
  { status: 4, meaning: 'the target can not be reached, or an address not be bound' },
  { status: 70, meaning: 'a defect of Understudy itself: please tell us' },
  { status: 126, meaning: 'record, replay: the command behind -- can not be started' },
  { status: 127, meaning: 'record, replay: there is no such command as the one behind --' },
  {
    status: 128,
    meaning:
      'record, replay: plus the number of the signal that ended the command behind --; else they end with its status',
  },
];
