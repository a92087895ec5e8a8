import type { Completed, CompletedOption, CompletedValue } from './completed.js';

/** Completion for fish. */
export function fishCompletion({ options, commands }: Completed): string {
  const withValue = options.filter(({ needsValue }) => needsValue).map(({ long }) => long);
  const lines = [
    ...options.map((each) => optionLine(each, null)),
    ...commands.map(
      ({ name, summary }) =>
        `complete -c understudy -n '__understudy_is none' -f -a ${name} -d ${quoted(summary)}`,
    ),
    ...commands.flatMap((command) => {
      const own = command.options.filter(({ long }) => !options.some((each) => each.long === long));
      const [last] = command.arguments.filter(({ value }) => value.kind !== 'program').slice(-1);
      const runs = command.arguments.some(({ value }) => value.kind === 'program');
      return [
        ...own.map((each) => optionLine(each, command.name)),
        ...(last === undefined ? [] : [positional(command.name, offered(last.value))]),
        ...(runs ? [positional(command.name, "-a '(__understudy_program)'")] : []),
      ];
    }),
  ];
  return `# fish completion for understudy, written by: understudy completion fish

# Whether the command that is typed is this one; none: there is none yet.
function __understudy_is
    set -l words (commandline -opc)
    set -e words[1]
    while set -q words[1]
        switch $words[1]
            case ${withValue.join(' ')}
                set -e words[1]
            case '-*'
            case '*'
                test "$words[1]" = "$argv[1]"
                return
        end
        set -e words[1]
    end
    test "$argv[1]" = none
end

# The program after --, with what it takes.
function __understudy_program
    set -l words (commandline -opc)
    set -l at (contains -i -- -- $words)
    and complete -C (string join ' ' -- $words[(math $at + 1)..] (commandline -ct))
end

complete -c understudy -e
complete -c understudy -f
${lines.join('\n')}
`;
}

function positional(command: string, offer: string): string {
  return `complete -c understudy -n '__understudy_is ${command}' ${offer}`;
}

function optionLine(
  { short, long, description, value, needsValue }: CompletedOption,
  command: string | null,
): string {
  return [
    'complete -c understudy',
    ...(command === null ? [] : [`-n '__understudy_is ${command}'`]),
    ...(short === null ? [] : [`-s ${short.slice(1)}`]),
    `-l ${long.slice(2)}`,
    // An optional value goes with an option in one word only: --ui=…
    ...(value === null || !needsValue ? [] : ['-r', offered(value)]),
    `-d ${quoted(description)}`,
  ].join(' ');
}

function offered(value: CompletedValue): string {
  switch (value.kind) {
    case 'words':
      return `-f -a ${quoted(value.words.join(' '))}`;
    case 'file':
      return value.ending === null ? '-F' : `-f -k -a '(__fish_complete_suffix .${value.ending})'`;
    case 'folder':
      return "-f -a '(__fish_complete_directories)'";
    case 'program':
    case 'text':
      return '-f';
  }
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/gu, '\\$&')}'`;
}
