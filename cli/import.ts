import { Command } from 'commander';
import { describeImport, importRecording, keyFromFile } from '../src/index.js';
import { addRedactFlags, type RedactFlags, redactOptions } from './redact-flags.js';
import { rulesFrom, rulesOption } from './rules-option.js';
import { thriftyHeap } from './thrifty-heap.js';
import { untilSignal } from './until-signal.js';

interface Flags extends RedactFlags {
  readonly output: string;
  readonly label?: string;
  readonly target?: string;
  readonly rules?: readonly string[];
  readonly key?: string;
  readonly json?: boolean;
}

export function importCommand(): Command {
  const command = new Command('import')
    .summary('make a recording of a HAR, or of what was exported')
    .description(
      'Makes a new recording of a HAR that Chrome, Firefox, Playwright, mitmproxy or `understudy export` has written: Bayeux in it is\n' +
        'recognised, secrets are redacted, and notifications are linked with calls as while recording.\n' +
        'Or of a file that `understudy export --format jsonl` has written: the same recording again.\n' +
        'The form is told by what the file holds, not by its name.',
    )
    .argument('<file>', 'what to import')
    .requiredOption('--output <file>', 'the new recording')
    .option('--label <text>', "of a HAR: name the server's version (default: what the file says)")
    .option(
      '--target <url>',
      'of a HAR: import what was said to this server (default: the one with most Bayeux, then most calls)',
    )
    .addOption(rulesOption('of a HAR: rules file that describes the API, and what is secret'))
    .option('--key <file>', 'of a HAR: key of the pseudonyms (default: a new key, kept nowhere)');
  return addRedactFlags(command)
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      '\nExamples:\n  understudy import monday.jsonl --output monday.db' +
        '\n  understudy import chrome.har --output chrome.db --target https://gws.test --redact pii',
    )
    .action(async (file: string, flags: Flags) => {
      thriftyHeap();
      const stop = new AbortController();
      void untilSignal().then(() => stop.abort());
      const rules = rulesFrom(flags.rules);
      const summary = await importRecording(file, {
        output: flags.output,
        ...(flags.label === undefined ? {} : { label: flags.label }),
        ...(flags.target === undefined ? {} : { target: flags.target }),
        ...(rules === undefined ? {} : { rules }),
        ...(flags.key === undefined ? {} : { key: keyFromFile(flags.key) }),
        ...redactOptions(flags),
        signal: stop.signal,
      });
      console.log(flags.json === true ? JSON.stringify(summary) : describeImport(summary));
    });
}
