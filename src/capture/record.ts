import { UsageError } from '../errors.js';
import type { ListenAddress } from '../listen-address.js';
import { createRecording } from '../recording/create-recording.js';
import type { Gap } from '../recording/exchange.js';
import { createRedactor } from '../redact/redactor.js';
import { RULES_FACT, rulesToRecord } from '../rules/recorded-rules.js';
import type { Rules } from '../rules/rules.js';
import { randomKey } from '../time/chance.js';
import { systemClock } from '../time/clock.js';
import { Recorder, type RecorderCounts } from './recorder.js';
import { type Relay, startRelay } from './relay/start-relay.js';
import type { OriginOptions } from './rewrite/origin-options.js';
import { doorCertificate } from './tls/door-certificate.js';
import { tlsNotices } from './tls/tls-notices.js';
import type { TlsOptions } from './tls/tls-options.js';
import { tryConnect } from './tls/try-connect.js';
import { upstreamTrust } from './tls/upstream-trust.js';

export interface RecordOptions extends TlsOptions, OriginOptions {
  /** Origin of the real server, for instance `http://gws.test:8080` or `https://gws.test`. */
  readonly target: string;
  /** Where desktops connect; by default 127.0.0.1:8080. Port 0 picks a free one. */
  readonly listen?: ListenAddress;
  /** The recording's file; it must not exist yet. */
  readonly output: string;
  /** Names the server's version. */
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
  /** Told at once when something can't be recorded. */
  readonly onTrouble?: (message: string) => void;
  /** Told what the operator should know, each matter once; nothing is lost by it. */
  readonly onNotice?: (message: string) => void;
}

/** What a recording holds, once it is closed. */
export interface RecordSummary extends RecorderCounts {
  readonly file: string;
  readonly gaps: readonly Gap[];
}

/** A recorder at work. */
export interface RecordingProxy {
  /** Where desktops reach it. */
  readonly url: string;
  readonly file: string;
  readonly counts: RecorderCounts;
  /** What desktops are shown, PEM; null if they speak http. */
  readonly certificate: string | null;
  /** Lets held requests go, closes the file; may be called twice. */
  close(): Promise<RecordSummary>;
  [Symbol.asyncDispose](): Promise<void>;
}

const defaultListen: ListenAddress = { host: '127.0.0.1', port: 8080 };
const defaultMaxBody = 16 * 1024 * 1024;

/**
 * Stands between desktops and their server and records what passes.
 *
 * @throws UsageError if the target is no origin, the output exists, or certificates can't be used
 * @throws AddressError if the target can't be reached or the address can't be bound
 */
export async function record(options: RecordOptions): Promise<RecordingProxy> {
  const target = targetOf(options.target);
  const listen = options.listen ?? defaultListen;
  const trust = upstreamTrust(target, options);
  const certificate = await doorCertificate(options, listen.host);
  const onNotice = options.onNotice ?? (() => {});
  const clock = systemClock();
  const key = options.key ?? randomKey();
  const rules = rulesToRecord(options.rules);
  const onTrouble = options.onTrouble ?? (() => {});
  const writer = createRecording(options.output, {
    startedAt: clock.now(),
    facts: {
      target: target.origin,
      ...(rules === null ? {} : { [RULES_FACT]: rules }),
      ...(options.label === undefined ? {} : { label: options.label }),
    },
    onTrouble,
  });
  const maxBody = options.maxBody ?? defaultMaxBody;
  const recorder = new Recorder({
    writer,
    redactor: createRedactor({ key }),
    clock,
    maxBody,
    onTrouble,
    onNotice,
    ...(options.rewriteOrigin === true ? {} : { watchedOrigin: target.origin }),
    ...(options.rules === undefined ? {} : { rules: options.rules.correlate }),
  });
  let relay: Relay;
  try {
    if (options.waitTarget !== true) await tryConnect({ target, trust });
    relay = await startRelay({
      target,
      ...(trust === undefined ? {} : { trust }),
      listen,
      ...(certificate === undefined ? {} : { certificate }),
      rewriteOrigin: options.rewriteOrigin ?? false,
      onNotice,
      keepHost: options.keepHost ?? false,
      sink: recorder,
      maxMessage: maxBody,
    });
  } catch (error) {
    writer.discard();
    throw error;
  }
  writer.fact('origin', relay.url);
  for (const notice of tlsNotices(options, target, certificate)) onNotice(notice);

  const finish = async (): Promise<RecordSummary> => {
    await relay.close();
    recorder.end();
    const { gaps } = writer.close(clock.now());
    return { file: options.output, gaps, ...recorder.counts };
  };
  let closing: Promise<RecordSummary> | null = null;
  const close = (): Promise<RecordSummary> => {
    closing ??= finish();
    return closing;
  };
  return {
    url: relay.url,
    file: options.output,
    certificate: certificate === undefined ? null : String(certificate.cert),
    get counts() {
      return recorder.counts;
    },
    close,
    async [Symbol.asyncDispose]() {
      await close();
    },
  };
}

function targetOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  // Without the userinfo: what goes wrong is logged.
  const shown = text.replace(/\/\/[^/]*@/u, '//');
  if (url === null || !/^https?:$/u.test(url.protocol) || url.host === '') {
    throw new UsageError(
      `target '${shown}' is no http or https URL; write it like http://gws.test:8080`,
    );
  }
  if (url.pathname !== '/' || url.search !== '' || url.username !== '' || url.password !== '') {
    throw new UsageError(
      `target '${shown}' must be an origin alone; write ${url.origin} and leave paths to the desktops`,
    );
  }
  return url;
}
