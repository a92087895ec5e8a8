import { Command } from 'commander';
import { inspect, parseListenAddress } from '../src/index.js';
import { announce } from './announce.js';
import { readEachAsOne } from './read-as-one.js';
import { repeatedOption } from './repeated-option.js';
import { rulesFrom, rulesOption } from './rules-option.js';
import { untilSignal } from './until-signal.js';

interface Flags {
  readonly listen: string;
  readonly rules?: readonly string[];
  readonly noise?: readonly string[];
  readonly write?: string;
  readonly json?: boolean;
}

export function uiCommand(): Command {
  return new Command('ui')
    .summary('look at a recording, or compare two, in a browser')
    .description(
      'Opens a page that shows what desktops and server said to each other; of two recordings it shows what differs, too.\n' +
        'Open the link that it prints: it has the token that lets you in. Ctrl-C ends it.',
    )
    .argument(
      '<file...>',
      'the recording; of two, the first is the one that shows how it was; several files with commas between them, or a folder, are one',
    )
    .option(
      '--listen <host:port>',
      'where browsers connect; port 0 picks a free one',
      '127.0.0.1:8080',
    )
    .addOption(
      rulesOption('link calls and notifications, and ignore what is noise, by this rules file'),
    )
    .addOption(
      repeatedOption(
        '--noise <file>',
        "recording of the first one's version: what differs between them means nothing",
      ),
    )
    .option(
      '--write <file>',
      'let the page write what is to be ignored into this rules file (default: it can change nothing)',
    )
    .option('--json', 'one JSON object a line')
    .addHelpText(
      'after',
      '\nExamples:\n  understudy ui recordings/complete-tweet.db' +
        '\n  understudy ui monday.db --listen 127.0.0.1:0 --rules desk.rules.json' +
        '\n  understudy ui old.db new.db --noise old-again.db --write noise.rules.json' +
        '\n\nExit status: 0 fine, 2 wrong usage, 3 a recording can not be read, 4 the address can not be bound.',
    )
    .action(async (files: readonly string[], flags: Flags) => {
      const rules = rulesFrom(flags.rules);
      const merging = rules === undefined ? {} : { rules };
      using recordings = await readEachAsOne(files, merging);
      using noise = await readEachAsOne(flags.noise ?? [], merging);
      const signal = untilSignal();
      const inspector = await inspect(recordings.files, {
        listen: parseListenAddress(flags.listen),
        ...(rules === undefined ? {} : { rules }),
        ...(flags.noise === undefined ? {} : { noise: noise.files }),
        ...(flags.write === undefined ? {} : { write: flags.write }),
      });
      announce(inspector.url, flags.json ?? false);
      await signal;
      await inspector.close();
    });
}
