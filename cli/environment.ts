/** Variables of the environment that the command heeds, or sets for another one, for `--help` and `docs/options.md`. */
export const environment: readonly { readonly name: string; readonly meaning: string }[] = [
  {
    name: 'UNDERSTUDY_<COMMAND>_<FLAG>',
    meaning:
      'what a flag that is not given would say, in place of the file of settings: UNDERSTUDY_RECORD_TARGET; true or false for one that takes nothing, a JSON array for several values',
  },
  {
    name: 'UNDERSTUDY_CONFIG',
    meaning: 'the file of settings, for --config',
  },
  {
    name: 'UNDERSTUDY_ADMIN_TOKEN',
    meaning: 'the token of --admin; without it one is made and printed',
  },
  {
    name: 'UNDERSTUDY_PASSWORD_<USER>',
    meaning:
      'the password of a recorded user, for drive and compare, and of doctor --user; in upper case, _ for all but letters and digits',
  },
  {
    name: 'UNDERSTUDY_AUTHORIZATION_<USER>',
    meaning: 'the whole Authorization header of a recorded user, in the place of a password',
  },
  {
    name: 'UNDERSTUDY_URL',
    meaning: 'is set for the command behind -- of record and replay: where desktops connect',
  },
  {
    name: 'UNDERSTUDY_ADMIN_URL',
    meaning: 'is set for it with --admin, and so is UNDERSTUDY_ADMIN_TOKEN: the guarded door',
  },
  { name: 'SHELL', meaning: 'the shell that completion writes for, unless one is named' },
  { name: 'NO_COLOR', meaning: 'if it is set, nothing is printed in colour' },
  { name: 'TERM', meaning: 'if it is dumb, no status is drawn on the terminal' },
];
