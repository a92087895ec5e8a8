import type { EffectiveSetting } from './effective-settings.js';
import { quoted } from './quoted.js';

/** Settings for people: a table for each command. */
export function describeSettings(
  file: string | null,
  settings: readonly EffectiveSetting[],
): string {
  const commands = [...new Set(settings.map(({ command }) => command))];
  const sections = commands.map((command) => {
    const rows = settings
      .filter((each) => each.command === command)
      .map(({ key, value, origin, of, meaning }) => [
        key,
        value === null && meaning !== undefined ? byDefault(meaning) : shown(value),
        `${origin ?? 'default'}${of === undefined ? '' : ` (${of})`}`,
      ]);
    return `\n\n${command}\n${table(rows)}`;
  });
  const read = file === null ? 'no file of settings' : `file of settings: ${file}`;
  const isWhole = settings.some(({ from }) => from === 'default');
  return `${read}${isWhole ? `\n${legend}` : ''}${sections.join('') || '\nnothing is set: what no flag says is by default'}`;
}

const legend = 'words in brackets: what happens while nothing is set; -: nothing';

/** What could be set so stands as it would be written: `250`, `16MiB`. */
function byDefault(meaning: string): string {
  return /^\d+[a-z]*$/iu.test(meaning) ? meaning : `(${meaning})`;
}

function shown(value: unknown): string {
  if (value === null) return '-';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /[\p{Cc}\p{Cf}]/u.test(text) ? quoted(text) : text;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`)
    .join('\n');
}
