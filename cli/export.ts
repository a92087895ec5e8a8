import { once } from 'node:events';
import { Command, Option } from 'commander';
import {
  describeExport,
  EXPORT_FORMATS,
  type ExportFormat,
  exportRecording,
} from '../src/index.js';
import { readAsOne } from './read-as-one.js';
import { stoppedBySignal } from './until-signal.js';

interface Flags {
  readonly format: ExportFormat;
  readonly output?: string;
}

export function exportCommand(): Command {
  return new Command('export')
    .summary('write a recording in a form that other tools read')
    .description(
      'Writes a recording in another form, to standard output or into a new file. The recording stays as it is.\n' +
        'jsonl: a line for each event, which loses nothing; `understudy import` makes the same recording of it.\n' +
        "har: HAR 1.2 for Chrome's developer tools and other viewers, with the links in `_understudy`.",
    )
    .argument(
      '<file>',
      'the recording; several files with commas between them, or a folder, are one',
    )
    .addOption(
      new Option('--format <format>', 'the form').choices(EXPORT_FORMATS).makeOptionMandatory(),
    )
    .option('--output <file>', 'the new file (default: standard output)')
    .addHelpText(
      'after',
      '\nExamples:\n  understudy export monday.db --format jsonl --output monday.jsonl' +
        '\n  understudy export monday.db --format har --output monday.har' +
        '\n  understudy export monday.db --format jsonl | grep \'"event":"gap"\'',
    )
    .action(async (name: string, { format, output }: Flags) => {
      if (output === undefined) {
        using one = await readAsOne(name, { once: true });
        await exportRecording(one.file, { format, write: toStandardOutput });
        return;
      }
      const exported = await stoppedBySignal(async (signal) => {
        // Awaited here: it is closed when this returns.
        using one = await readAsOne(name, { once: true, signal });
        return await exportRecording(one.file, { format, output, signal });
      });
      console.log(describeExport(exported));
    });
}

/** Waits for a reader that is slower. */
async function toStandardOutput(chunk: string): Promise<void> {
  if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
}
