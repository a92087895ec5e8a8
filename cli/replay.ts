import { statSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import {
  describeReplay,
  type Inspector,
  inspect,
  mustBeNew,
  type ReplayFileOptions,
  replay,
  type StandIn,
  type Timing,
  UsageError,
} from '../src/index.js';
import { type AdminFlags, addAdminFlags, adminOptions, announceAdmin } from './admin-flags.js';
import { seed } from './amount.js';
import { announce } from './announce.js';
import { readAsOne } from './read-as-one.js';
import { addBayeuxFlags, type BayeuxFlags, bayeuxOptions } from './replay/bayeux-flags.js';
import { addFaultFlags, type FaultFlags, faultOptions } from './replay/fault-flags.js';
import {
  addMatchingFlags,
  hasFailed,
  type MatchingFlags,
  matchingOptions,
} from './replay/matching-flags.js';
import { rulesFrom, rulesOption } from './rules-option.js';
import { type ScriptFlags, scriptFrom, scriptOption } from './script-option.js';
import { addUiFlag, announceInspector, type UiFlag, uiAddress } from './ui-flag.js';
import { beginServing, listenAddress } from './with-command/serving.js';

interface Flags extends AdminFlags, MatchingFlags, BayeuxFlags, FaultFlags, ScriptFlags, UiFlag {
  readonly rules?: readonly string[];
  readonly listen: string;
  readonly session?: string;
  readonly seed: number;
  readonly timing: Timing;
  readonly together?: boolean;
  readonly strict?: boolean;
  readonly report?: string;
  readonly json?: boolean;
  readonly freshReferences?: boolean;
}

export function replayCommand(
  finish: (status: number) => void,
  commandLine: readonly string[] | null = null,
): Command {
  const command = new Command('replay')
    .summary('stand in for the server of a recording')
    .description(
      'Stands in for the recorded server: answers the same acts with the same answers and notifications.\n' +
        'Point the desktops at the address that it prints. Ctrl-C ends it and says what was played.\n' +
        'With -- COMMAND…, starts the command with that address in UNDERSTUDY_URL, and ends with it.',
    )
    .usage('[options] <file> [-- command...]')
    .argument(
      '<file>',
      'the recording; several files with commas between them, or a folder, are one',
    )
    .option(
      '--listen <host:port>',
      'where desktops connect; port 0 picks a free one',
      '127.0.0.1:8080',
    )
    .option(
      '--timing <instant|recorded|factor|manual>',
      'when answers and notifications come: at once, as recorded, so many times as fast as recorded (2 halves each delay, 0.5 doubles it), or as recorded by a clock that only --admin moves',
      timing,
      'instant',
    )
    .option(
      '--together',
      "what another desktop's call caused, like a supervisor's copy, waits for that call",
    )
    .option('--session <id|user>', 'the recorded session that every desktop plays')
    .option('--seed <n>', 'what clientIds, cookies and tokens are made from', seed, 1)
    .option('--strict', 'exit 1 if there was a miss')
    .option('--report <file>', 'write what was played, never played and missed as JSON')
    .addOption(
      rulesOption('recognise requests, and link calls and notifications, by this rules file'),
    )
    .option(
      '--fresh-references',
      'give each desktop other references than were recorded, the same in an answer and its notifications',
    )
    .addOption(scriptOption('what notifications follow, where this script file knows better'))
    .option('--json', 'one JSON object a line');
  addUiFlag(addAdminFlags(command, 'an API for tests in any language is served'));
  addBayeuxFlags(command.optionsGroup('The Bayeux server:'));
  addMatchingFlags(command.optionsGroup('What was recorded too seldom, or not at all:'));
  addFaultFlags(command.optionsGroup('What goes wrong on purpose:'));
  return command
    .addHelpText(
      'after',
      '\nExamples:\n  understudy replay recordings/complete-tweet.db --listen 127.0.0.1:8080 --strict' +
        '\n  understudy replay recordings/complete-tweet.db --together --timing recorded' +
        '\n  understudy replay recordings/complete-tweet.db --ui' +
        '\n  understudy replay recordings/complete-tweet.db --timing manual --admin 127.0.0.1:9000' +
        '\n  understudy replay recordings/complete-tweet.db --session a1 --report played.json' +
        '\n  understudy replay recordings/complete-tweet.db --timing 2 --seed 7 --bayeux-errors 4 --expire-after 10000' +
        '\n  understudy replay recordings/complete-tweet.db --script tweet.script.json --fresh-references' +
        '\n  understudy replay recordings/complete-tweet.db --rules desk.rules.json --repeat last --on-miss error' +
        '\n  understudy replay recordings/complete-tweet.db --fault drop:rate=0.1 --fault error:operation=Complete,limit=1 --fault-seed 3' +
        '\n  understudy replay recordings/complete-tweet.db --on-miss passthrough --target http://gws.test:8080 --record-missing missing.db' +
        '\n  understudy replay week.db,week.2.db --together' +
        '\n  understudy replay recordings/complete-tweet.db --strict -- npm test',
    )
    .action(async (name: string, flags: Flags) => {
      const rules = rulesFrom(flags.rules);
      const script = scriptFrom(flags);
      const json = flags.json ?? false;
      mustBeMovable(flags);
      const serving = beginServing(commandLine, finish);
      if (serving === null) return;
      const { say } = serving;
      const options: ReplayFileOptions = {
        listen: listenAddress(command, flags.listen, serving),
        seed: flags.seed,
        timing: flags.timing,
        together: flags.together ?? false,
        ...(flags.session === undefined ? {} : { session: flags.session }),
        ...(rules === undefined ? {} : { rules }),
        ...(flags.report === undefined ? {} : { report: flags.report }),
        ...matchingOptions(flags),
        ...script,
        freshReferences: flags.freshReferences ?? false,
        ...bayeuxOptions(flags),
        ...faultOptions(flags),
        ...adminOptions(flags),
      };
      // It may take a while to make one of several files: what can be said before that is.
      if (flags.report !== undefined) mustBeNew(flags.report, '--report');
      const once = uiAddress(flags) === undefined;
      using one = await serving.reading((signal) =>
        readAsOne(name, { once, signal, ...(rules === undefined ? {} : { rules }) }),
      );
      if (one === null) return;
      const standIn = await replay(one.file, options);
      const inspector = await inspectorOf(standIn, flags);
      announce(standIn.url, json, say);
      announceAdmin(standIn.admin, json, say);
      if (inspector !== null) announceInspector(inspector.url, json, say);
      let status: number;
      try {
        status = await serving.until(standIn, trouble(one.files, standIn));
      } finally {
        await inspector?.close();
        await standIn.close();
      }
      const report = standIn.report();
      say(json ? JSON.stringify({ event: 'summary', ...report }) : describeReplay(report));
      finish(status || (hasFailed(flags, report) ? 1 : 0));
    });
}

/** The page of the stand-in; null if none is asked for. */
async function inspectorOf(standIn: StandIn, flags: UiFlag): Promise<Inspector | null> {
  try {
    const listen = uiAddress(flags);
    return listen === undefined ? null : await inspect({ standIn }, { listen });
  } catch (error) {
    await standIn.close();
    throw error;
  }
}

/** Bytes of a recording that is read whole at the start, so that damage is found before a desktop meets it. */
const mostReadAhead = 64 * 1024 * 1024;

/** Rejects if the recording turns out to be damaged; never resolves. */
async function trouble(files: readonly string[], standIn: StandIn): Promise<never> {
  const size = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const all = files.reduce((sum, file) => sum + size(file), 0);
  if (all <= mostReadAhead) await standIn.readAhead();
  return new Promise(() => {});
}

/** Nobody could move time on otherwise. */
function mustBeMovable({ timing: given, admin }: Flags): void {
  if (given !== 'manual' || admin !== undefined) return;
  throw new UsageError(
    '--timing manual needs --admin, through which a program moves time on; without it only the library can',
  );
}

function timing(text: string): Flags['timing'] {
  if (text === 'instant' || text === 'recorded' || text === 'manual') return text;
  const factor = Number(text);
  if (!Number.isFinite(factor) || factor <= 0) {
    throw new InvalidArgumentError('It must be instant, recorded, manual or a number above 0.');
  }
  return factor;
}
