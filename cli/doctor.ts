import { Command, InvalidArgumentError } from 'commander';
import {
  type Account,
  describeCheck,
  describeExamination,
  examine,
  loadAccounts,
  parseListenAddress,
  UsageError,
} from '../src/index.js';
import { wholeNumber } from './amount.js';
import { addDurabilityFlag, type DurabilityFlag } from './record/durability-flag.js';
import { addLimitFlags, type LimitFlags, limitOptions } from './record/limit-flags.js';
import { addTlsFlags, type TlsFlags, tlsOptions } from './record/tls-flags.js';
import { rulesOption } from './rules-option.js';

interface Flags extends DurabilityFlag, LimitFlags, TlsFlags {
  readonly target?: string;
  readonly listen: string;
  readonly output?: string;
  readonly rules?: readonly string[];
  readonly rewriteOrigin?: boolean;
  readonly cometd?: string;
  readonly user?: string;
  readonly credentials?: string;
  readonly timeout: number;
  readonly json?: boolean;
}

export function doctorCommand(finish: (status: number) => void): Command {
  const command = new Command('doctor')
    .summary('whether a recording would go well, and what to do if not')
    .description(
      'Looks at what a recording depends on: this machine and, with --target, the server; says what to do about each.\n' +
        'Unlike record it asks the server a few things by itself: its version, and for a CometD handshake that it ends at once.\n' +
        'Exit status 1 if something would not work; warnings are no failure.',
    )
    .option('--target <url>', 'origin of the real server (default: only this machine is looked at)')
    .option('--listen <host:port>', 'where desktops are to connect', '127.0.0.1:8080')
    .option('--output <file>', 'the recording (default: captures/<label or time>.db)')
    .addOption(rulesOption('rules file that describes the API'))
    .option('--json', 'one JSON object');
  command
    .optionsGroup('The server:')
    .option('--cometd <path>', 'where desktops find CometD (default: the usual places are tried)')
    .option(
      '--user <name>',
      'ask as this user, whose password is in the environment or --credentials',
    )
    .option('--credentials <file>', 'passwords or Authorization headers by user')
    .option('--timeout <ms>', 'how long one answer may take', milliseconds, 10_000)
    .option('--rewrite-origin', 'it is to be recorded so');
  addTlsFlags(command.optionsGroup('TLS:'));
  addDurabilityFlag(command.optionsGroup('As record is to have it:'));
  addLimitFlags(command, ['maxHold', 'maxConnections', 'connectTimeout']);
  return command
    .addHelpText(
      'after',
      '\nExamples:\n  understudy doctor' +
        '\n  understudy doctor --target http://gws.test:8080 --listen 0.0.0.0:8080 --output /var/lib/understudy/monday.db' +
        '\n  understudy doctor --target https://gws.test --ca ca.pem --json' +
        '\n  understudy doctor --target http://gws.test:8080 --user a1 --credentials accounts.json --cometd /genesys/cometd',
    )
    .action(async (flags: Flags) => {
      const json = flags.json ?? false;
      const color = process.stdout.isTTY && !process.env.NO_COLOR;
      const { target, output, rules, cometd } = flags;
      const authorization = authorizationOf(flags);
      const examination = await examine({
        ...(target === undefined ? {} : { target }),
        ...(output === undefined ? {} : { output }),
        ...(rules === undefined ? {} : { rules }),
        ...(cometd === undefined ? {} : { cometd }),
        ...(authorization === null ? {} : { authorization }),
        listen: parseListenAddress(flags.listen),
        rewriteOrigin: flags.rewriteOrigin ?? false,
        durability: flags.durability,
        timeout: flags.timeout,
        ...limitOptions(flags),
        ...tlsOptions(flags),
        onCheck: (check) => {
          if (!json) console.log(describeCheck(check, color));
        },
      });
      console.log(json ? JSON.stringify(examination) : describeExamination(examination));
      finish(examination.ok ? 0 : 1);
    });
}

/** As whom to ask; null as nobody. */
function authorizationOf({ user, credentials }: Flags): string | null {
  if (user === undefined) {
    if (credentials === undefined) return null;
    throw new UsageError('--credentials is for --user; say as whom to ask');
  }
  const warn = (warning: string): void => console.error(`understudy: ${warning}`);
  const account = loadAccounts(credentials, process.env, warn)(user, 1);
  const header = account === null ? null : headerOf(account);
  if (header !== null) return header;
  throw new UsageError(
    `no password of ${user} is known; name a file with --credentials, or set UNDERSTUDY_PASSWORD_<USER>`,
  );
}

function headerOf({ user, password, authorization }: Account): string | null {
  if (authorization !== null || password === null) return authorization;
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function milliseconds(text: string): number {
  const value = wholeNumber(text);
  if (value < 1) throw new InvalidArgumentError('Give a whole number above 0.');
  return value;
}
