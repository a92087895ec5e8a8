import type { Command } from 'commander';
import { configFileName } from '../config/config-file.js';

/**
 * What to do after `init`: commands that work as they stand.
 *
 * @param recording one that is there already
 */
export function nextSteps(
  program: Command,
  file: string,
  target: string | undefined,
  recording: string | undefined,
): string {
  const config = file === configFileName ? '' : ` --config ${quoted(file)}`;
  const has = (name: string): boolean => program.commands.some((each) => each.name() === name);
  const steps = [
    [`understudy config${config}`, 'what is set, and where'],
    ...(target !== undefined && has('doctor')
      ? [[`understudy doctor${config}`, 'whether recording would go well, and what to do if not']]
      : []),
    target === undefined
      ? [`understudy record${config} --target URL`, 'record what passes; or set target in the file']
      : [`understudy record${config}`, `record what desktops and ${target} say to each other`],
    ...(recording === undefined
      ? []
      : [[`understudy replay${config} ${quoted(recording)}`, 'stand in for its server']]),
  ] as const;
  const width = Math.max(...steps.map(([command = '']) => command.length));
  return [
    `wrote ${file}. Next:`,
    ...steps.map(([command = '', what]) => `  ${command.padEnd(width)}  ${what}`),
  ].join('\n');
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
