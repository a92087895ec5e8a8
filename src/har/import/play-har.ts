import type { Recorder } from '../../capture/recorder.js';
import type { ExchangeObserver, RequestHead } from '../../capture/wire.js';
import { BoundedMap } from '../../correlate/bounded-map.js';
import type { Instant } from '../../time/clock.js';
import type { HarEvent } from './event-index.js';
import type { HarEntry } from './har-entry.js';
import type { HarFile } from './har-file.js';
import { harTrouble } from './har-trouble.js';
import type { OwnRedactor } from './own-redactor.js';
import type { HarBody } from './read-bodies.js';
import { readEntry } from './read-entry.js';
import { readFrame } from './read-frame.js';
import type { HarScan } from './scan-har.js';
import type { Warnings } from './warnings.js';

/** Exchanges that are under way at once; of the oldest, what comes later is lost. */
const MOST_OPEN = 10_000;
/** Bytes of entries that are kept from their request to their answer; others are read twice. */
const MOST_KEPT = 32 * 1024 * 1024;

/** Names of connections that are remembered. */
const MOST_CONNECTIONS = 20_000;

/** An exchange that has begun and not ended. */
interface Open {
  readonly observer: ExchangeObserver;
  /** Null if it must be read again. */
  readonly entry: HarEntry | null;
  readonly bytes: number;
}

export interface PlayOptions {
  readonly recorder: Recorder;
  readonly redactor: OwnRedactor;
  readonly warnings: Warnings;
  /** Whether all that has no name of a connection came on one: a browser's HAR is of one desktop. */
  readonly isOneDesktop: boolean;
  /** Sets the recorder's clock. */
  setTime(at: Instant): void;
}

/** Lets a recorder see again what a HAR tells, event by event. */
export class HarPlayer {
  readonly #file: HarFile;
  readonly #scan: HarScan;
  readonly #options: PlayOptions;
  readonly #open = new Map<number, Open>();
  readonly #connections = new BoundedMap<string, number>(MOST_CONNECTIONS);
  #kept = 0;
  #lastConnection = 0;

  constructor(file: HarFile, scan: HarScan, options: PlayOptions) {
    this.#file = file;
    this.#scan = scan;
    this.#options = options;
  }

  /** Returns how many bytes it was about. */
  play(event: HarEvent): number {
    this.#options.setTime(event.at);
    switch (event.what) {
      case 'begins':
        return this.#begin(event.entry);
      case 'frame':
        return this.#frame(event);
      case 'ends':
        return this.#end(event.entry);
    }
  }

