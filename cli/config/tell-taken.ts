import type { Command } from 'commander';
import { takenBy } from './lay-settings.js';
import { misspeltVariables } from './misspelt-variables.js';
import { settingsOf } from './setting.js';

/**
 * Says what comes from a file, for that may be somebody else's: where passwords go is not to be decided in silence. Not with
 * `--json` or `--quiet`, unless the file says those, too. Of a variable that nothing heeds it says what was probably meant.
 */
export function tellTaken(command: Command): void {
  tellMisspelt(command);
  const fromFile = takenBy(command).filter(({ source }) => source === 'file');
  const [first] = fromFile;
  if (first === undefined) return;
  const isSilent = ['json', 'quiet'].some(
    (key) => command.getOptionValue(key) === true && command.getOptionValueSource(key) !== 'config',
  );
  if (isSilent) return;
  const keys = fromFile.map(({ setting }) => setting.key).join(', ');
  console.error(`${first.origin} sets ${keys}`);
}

/** Says which variables look like settings of a command and are none. */
export function tellMisspelt(command: Command): void {
  for (const { variable, meant } of misspeltVariables(settingsOf(command), process.env)) {
    console.error(`understudy: ${variable} is not known; did you mean ${meant}?`);
  }
}

/** The places of the settings that an error is about: it has their flags or what they say; nothing if those were flags. */
export function placesNamedIn(message: string, commands: readonly Command[]): string {
  const places = commands.flatMap(takenBy).filter(({ setting: { option }, place, said }) => {
    if (message.includes(place)) return false;
    const words = [option.long ?? '', ...(typeof said === 'boolean' ? [] : said)];
    return words.some((each) => each.length > 2 && hasWord(message, each));
  });
  return places.length === 0 ? '' : ` (${places.map(({ place }) => place).join('; ')})`;
}

function hasWord(text: string, word: string): boolean {
  const at = text.indexOf(word);
  return (
    at >= 0 && ![text[at - 1], text[at + word.length]].some((each) => /[\w-]/u.test(each ?? ''))
  );
}
