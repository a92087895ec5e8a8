import { once } from 'node:events';
import { connect } from 'node:net';
import { AddressError, UsageError } from '../errors.js';
import type { ListenAddress } from '../listen-address.js';
import type { Durability } from '../recording/create-recording.js';
import type { Gap } from '../recording/exchange.js';
import { fileBytes } from '../recording/file-bytes.js';
import type { GapNews } from '../recording/gap-news.js';
import { type RedactOptions, redactRules } from '../redact/redact-options.js';
import { RULES_FACT, rulesToRecord } from '../rules/recorded-rules.js';
import type { Rules } from '../rules/rules.js';
import { randomKey } from '../time/chance.js';
import { type Clock, systemClock } from '../time/clock.js';
import type { Admin, AdminOptions } from './admin/admin-options.js';
import { type AdminDoor, openAdminDoor } from './admin/open-admin-door.js';
import { type KeepOptions, keepFacts, keepOf } from './keep/keep.js';
import type { RecorderCounts, RecorderReport } from './recorder.js';
import { type RecorderStatus, recorderStatus } from './recorder-status.js';
import { type Relay, startRelay } from './relay/start-relay.js';
import type { RecorderSettings } from './thread/messages.js';
import { RecorderThread } from './thread/recorder-thread.js';

export interface RecordOptions extends KeepOptions, RedactOptions, AdminOptions {
  /** Origin of the real server, for instance `http://gws.test:8080`. */
  readonly target: string;
  /** Where desktops connect; by default 127.0.0.1:8080. Port 0 picks a free one. */
  readonly listen?: ListenAddress;
  /** The recording's file; it must not exist yet. */
  readonly output: string;
  /** Names the server's version; by default what a desktop is told at `GET …/diagnostics/version`. */
  readonly label?: string;
  /** Leave `Host`, `Origin` and `Referer` as the desktop sent them. */
  readonly keepHost?: boolean;
  /** Start although the target can't be reached yet. */
  readonly waitTarget?: boolean;
  /** Key of the pseudonyms, 32 bytes; by default a new one, kept nowhere. */
  readonly key?: Uint8Array;
  /** Bytes of a body or of a websocket's message that are kept and inspected at most; by default 16 MiB. */
  readonly maxBody?: number;
  /** What the API looks like, see `loadRules`; by default Genesys Web Services. */
  readonly rules?: Rules;
  /** Milliseconds that a desktop waits for the commit of what it is about to see, at most; by default 250. */
  readonly maxHold?: number;
  /** Bytes that may wait to be committed while the store stalls; by default 64 MiB. */
  readonly maxQueue?: number;
  /**
   * What a commit survives, and whether desktops wait for it: `normal` (by default) the death of the
   * process, `full` also the loss of power, `relaxed` is as `normal` without the wait.
   */
  readonly durability?: Durability;
  /** Told at once when something can't be recorded. */
  readonly onTrouble?: (message: string) => void;
  /** Told of each gap twice: when it begins, and when it is over. */
  readonly onGap?: (gap: GapNews) => void;
  /** Told of what the operator should know, though nothing is missing. */
  readonly onNotice?: (message: string) => void;
}

/** What a recording holds, once it is closed. */
export interface RecordSummary
  extends RecorderCounts,
    Pick<RecorderReport, 'operations' | 'unsolicited'> {
  readonly file: string;
  readonly gaps: readonly Gap[];
}

/** A recorder at work. */
export interface RecordingProxy {
  /** Where desktops reach it. */
  readonly url: string;
  readonly file: string;
  readonly counts: RecorderCounts;
  /** Where it can be watched; null unless `admin` was given. */
  readonly admin: Admin | null;
  /** How it is doing now. */
  status(): RecorderStatus;
  /** Lets held requests go, closes the file; may be called twice. */
  close(): Promise<RecordSummary>;
  [Symbol.asyncDispose](): Promise<void>;
}

const defaultListen: ListenAddress = { host: '127.0.0.1', port: 8080 };
const defaultMaxBody = 16 * 1024 * 1024;
const defaultMaxHold = 250;
const defaultMaxQueue = 64 * 1024 * 1024;
/** How long the one connection at the start may take, in milliseconds. */
const connectLimit = 5_000;

/**
 * Stands between desktops and their server and records what passes.
 *
 * @throws UsageError if the target is no origin or the output exists
 * @throws AddressError if the target can't be reached or the address can't be bound
 */
