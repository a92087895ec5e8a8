import type { Argument, Command, Option } from 'commander';
import { toldDefault } from '../../cli/config/told-default.js';
import { environment } from '../../cli/environment.js';
import { exitStatuses } from '../../cli/exit-statuses.js';
import { understudyProgram } from '../../cli/run.js';

/** `docs/options.md`, from what `--help` is made of. */
export function optionsPage(): string {
  const program = understudyProgram(() => {});
  const commands = [...program.commands];
  return `# Every command, option and exit status

This page is written by \`npm run docs\` from what \`--help\` is made of. \`understudy COMMAND --help\` has examples, too.
Each option of a command can also be [set in a file or in the environment](configuration.md): \`--max-hold\` of \`record\` is
\`record.maxHold\` in \`understudy.config.json\`, and \`UNDERSTUDY_RECORD_MAX_HOLD\`.

${table(
  ['command', 'what it is for'],
  commands.map((each) => [`[\`${each.name()}\`](#${each.name()})`, prose(each.summary())]),
)}

For all of them:

${optionTable(program.options)}
${commands.map(section).join('')}
## Exit statuses

${table(
  ['status', 'means'],
  exitStatuses.map(({ status, meaning }) => [String(status), prose(meaning)]),
)}

An error is one line on standard error that says what is wrong and what to do. What serves ends with a summary at the first SIGINT (Ctrl-C),
SIGTERM or SIGHUP; a second one ends it at once. [Troubleshooting](troubleshooting.md) goes by what you see.

## Environment

${table(
  ['variable', 'means'],
  environment.map(({ name, meaning }) => [code(name), prose(meaning)]),
)}
`;
}

function section(command: Command): string {
  const usage = `understudy ${command.name()} ${command.usage()}`;
  const parts = [
    `\n## ${command.name()}\n`,
    prose(command.description().replaceAll('\n', ' ')),
    '',
    `\`${usage}\``,
    '',
  ];
  if (command.registeredArguments.length > 0) {
    const rows = command.registeredArguments.map((each) => [
      code(argumentName(each)),
      prose(each.description),
    ]);
    parts.push(table(['argument', 'what it is'], rows), '');
  }
  for (const [heading, options] of groups(command)) {
    if (heading !== undefined) parts.push(`**${heading.replace(/:$/u, '')}**`, '');
    parts.push(optionTable(options), '');
  }
  return parts.join('\n');
}

/** The options that `--help` lists, by their heading. */
function groups(command: Command): Map<string | undefined, Option[]> {
  const found = new Map<string | undefined, Option[]>();
  for (const option of command.options.filter(({ hidden }) => !hidden)) {
    const heading = option.helpGroupHeading;
    found.set(heading, [...(found.get(heading) ?? []), option]);
  }
  return found;
}

function optionTable(options: readonly Option[]): string {
  const rows = options.map((option) => {
    const { text, usual } = toldDefault(option.description);
    const choices = option.argChoices === undefined ? '' : `: ${option.argChoices.join(', ')}`;
    return [code(option.flags), prose(text + choices), defaultOf(option, usual)];
  });
  return table(['option', 'what it does', 'default'], rows);
}

function defaultOf(option: Option, told: string | undefined): string {
  if (option.mandatory) return 'must be given';
  if (told !== undefined) return prose(told);
  return option.defaultValue === undefined ? '' : code(String(option.defaultValue));
}

const argumentName = (argument: Argument): string =>
  argument.required ? `<${argument.name()}>` : `[${argument.name()}]`;

/** As code within a table, where a bar would end the cell. */
const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

/** A description as Markdown shows it unchanged, also within a table. */
function prose(text: string): string {
  const parts = text.split(/(`[^`]*`)/u);
  return parts
    .map((part) => part.replace(part.startsWith('`') ? /[|]/gu : /[*<|_]/gu, '\\$&'))
    .join('');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
