import type { Admin, AdminOptions } from '../admin/admin-options.js';
import type { ListenAddress } from '../listen-address.js';
import type { Durability } from '../recording/durability.js';
import type { Gap } from '../recording/exchange.js';
import { fileBytes } from '../recording/file-bytes.js';
import type { GapNews } from '../recording/gap-news.js';
import type { RedactOptions } from '../redact/redact-options.js';
import type { Rules } from '../rules/rules.js';
import { targetOrigin } from '../target-origin.js';
import { systemClock } from '../time/clock.js';
import type { AdminDoor } from './admin/open-admin-door.js';
import type { BehindRecorder } from './admin/perform-record.js';
import { type KeepOptions, keepOf } from './keep/keep.js';
import { type LimitOptions, limitsOf } from './limit-options.js';
import type { RecorderCounts, RecorderReport } from './recorder-report.js';
import { type RecorderStatus, recorderStatus } from './recorder-status.js';
import { relayLimits } from './relay/relay-limits.js';
import type { Relay } from './relay/start-relay.js';
import type { OriginOptions } from './rewrite/origin-options.js';
import { checkRotation, type RotateOptions } from './series/rotate-options.js';
import { Rotation } from './series/rotation.js';
import { doorCertificate } from './tls/door-certificate.js';
import { tlsNotices } from './tls/tls-notices.js';
import type { TlsOptions } from './tls/tls-options.js';
import { tryConnect } from './tls/try-connect.js';
import { upstreamTrust } from './tls/upstream-trust.js';

export interface RecordOptions
  extends KeepOptions,
    RedactOptions,
    LimitOptions,
    TlsOptions,
    OriginOptions,
    RotateOptions,
    AdminOptions {
  /** Origin of the real server, for instance `http://gws.test:8080` or `https://gws.test`. */
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
  /** Key of the pseudonyms, 16 bytes or more; by default a new one, kept nowhere. */
  readonly key?: Uint8Array;
  /** What the API looks like, see `loadRules`; by default Genesys Web Services. */
  readonly rules?: Rules;
  /**
   * What a commit survives, and whether desktops wait for it: `normal` (by default) the death of the
   * process, `full` also the loss of power, `relaxed` is as `normal` without the wait.
   */
  readonly durability?: Durability;
  /** Told at once when something can't be recorded. */
  readonly onTrouble?: (message: string) => void;
  /** Told of each gap twice: when it begins, and when it is over. */
  readonly onGap?: (gap: GapNews) => void;
  /**
   * Told of what the operator should know, though nothing is missing: that the target can't be reached or is back, that
   * desktops reach a limit (of each once a minute at most), and the like.
   */
  readonly onNotice?: (message: string) => void;
  /**
   * Called once with what closes the recording, whoever asked for it, and calls that: who reads the file in this process keeps
   * away from it meanwhile, as an inspector of `inspectRecorder` does.
   */
  readonly whileClosing?: <T>(close: () => Promise<T>) => Promise<T>;
}

/** What a recording holds, once it is closed. */
export interface RecordSummary
  extends RecorderCounts,
    Pick<RecorderReport, 'operations' | 'unsolicited'> {
  /** The first of them. */
  readonly file: string;
  /** All, in order. */
  readonly files: readonly string[];
  readonly gaps: readonly Gap[];
}