export async function record(options: RecordOptions): Promise<RecordingProxy> {
  const target = targetOf(options.target);
  keepOf(options);
  const clock = systemClock();
  const startedAt = clock.now();
  const maxBody = options.maxBody ?? defaultMaxBody;
  const recorder = await startRecorder(options, target, clock);
  let relay: Relay | undefined;
  let admin: AdminDoor | null = null;
  const status = (open: Relay): RecorderStatus =>
    recorderStatus({
      startedAt,
      now: () => clock.now(),
      open: () => open.open(),
      report: () => recorder.report,
      gapState: () => recorder.gapState,
      fileBytes: () => fileBytes(options.output),
      load: recorder,
    });
  try {
    admin = await openAdminDoor(options, target, () => relay && status(relay));
    if (options.waitTarget !== true) await tryConnect(target);
    relay = await startRelay({
      target,
      listen: options.listen ?? defaultListen,
      keepHost: options.keepHost ?? false,
      sink: recorder,
      maxMessage: maxBody,
    });
  } catch (error) {
    await recorder.discard();
    await admin?.door.close();
    throw error;
  }
  const opened = relay;
  recorder.fact('origin', opened.url);

  const finish = async (): Promise<RecordSummary> => {
    await opened.close();
    const { gaps, report } = await recorder.close(clock.now());
    await admin?.door.close();
    const { counts, operations, unsolicited } = report;
    return { file: options.output, gaps, ...counts, operations, unsolicited };
  };
  let closing: Promise<RecordSummary> | null = null;
  const close = (): Promise<RecordSummary> => {
    closing ??= finish();
    return closing;
  };
  return {
    url: opened.url,
    file: options.output,
    get counts() {
      return recorder.counts;
    },
    admin: admin === null ? null : { url: admin.url, token: admin.token },
    status: () => status(opened),
    close,
    async [Symbol.asyncDispose]() {
      await close();
    },
  };
}

function startRecorder(options: RecordOptions, target: URL, clock: Clock): Promise<RecorderThread> {
  const rules = rulesToRecord(options.rules);
  const settings: RecorderSettings = {
    file: options.output,
    startedAt: clock.now(),
    facts: {
      target: target.origin,
      ...keepFacts(options),
      ...(rules === null ? {} : { [RULES_FACT]: rules }),
      ...(options.label === undefined ? {} : { label: options.label }),
    },
    durability: options.durability ?? 'normal',
    key: options.key ?? randomKey(),
    maxBody: options.maxBody ?? defaultMaxBody,
    redact: redactRules(options, options.rules?.redact),
    ...(options.rules === undefined ? {} : { rules: options.rules.correlate }),
    keep: {
      ...(options.only === undefined ? {} : { only: options.only }),
      ...(options.exclude === undefined ? {} : { exclude: options.exclude }),
    },
    labelByVersion: options.label === undefined,
  };
  return RecorderThread.start(settings, {
    clock,
    maxHold: options.maxHold ?? defaultMaxHold,
    maxQueue: options.maxQueue ?? defaultMaxQueue,
    holds: options.durability !== 'relaxed',
    onTrouble: options.onTrouble ?? (() => {}),
    onGap: options.onGap ?? (() => {}),
    onNotice: options.onNotice ?? (() => {}),
  });
}

function targetOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  // Without the userinfo: what goes wrong is logged.
  const shown = text.replace(/\/\/[^/]*@/u, '//');
  if (url?.protocol === 'https:') {
    throw new UsageError(
      `target '${shown}' speaks https, which can't be recorded; name an http port`,
    );
  }
  if (url === null || url.protocol !== 'http:' || url.host === '') {
    throw new UsageError(`target '${shown}' is no http URL; write it like http://gws.test:8080`);
  }
  if (url.pathname !== '/' || url.search !== '' || url.username !== '' || url.password !== '') {
    throw new UsageError(
      `target '${shown}' must be an origin alone; write ${url.origin} and leave paths to the desktops`,
    );
  }
  return url;
}

/** One TCP connection, closed at once; no request is sent. */
async function tryConnect(target: URL): Promise<void> {
  const socket = connect({
    host: target.hostname.replace(/^\[|\]$/gu, ''),
    port: Number(target.port || 80),
    timeout: connectLimit,
  });
  socket.once('timeout', () => socket.destroy(new Error('no answer within 5 s')));
  try {
    await once(socket, 'connect');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AddressError(
      `can't reach the target ${target.origin} (${reason}); check that it runs, or start with --wait-target`,
      target.origin,
      { cause: error },
    );
  } finally {
    socket.destroy();
  }
}
