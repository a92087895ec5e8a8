import type {
  Completed,
  CompletedArgument,
  CompletedCommand,
  CompletedOption,
  CompletedValue,
} from './completed.js';

/** Completion for zsh: as a file `_understudy` of `$fpath`, or evaluated after `compinit`. */
export function zshCompletion({ options, commands }: Completed): string {
  return `#compdef understudy
# zsh completion for understudy, written by: understudy completion zsh

_understudy() {
  local curcontext="$curcontext" state line
  local -a names
  names=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')}
  )
  _arguments -C -S \\
${options.map((each) => `    ${optionSpec(each)} \\`).join('\n')}
    '1:command:->command' \\
    '*::argument:->argument'
  case $state in
    command) _describe -t commands command names ;;
    argument)
      curcontext="\${curcontext%:*:*}:understudy-$words[1]:"
      case $words[1] in
${commands.map((each) => section(each, options)).join('\n')}
      esac ;;
  esac
}

if [ "$funcstack[1]" = _understudy ]; then
  _understudy "$@"
else
  compdef _understudy understudy
fi
`;
}

function section(
  { name, options, arguments: taken }: CompletedCommand,
  everywhere: readonly CompletedOption[],
): string {
  const own = new Set(options.map(({ long }) => long));
  const others = everywhere.filter(({ long }) => !own.has(long) && long !== '--version');
  const specs = [
    ...[...options, ...others].map(optionSpec),
    ...taken.filter(({ value }) => value.kind !== 'program').map(argumentSpec),
  ];
  const specified = `          _arguments -S \\
${specs.map((each) => `            ${each}`).join(' \\\n')}`;
  if (specs.length === options.length + others.length + taken.length) {
    return `        ${name})\n${specified} ;;`;
  }
  return `        ${name})
          local dashes=$words[(i)--]
          if (( dashes < CURRENT )); then
            words=("\${(@)words[dashes + 1, -1]}")
            (( CURRENT -= dashes ))
            _normal
            return
          fi
${specified} ;;`;
}

function optionSpec({
  short,
  long,
  description,
  value,
  needsValue,
  repeated,
}: CompletedOption): string {
  const names = short === null ? [long] : [short, long];
  return names
    .map((name) => {
      const others = repeated ? '*' : names.length > 1 ? `(${names.join(' ')})` : '';
      const told = `[${description.replace(/[\\[\]]/gu, '\\$&')}]`;
      if (value === null) return quoted(`${others}${name}${told}`);
      return quoted(`${others}${name}=${told}${needsValue ? ':' : '::'}${message(value)}`);
    })
    .join(' ');
}

function argumentSpec({ variadic, value }: CompletedArgument, index: number): string {
  return quoted(`${variadic ? '*' : index + 1}:${message(value)}`);
}

/** What is asked for, and how it is found. */
function message(value: CompletedValue): string {
  const name = value.name.replace(/[\\:]/gu, '\\$&');
  switch (value.kind) {
    case 'words':
      return `${name}:(${value.words.join(' ')})`;
    case 'file':
      return `${name}:_files${value.ending === null ? '' : ` -g "*.${value.ending}"`}`;
    case 'folder':
      return `${name}:_files -/`;
    case 'program':
    case 'text':
      return `${name}: `;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