/** A recorder at work. */
export interface RecordingProxy {
  /** Where desktops reach it. */
  readonly url: string;
  /** The file that is being written. */
  readonly file: string;
  /** All files so far, that one last. */
  readonly files: readonly string[];
  readonly counts: RecorderCounts;
  /** Where it can be watched; null unless `admin` was given. */
  readonly admin: Admin | null;
  /** How it is doing now. */
  status(): RecorderStatus;
  /** What desktops are shown, PEM; null if they speak http. */
  readonly certificate: string | null;
  /**
   * Goes on in a new file; sessions, pseudonyms, correlation and ids go on. The one before is whole by itself.
   *
   * @returns the new file
   * @throws UsageError if it can't be made: the recording goes on in the one that it has
   */
  rotate(): Promise<string>;
  /** Lets held requests go, closes the file; may be called twice. */
  close(): Promise<RecordSummary>;
  /** Resolves when it is closed, by whoever. */
  readonly closed: Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A recorder whose recording can be told more. */
export interface RecordingProxyWithFacts extends RecordingProxy {
  /** Writes something down about the recording as a whole; it counts until `close`. */
  fact(name: string, value: string): void;
}

const defaultListen: ListenAddress = { host: '127.0.0.1', port: 8080 };

/**
 * Stands between desktops and their server and records what passes.
 *
 * @throws UsageError if the target is no origin, the output exists, or certificates can't be used
 * @throws AddressError if the target can't be reached or the address can't be bound
 */
export function record(options: RecordOptions): Promise<RecordingProxy> {
  return recordWithFacts(options);
}

/** As `record`; what drives desktops itself has more to write down. */
export async function recordWithFacts(options: RecordOptions): Promise<RecordingProxyWithFacts> {
  const target = targetOrigin(options.target);
  keepOf(options);
  checkRotation(options);
  const limits = limitsOf(options);
  const clock = systemClock();
  const startedAt = clock.now();
  const listen = options.listen ?? defaultListen;
  const trust = upstreamTrust(target, options);
  const certificate = await doorCertificate(options, listen.host);
  const onNotice = options.onNotice ?? (() => {});
  // A third of all modules, which a stand-in has no use for: it must be there in milliseconds.
  const [{ startRecorder }, { startRelay }, { openAdminDoor }] = await Promise.all([
    import('./start-recorder.js'),
    import('./relay/start-relay.js'),
    import('./admin/open-admin-door.js'),
  ]);
  let rotation: Rotation | null = null;
  const recorder = await startRecorder(options, target, limits, clock, (bytes) =>
    rotation?.sized(bytes),
  );
  let relay: Relay | undefined;
  let admin: AdminDoor | null = null;
  /** What can be asked of it at the door, once it is at work. */
  let behind: BehindRecorder | undefined;
  const status = (open: Relay): RecorderStatus =>
    recorderStatus({
      startedAt,
      now: () => clock.now(),
      open: () => open.open(),
      report: () => recorder.report,
      gapState: () => recorder.gapState,
      file: () => rotation?.file ?? options.output,
      parts: () => rotation?.files.length ?? 1,
      fileBytes: () => fileBytes(rotation?.file ?? options.output),
      load: recorder,
    });
  try {
    admin = await openAdminDoor(options, target, () => behind);
    if (options.waitTarget !== true) await tryConnect({ target, trust }, limits.connectTimeout);
    relay = await startRelay({
      target,
      ...(trust === undefined ? {} : { trust }),
      listen,
      ...(certificate === undefined ? {} : { certificate }),
      rewriteOrigin: options.rewriteOrigin ?? false,
      onNotice,
      keepHost: options.keepHost ?? false,
      sink: recorder,
      limits: relayLimits(limits),
    });
  } catch (error) {
    await recorder.discard();
    await admin?.door.close();
    throw error;
  }
  const opened = relay;
  const files = new Rotation({
    ...options,
    clock,
    file: options.output,
    goOn: (at) => recorder.rotate(at),
    onNotice,
  });
  rotation = files;
  recorder.fact('origin', opened.url);
  for (const notice of tlsNotices(options, target, certificate)) onNotice(notice);

  /** All but the guarded door, which has yet to say what it came to. */
  const end = async (): Promise<RecordSummary> => {
    admin?.endWaits();
    await opened.close();
    files.end();
    const { gaps, report } = await recorder.close(clock.now());
    const { counts, operations, unsolicited } = report;
    return { file: options.output, files: files.files, gaps, ...counts, operations, unsolicited };
  };
  let ending: Promise<RecordSummary> | null = null;
  let closing: Promise<RecordSummary> | null = null;
  let isClosed = (): void => {};
  const closed = new Promise<void>((resolve) => {
    isClosed = resolve;
  });
  const close = (): Promise<RecordSummary> => {
    ending ??= options.whileClosing?.(end) ?? end();
    closing ??= ending.finally(() => admin?.door.close()).finally(isClosed);
    return closing;
  };
  behind = {
    url: opened.url,
    files: () => files.files,
    status: () => status(opened),
    rotate: () => files.now(),
    close() {
      const all = close();
      // What fails of it is told to who asks, here and there.
      all.catch(() => {});
      return ending ?? all;
    },
  };
  return {
    url: opened.url,
    get file() {
      return files.file;
    },
    get files() {
      return files.files;
    },
    certificate: certificate === undefined ? null : String(certificate.cert),
    get counts() {
      return recorder.counts;
    },
    admin: admin === null ? null : { url: admin.url, token: admin.token },
    status: () => status(opened),
    rotate: () => files.now(),
    fact: (name, value) => recorder.fact(name, value),
    close,
    closed,
    async [Symbol.asyncDispose]() {
      await close();
    },
  };
}