  #begin(number: number): number {
    const { entry, bytes } = this.#entry(number);
    const { request, response } = entry;
    this.#warn(entry, number);
    this.#before(request.redacted);
    const body = request.body?.read() ?? null;
    const observer = this.#options.recorder.exchange(this.#connectionOf(entry), {
      method: request.method,
      target: request.target,
      httpVersion: request.httpVersion,
      headers: request.headers,
      ...framed(body),
    });
    if (body !== null) observer.requestBody(body.content);
    observer.requestEnd(request.trailers);
    if (entry.isWebsocket && response?.status === 101) {
      this.#before(response.redacted);
      this.#answer(observer, entry);
      observer.upgraded(() => {});
    }
    const isKept = entry.outcome !== 'open' && this.#kept + bytes <= MOST_KEPT;
    if (isKept) this.#kept += bytes;
    this.#open.set(number, { observer, entry: isKept ? entry : null, bytes: isKept ? bytes : 0 });
    if (this.#open.size > MOST_OPEN) this.#forgetOldest();
    return bytes;
  }

  #frame({ entry, offset, length }: HarEvent): number {
    const open = this.#open.get(entry);
    if (open === undefined) return 0;
    const frame = readFrame(this.#parsed(this.#file.read(offset, length)), this.#scan.isOwn);
    if (frame === null) return length;
    this.#before(frame.redacted);
    open.observer.websocketMessage(frame.message, () => {});
    return length;
  }

  #end(number: number): number {
    const open = this.#open.get(number);
    if (open === undefined) return 0;
    this.#open.delete(number);
    this.#kept -= open.bytes;
    const read =
      open.entry === null ? this.#entry(number) : { entry: open.entry, bytes: open.bytes };
    const { entry, bytes } = read;
    const { response, outcome, isWebsocket } = entry;
    // Such an event is never made.
    if (outcome === 'open') return bytes;
    if (response !== null) {
      this.#before(response.redacted);
      if (!isWebsocket || response.status !== 101) this.#answer(open.observer, entry);
    }
    open.observer.end(outcome, response?.trailers ?? [], () => {});
    return bytes;
  }

  #answer(observer: ExchangeObserver, { response }: HarEntry): void {
    if (response === null) return;
    const { status, reason, headers } = response;
    const body = response.body?.read() ?? null;
    observer.responseHead({ status, reason, httpVersion: '1.1', headers, ...framed(body) });
    if (body !== null) observer.responseBody(body.content);
  }

  #before(places: ReadonlySet<string>): void {
    this.#options.redactor.before(this.#scan.isOwn ? places : undefined);
  }

  #forgetOldest(): void {
    for (const [number, { observer, bytes }] of this.#open) {
      this.#options.warnings.count('crowded');
      this.#open.delete(number);
      this.#kept -= bytes;
      observer.forgotten();
      return;
    }
  }

  #connectionOf({ connection }: HarEntry): number {
    if (this.#scan.isOwn && /^\d{1,9}$/u.test(connection ?? '')) return Number(connection);
    const name = this.#options.isOneDesktop ? '' : connection;
    const known = name === null ? undefined : this.#connections.get(name);
    if (known !== undefined) return known;
    this.#lastConnection += 1;
    if (name !== null) this.#connections.set(name, this.#lastConnection);
    return this.#lastConnection;
  }

  #warn(entry: HarEntry, number: number): void {
    const { request, response, unsayable, isElsewhere, isWebsocket } = entry;
    const { warnings } = this.#options;
    const bodies = [request.body, response?.body ?? null];
    const absent = bodies.filter((body) => body?.isAbsent === true).length;
    warnings.count(isElsewhere ? 'elsewhere' : 'absent', absent);
    warnings.count('headers', unsayable);
    const isOpened = isWebsocket && response?.status === 101;
    if (isOpened && !this.#scan.entries.hasFrames(number)) {
      warnings.count(isElsewhere ? 'elsewhere' : 'no-frames');
    }
  }

  #entry(number: number): { readonly entry: HarEntry; readonly bytes: number } {
    const parts = this.#scan.entries.partsOf(number);
    const texts = parts.map(({ offset, length }) => this.#file.read(offset, length));
    const bytes = Buffer.concat(
      texts.length === 1 ? texts : [texts[0] as Buffer, EMPTY_LIST, texts[1] as Buffer],
    );
    const entry = readEntry(this.#parsed(bytes), this.#scan.isOwn);
    // It was read before, and was an entry then.
    if (typeof entry === 'string') throw harTrouble(this.#file.file, CHANGED);
    return { entry, bytes: bytes.length };
  }

  #parsed(bytes: Buffer): unknown {
    try {
      return JSON.parse(bytes.toString()) as unknown;
    } catch (error) {
      throw harTrouble(this.#file.file, CHANGED, error);
    }
  }
}

const CHANGED = 'it was changed while it was read';
/** Stands where frames are left out. */
const EMPTY_LIST = Buffer.from('[]');

/** Of no head is there a text; how a body was delimited does not matter either. */
function framed(
  body: ReturnType<HarBody['read']> | null,
): Pick<RequestHead, 'framing' | 'filed' | 'text'> {
  if (body === null) return { framing: 'none', text: '' };
  return { framing: 'length', text: '', filed: body.filed };
}
