import type { Command } from 'commander';
import { takenBy } from './lay-settings.js';

/**
 * Says what comes from a file, for that may be somebody else's: where passwords go is not to be decided in silence. Not with
 * `--json` or `--quiet`, unless the file says those, too.
 */
export function tellTaken(command: Command): void {
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

/** The places of the settings that an error names by their flags; nothing if those were given as flags. */
export function placesNamedIn(message: string, commands: readonly Command[]): string {
  const places = commands.flatMap(takenBy).filter(({ setting: { option }, place }) => {
    const { long } = option;
    if (long == null || message.includes(place)) return false;
    return new RegExp(`(?<![\\w-])${long}(?![\\w-])`, 'u').test(message);
  });
  return places.length === 0 ? '' : ` (${places.map(({ place }) => place).join('; ')})`;
}
