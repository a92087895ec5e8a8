import type { Completed, CompletedCommand, CompletedValue } from './completed.js';

/**
 * Completion for bash from 3.2 on, which macOS has: no associative arrays, and `compopt` only where there is one. It needs no
 * other package, and starts nothing.
 */
export function bashCompletion({ options, commands }: Completed): string {
  const names = commands.map(({ name }) => name);
  const everywhere = options.flatMap(({ short, long }) => [
    long,
    ...(short === null ? [] : [short]),
  ]);
  const withValue = options.filter(({ needsValue }) => needsValue).map(({ long }) => long);
  return `# bash completion for understudy, written by: understudy completion bash

_understudy_words() {
  local word
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -P "$prefix" -W "$1" -- "$cur")
}

# Files that end so, and folders; where there are none, whatever the shell offers by itself.
_understudy_files() {
  local file
  compopt -o filenames 2>/dev/null
  while IFS= read -r file; do COMPREPLY+=("$prefix$file"); done < <(
    compgen -d -- "$cur"
    compgen -f -X "!*.$1" -- "$cur"
  )
}

_understudy_programs() {
  local program
  while IFS= read -r program; do COMPREPLY+=("$program"); done < <(compgen -c -- "$cur")
}

_understudy_nothing() {
  compopt +o default 2>/dev/null
  return 0
}

_understudy() {
  local cur=\${COMP_WORDS[COMP_CWORD]} option=\${COMP_WORDS[COMP_CWORD - 1]} prefix='' command='' after='' at
  COMPREPLY=()
  for ((at = 1; at < COMP_CWORD; at++)); do
    case "\${COMP_WORDS[at]}" in
      --) after=yes; break ;;
      ${alternatives(withValue)}) [ -n "$command" ] || at=$((at + 1)) ;;
      -*) ;;
      *) [ -n "$command" ] || command=\${COMP_WORDS[at]} ;;
    esac
  done
  # --option=value is three words where = separates words, else one.
  if [ "$cur" = = ]; then cur=''
  elif [ "$option" = = ]; then option=\${COMP_WORDS[COMP_CWORD - 2]}
  else
    case "$cur" in
      --*=*) option=\${cur%%=*}; prefix="$option="; cur=\${cur#*=} ;;
    esac
  fi
  if [ -z "$after" ]; then
    case "$command/$option" in
${values({ options, commands })}
    esac
    case "$cur" in
      -*)
        case "$command" in
${commands.map((each) => `          ${each.name}) _understudy_words '${flags(each)}' ;;`).join('\n')}
          *) _understudy_words '${everywhere.join(' ')}' ;;
        esac
        _understudy_nothing
        return ;;
    esac
  fi
  case "$command" in
    '') _understudy_words '${names.join(' ')}'; _understudy_nothing ;;
${commands.map(positional).join('\n')}
  esac
}

complete -o default -F _understudy understudy
`;

  function flags(command: CompletedCommand): string {
    const own = command.options.flatMap(({ short, long }) => [
      long,
      ...(short === null ? [] : [short]),
    ]);
    return [...new Set([...own, ...everywhere])].filter((each) => each !== '-V').join(' ');
  }
}

/** What stands behind an option that needs a value; those that need the same stand together. */
function values({ options, commands }: Completed): string {
  const cases = new Map<string, string[]>();
  const all = [{ name: '*', options }, ...commands];
  for (const { name, options: each } of [...all.slice(1), ...all.slice(0, 1)]) {
    for (const { long, value, needsValue } of each) {
      if (value === null || !needsValue) continue;
      const action = offered(value);
      cases.set(action, [...(cases.get(action) ?? []), `${name}/${long}`]);
    }
  }
  return [...cases]
    .map(([action, places]) => `      ${places.join(' | ')}) ${action}; return ;;`)
    .join('\n');
}

function positional({ name, arguments: taken }: CompletedCommand): string {
  const own = taken.filter(({ value }) => value.kind !== 'program').at(-1);
  const action = own === undefined ? '_understudy_nothing' : offered(own.value);
  const runs = taken.some(({ value }) => value.kind === 'program');
  if (!runs) return `    ${name}) ${action} ;;`;
  return `    ${name}) if [ -n "$after" ]; then _understudy_programs; else ${action}; fi ;;`;
}

function offered(value: CompletedValue): string {
  switch (value.kind) {
    case 'words':
      return `_understudy_words '${value.words.join(' ')}'; _understudy_nothing`;
    case 'file':
      return value.ending === null ? ':' : `_understudy_files ${value.ending}`;
    case 'folder':
      return '_understudy_files /';
    case 'program':
    case 'text':
      return '_understudy_nothing';
  }
}

const alternatives = (names: readonly string[]): string => names.join(' | ') || "''";
