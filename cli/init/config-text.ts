import type { Command } from 'commander';
import { type Setting, settingsOf } from '../config/setting.js';
import { entries } from './entries.js';

/** What a new file sets: values by command and key; where an editor finds the schema. */
export interface NewConfig {
  readonly schema: string;
  readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * A file of settings with a word on each. What is not set stands there as a comment, with its default or an example.
 *
 * @param all the commands with all of their options, instead of those that most people meet first
 */
export function configText(
  commands: readonly Command[],
  { schema, values }: NewConfig,
  all: boolean,
): string {
  const sections = commands.flatMap((command) => {
    const known = entries[command.name()] ?? {};
    const settings = settingsOf(command).filter(({ key }) => all || key in known);
    if (settings.length === 0) return [];
    const set = values[command.name()] ?? {};
    return [
      section(
        command,
        settings.map((each) => entry(each, set[each.key], known[each.key])),
      ),
    ];
  });
  return `// What the flags of understudy's commands would say; --help and docs/options.md tell of each, docs/configuration.md of this file.
// Flags win over the environment (UNDERSTUDY_RECORD_TARGET and so on), that over this file. Files are named from its folder.
// \`understudy config\` shows what is set, and where.
{
  "$schema": ${JSON.stringify(schema)},

${sections.join('\n')}}
`;
}

function section(command: Command, lines: readonly string[]): string {
  return `  // ${command.summary()}
  ${JSON.stringify(command.name())}: {
${lines.join('\n')}
  },
`;
}

function entry(setting: Setting, value: unknown, example: unknown): string {
  const { key, option } = setting;
  const shown = value ?? example ?? option.defaultValue ?? sample(setting);
  const pair = `${JSON.stringify(key)}: ${JSON.stringify(shown)},`.replaceAll('","', '", "');
  return `    // ${comment(setting)}\n    ${value === undefined ? '// ' : ''}${pair}`;
}

function comment({ option }: Setting): string {
  const choices = option.argChoices === undefined ? '' : `: ${option.argChoices.join(', ')}`;
  return `${option.description.replaceAll('\n', ' ').replace('; may be repeated', '')}${choices}`;
}

/** Something to begin with, where nobody has thought of an example. */
function sample({ option, takes }: Setting): unknown {
  if (takes === 'switch' || takes === 'switch-or-text') return !option.negate;
  const [, word = ''] = /[<[]([^\].>]+)/u.exec(option.flags) ?? [];
  const one = option.argChoices?.[0] ?? word;
  return takes === 'list' ? [one] : one;
}
