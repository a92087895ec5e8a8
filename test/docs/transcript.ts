/** A command of a console block, with what it printed. */
export interface Entry {
  /** As it stands there, over several lines if it goes on behind a backslash. */
  readonly command: string;
  readonly output: string;
}

/** A block that shows a terminal: commands after `$ `, each with its output below it. */
export interface Transcript {
  /** How what was started before is ended: by Ctrl-C, or by being killed; null if it goes on. */
  readonly end: End | null;
  /** What it printed then. */
  readonly ending: string;
  readonly entries: readonly Entry[];
}

/** As terminals show it. */
export type End = '^C' | 'Killed';

export function parseTranscript(text: string): Transcript {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const end = lines[0] === '^C' || lines[0] === 'Killed' ? lines[0] : null;
  if (end !== null) lines.shift();
  const ending: string[] = [];
  const entries: { command: string[]; output: string[] }[] = [];
  for (const line of lines) {
    const current = entries.at(-1);
    if (line.startsWith('$ ')) entries.push({ command: [line.slice(2)], output: [] });
    else if (current === undefined) ending.push(line);
    else if (current.output.length === 0 && current.command.at(-1)?.endsWith('\\')) {
      current.command.push(line);
    } else current.output.push(line);
  }
  return {
    end,
    ending: joined(ending),
    entries: entries.map(({ command, output }) => ({
      command: command.join('\n'),
      output: joined(output),
    })),
  };
}

export function formatTranscript({ end, ending, entries }: Transcript): string {
  const told = entries.map(({ command, output }) => `$ ${command}\n${ended(output)}`);
  return `${end === null ? '' : `${end}\n${ended(ending)}`}${told.join('')}`;
}

const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
