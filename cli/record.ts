import { Command } from 'commander';
import {
  describeRecord,
  describeRecordStart,
  keyFromFile,
  type RecordOptions,
  record,
} from '../src/index.js';
import { type AdminFlags, addAdminFlags, adminOptions, announceAdmin } from './admin-flags.js';
import { announce } from './announce.js';
import { defaultRecording } from './default-recording.js';
import { addDurabilityFlag, type DurabilityFlag } from './record/durability-flag.js';
import { addKeepFlags, type KeepFlags, keepOptions } from './record/keep-flags.js';
import { addLimitFlags, type LimitFlags, limitOptions } from './record/limit-flags.js';
import { recordExamples } from './record/record-examples.js';
import {
  addRotateFlags,
  type RotateFlags,
  rotateOnSignal,
  rotateOptions,
} from './record/rotate-flags.js';
import { addStatusFlags, operatorView, type StatusFlags } from './record/status-flags.js';
import { addTlsFlags, type TlsFlags, tlsOptions } from './record/tls-flags.js';
import { recordWithInspector } from './record/with-inspector.js';
import { addRedactFlags, type RedactFlags, redactOptions } from './redact-flags.js';
import { rulesFrom, rulesOption } from './rules-option.js';
import { addUiFlag, announceInspector, type UiFlag } from './ui-flag.js';
import { beginServing, listenAddress } from './with-command/serving.js';

interface Flags
  extends AdminFlags,
    DurabilityFlag,
    KeepFlags,
    LimitFlags,
    RedactFlags,
    RotateFlags,
    StatusFlags,
    TlsFlags,
    UiFlag {
  readonly rules?: readonly string[];
  readonly target: string;
  readonly listen: string;
  readonly output?: string;
  readonly label?: string;
  readonly keepHost?: boolean;
  readonly rewriteOrigin?: boolean;
  readonly waitTarget?: boolean;
  readonly key?: string;
}

export function recordCommand(
  finish: (status: number) => void,
  commandLine: readonly string[] | null = null,
): Command {
  const command = new Command('record')
    .summary('stand between desktops and their server, and record what passes')
    .description(
      'Stands between desktops and their server and records every call together with the notifications that answer it.\n' +
        'Point the desktops at the address that it prints. Ctrl-C ends the recording.\n' +
        'With -- COMMAND…, starts the command with that address in UNDERSTUDY_URL, and ends with it.',
    )
    .usage('[options] [-- command...]')
    .requiredOption('--target <url>', 'origin of the real server')
    .option(
      '--listen <host:port>',
      'where desktops connect; port 0 picks a free one',
      '127.0.0.1:8080',
    )
    .option('--output <file>', 'the recording (default: captures/<label or time>.db)')
    .option(
      '--label <text>',
      "names the server's version (default: what desktops are told at GET …/diagnostics/version)",
    )
    .option('--wait-target', 'start although the target can not be reached yet')
    .addOption(rulesOption('rules file that describes the API'));
  addDurabilityFlag(command);
  addRotateFlags(command.optionsGroup('Long captures:'));
  addKeepFlags(command.optionsGroup('What is recorded:'));
  addRedactFlags(command.optionsGroup('What is redacted besides credentials:')).option(
    '--key <file>',
    'key of the pseudonyms; made if it does not exist (default: a new key, kept nowhere)',
  );
  addTlsFlags(command.optionsGroup('TLS:'));
  command
    .optionsGroup('Origins:')
    .option('--keep-host', 'leave Host, Origin and Referer as the desktop sent them')
    .option(
      '--rewrite-origin',
      "put the recorder's origin in the place of the server's in bodies and notifications, too",
    );
  addStatusFlags(command.optionsGroup('What the operator sees:'));
  addUiFlag(addAdminFlags(command, '/healthz, /metrics and an API for programs are served'));
  addLimitFlags(command.optionsGroup('Limits (what lies beyond is in docs/limits.md):'));
  return command.addHelpText('after', recordExamples).action(async (flags: Flags) => {
    const rules = rulesFrom(flags.rules);
    const json = flags.json ?? false;
    const serving = beginServing(commandLine, finish);
    if (serving === null) return;
    const { say } = serving;
    const view = operatorView(flags, serving);
    const options: RecordOptions = {
      target: flags.target,
      listen: listenAddress(command, flags.listen, serving),
      output: flags.output ?? defaultRecording(flags.label),
      ...(flags.label === undefined ? {} : { label: flags.label }),
      keepHost: flags.keepHost ?? false,
      rewriteOrigin: flags.rewriteOrigin ?? false,
      durability: flags.durability,
      ...redactOptions(flags),
      waitTarget: flags.waitTarget ?? false,
      ...limitOptions(flags),
      ...(rules === undefined ? {} : { rules }),
      ...tlsOptions(flags),
      ...(flags.key === undefined ? {} : { key: keyFromFile(flags.key) }),
      ...keepOptions(flags),
      ...adminOptions(flags),
      ...rotateOptions(flags),
      onTrouble: view.onTrouble,
      onNotice: view.onNotice,
      onGap: view.onGap,
    };
    const { proxy, inspector } = await recordWithInspector(flags, view, (more) =>
      record({ ...options, ...more }),
    );
    // Before anybody knows that it is there: unheard, the signal ends a process.
    const deaf = rotateOnSignal(proxy, view.onNotice);
    view.begin(describeRecordStart({ ...options, url: proxy.url, file: proxy.file }));
    announce(proxy.url, json, say);
    announceAdmin(proxy.admin, json, say);
    if (inspector !== null) announceInspector(inspector.url, json, say);
    view.watch(proxy);
    const status = await serving.until(proxy);
    deaf();
    view.end();
    const summary = await proxy.close();
    say(json ? JSON.stringify({ event: 'summary', ...summary }) : describeRecord(summary));
    await inspector?.close();
    finish(status || (summary.gaps.length > 0 ? 3 : 0));
  });
}
