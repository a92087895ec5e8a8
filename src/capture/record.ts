import { once } from 'node:events';
import { connect } from 'node:net';
import { AddressError, UsageError } from '../errors.js';
import type { ListenAddress } from '../listen-address.js';
import type { Durability } from '../recording/create-recording.js';
import type { Gap } from '../recording/exchange.js';
import { RULES_FACT, rulesToRecord } from '../rules/recorded-rules.js';
import type { Rules } from '../rules/rules.js';
import { randomKey } from '../time/chance.js';
import { systemClock } from '../time/clock.js';
import type { RecorderCounts } from './recorder.js';
import { type Relay, startRelay } from './relay/start-relay.js';
import { RecorderThread } from './thread/recorder-thread.js';

export interface RecordOptions {
  /** Origin of the real server, for instance `http://gws.test:8080`. */
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
  const clock = systemClock();
  const rules = rulesToRecord(options.rules);
  const maxBody = options.maxBody ?? defaultMaxBody;
  const recorder = await RecorderThread.start(
    {
      file: options.output,
      startedAt: clock.now(),
      facts: {
        target: target.origin,
        ...(rules === null ? {} : { [RULES_FACT]: rules }),
        ...(options.label === undefined ? {} : { label: options.label }),
      },
      durability: options.durability ?? 'normal',
      key: options.key ?? randomKey(),
      maxBody,
      ...(options.rules === undefined ? {} : { rules: options.rules.correlate }),
    },
    {
      clock,
      maxHold: options.maxHold ?? defaultMaxHold,
      maxQueue: options.maxQueue ?? defaultMaxQueue,
      holds: options.durability !== 'relaxed',
      onTrouble: options.onTrouble ?? (() => {}),
    },
  );
  let relay: Relay;
  try {
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
    throw error;
  }
  recorder.fact('origin', relay.url);

  const finish = async (): Promise<RecordSummary> => {
    await relay.close();
    const { gaps, counts } = await recorder.close(clock.now());
    return { file: options.output, gaps, ...counts };
  };
  let closing: Promise<RecordSummary> | null = null;
  const close = (): Promise<RecordSummary> => {
    closing ??= finish();
    return closing;
  };
  return {
    url: relay.url,
    file: options.output,
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
