import { limitsOf } from '../capture/limit-options.js';
import { upstreamTrust } from '../capture/tls/upstream-trust.js';
import { UsageError } from '../errors.js';
import { targetOrigin } from '../target-origin.js';
import { type Clock, systemClock } from '../time/clock.js';
import { type Check, type Examination, warning } from './check.js';
import { clockCheck } from './clock-check.js';
import type { ExamineOptions } from './examine-options.js';
import { examineTarget } from './examine-target.js';
import { commitsCheck } from './machine/commits-check.js';
import { descriptorsCheck } from './machine/descriptors-check.js';
import { diskCheck } from './machine/disk-check.js';
import { doorCertificateCheck } from './machine/door-certificate-check.js';
import { listenCheck } from './machine/listen-check.js';
import { memoryCheck } from './machine/memory-check.js';
import { nodeCheck } from './machine/node-check.js';
import { outputCheck } from './machine/output-check.js';
import { rulesCheck } from './machine/rules-check.js';
import { sqliteCheck } from './machine/sqlite-check.js';
import { proxiesCheck } from './proxies-check.js';
import { serverTime } from './target/server-time.js';

const noTarget = warning(
  'target',
  'none is named, so the server was not looked at',
  'name it: --target URL, or record.target in understudy.config.json',
);

const defaultListen = { host: '127.0.0.1', port: 8080 } as const;

/**
 * Looks at everything that a recording depends on: this machine, and the server, to which it sends a few requests of its own. It
 * changes nothing: what it writes is gone afterwards, and of what it asks the server for nothing stays but sessions that expire.
 *
 * @throws UsageError if the options make no sense
 */
export async function examine(options: ExamineOptions = {}): Promise<Examination> {
  const clock = systemClock();
  const target = options.target === undefined ? null : targetOrigin(options.target);
  const trust = target === null ? undefined : upstreamTrust(target, options);
  const limits = limitsOf(definedLimits(options));
  const cometd = options.cometd ?? null;
  if (cometd !== null && !/^\/[\x21-\x7e]*$/u.test(cometd)) {
    throw new UsageError(
      `'${cometd}' is no path of a CometD endpoint; write it like /api/v2/notifications`,
    );
  }
  const checks: Check[] = [];
  const tell = (check: Check): Check => {
    checks.push(check);
    options.onCheck?.(check);
    return check;
  };

  await examineMachine(options, limits, clock, tell);
  if (target === null) tell(noTarget);
  const answers =
    target === null
      ? []
      : await examineTarget(
          {
            target,
            trust,
            connectTimeout: limits.connectTimeout,
            timeout: options.timeout ?? 10_000,
            cometd,
            authorization: options.authorization ?? null,
            rewriteOrigin: options.rewriteOrigin ?? false,
          },
          clock,
          tell,
        );
  const now = systemClock().now();
  tell(clockCheck({ now, stepped: now - clock.now(), ...serverTime(answers) }));
  const reach = target === null ? undefined : checks.find(({ check }) => check === 'target');
  const { host } = options.listen ?? defaultListen;
  tell(proxiesCheck(process.env, host, reach === undefined ? null : reach.status !== 'fail'));
  return { ok: checks.every(({ status }) => status !== 'fail'), checks };
}

async function examineMachine(
  options: ExamineOptions,
  { maxConnections, maxHold }: { readonly maxConnections: number; readonly maxHold: number },
  clock: Clock,
  tell: (check: Check) => Check,
): Promise<void> {
  const listen = options.listen ?? defaultListen;
  tell(nodeCheck(process.versions.node, process.platform, process.arch));
  const hasSqlite = tell(sqliteCheck()).status !== 'fail';
  tell(memoryCheck());
  const descriptors = descriptorsCheck(maxConnections);
  if (descriptors !== null) tell(descriptors);
  if (options.rules !== undefined && options.rules.length > 0) tell(rulesCheck(options.rules));
  const place = outputCheck(options.output);
  tell(place.check);
  tell(diskCheck(place.folder));
  if (hasSqlite && place.writable) {
    tell(
      commitsCheck(place.folder, { durability: options.durability ?? 'normal', maxHold }, clock),
    );
  }
  const shown = await doorCertificateCheck(options, listen.host, clock.now());
  if (shown !== null) tell(shown);
  tell(await listenCheck(listen));
}

/** What is checked for its range as `record` does. */
function definedLimits({ maxConnections, maxHold, connectTimeout }: ExamineOptions) {
  return {
    ...(maxConnections === undefined ? {} : { maxConnections }),
    ...(maxHold === undefined ? {} : { maxHold }),
    ...(connectTimeout === undefined ? {} : { connectTimeout }),
  };
}
