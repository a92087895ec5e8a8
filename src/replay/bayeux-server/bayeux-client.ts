import type { FaultRule } from '../faults/fault-rule.js';
import type { Mark } from '../faults/mark.js';

/** A notification on its way to a client. */
export interface Event {
  readonly text: string;
  /** Told when it has been put into a response. */
  readonly sent: () => void;
  /** Told when it has not come to the client, and never will: the client has expired. */
  readonly lost?: () => void;
  /** What is to befall the response or frame that carries it. */
  readonly mark?: Mark | null;
}

/** A connect that waits for something to say. */
export interface HeldConnect {
  /** Answers it with what is queued. */
  readonly release: () => void;
  /** Another connect of the same client has taken its place. */
  readonly supersede: () => void;
  /** Ends it otherwise than with an answer of the server's. */
  readonly fail: (failure: ConnectFailure) => void;
}

/** How a held connect may end: its connection goes, its client has become unknown, or a gateway answers with a status. */
export type ConnectFailure =
  | 'cut'
  | 'unknown-client'
  | { readonly status: number; readonly reason: string };

/** Messages that go out together, and what befalls them; null: nothing. */
export interface Batch {
  readonly events: readonly Event[];
  readonly fault: FaultRule | null;
}

/** A way to a client on which messages go at any time, without being asked for: a websocket. */
export interface Line {
  /** False once it is gone. */
  readonly open: boolean;
  readonly push: (messages: readonly string[], fault: FaultRule | null) => void;
}

/** What the server knows of one clientId. */
export class BayeuxClient {
  readonly clientId: string;
  readonly subscriptions = new Set<string>();
  /** It has connected once since its handshake. */
  connected = false;
  /** It has disconnected: its clientId is unknown from now on. */
  gone = false;
  held: HeldConnect | null = null;
  /** Where it shook hands or connected last; null over HTTP. */
  line: Line | null = null;

  readonly #acknowledges: boolean;
  #queue: Event[] = [];
  /** Sent, but not acknowledged yet, with the number of the batch. */
  #unacknowledged: { readonly batch: number; readonly event: Event }[] = [];
  #batch = 0;
  #expired = false;
  /** Something was queued once whose response or frame something is to befall. */
  #marks = false;

  /** @param acknowledges both sides speak the acknowledgement extension, so that events come on connects only */
  constructor(clientId: string, acknowledges: boolean) {
    this.clientId = clientId;
    this.#acknowledges = acknowledges;
  }

  /** What is queued goes out at once. */
  get isReachable(): boolean {
    return this.held !== null || this.line?.open === true;
  }

  get hasEvents(): boolean {
    return this.#queue.length > 0;
  }

  queue(event: Event): void {
    this.#queue.push(event);
    if (event.mark) this.#marks = true;
  }

  /** The client has got all batches up to this one; what was sent later is sent again. */
  acknowledge(batch: number): void {
    const missing = this.#unacknowledged.filter((each) => each.batch > batch);
    this.#queue = [...missing.map(({ event }) => event), ...this.#queue];
    this.#unacknowledged = [];
  }

  /** What rides on a response that is no connect's: never what is to be cut. */
  takeAside(): readonly Event[] {
    if (this.#acknowledges) return [];
    return this.#marks ? this.#takeUnmarked() : this.#take();
  }

  /** What comes on a line without being asked for, a frame at a time; nothing if the client acknowledges. */
  takeForLine(): Batch {
    return this.#acknowledges ? nothing : this.#takeBatch();
  }

  /**
   * What rides on a connect's response, and the number of the batch if the client acknowledges.
   *
   * @param alone nothing else is on that response
   */
  takeForConnect(alone: boolean): Batch & { readonly ack: number | null } {
    if (!this.#acknowledges) {
      return { ...(alone ? this.#takeBatch() : unharmed(this.takeAside())), ack: null };
    }
    this.#batch++;
    const events = this.#take();
    for (const event of events) this.#unacknowledged.push({ batch: this.#batch, event });
    return { events, ack: this.#batch, fault: alone ? this.#befalling(events) : null };
  }

  /** What befalls all of these at once: what is cut comes again, so that each of them has its turn. */
  #befalling(events: readonly Event[]): FaultRule | null {
    if (!this.#marks) return null;
    const line = this.#onLine;
    const cut = events.find(({ mark }) => (mark?.rule(line)?.kind ?? 'slow') !== 'slow');
    if (cut !== undefined) return cut.mark?.take(line) ?? null;
    const slow = events.map(({ mark }) => mark?.take(line) ?? null);
    return slow.find((each) => each !== null) ?? null;
  }

  get #onLine(): boolean {
    return this.line !== null;
  }

  /** What is to be cut goes out alone, so that nothing is lost with it, however things are grouped. */
  #takeBatch(): Batch {
    const [first] = this.#queue;
    const fault = this.#marks ? (first?.mark?.take(this.#onLine) ?? null) : null;
    if (first === undefined || fault === null) {
      return { events: this.#marks ? this.#takeUnmarked() : this.#take(), fault: null };
    }
    this.#queue.shift();
    return { events: [first], fault };
  }

  #takeUnmarked(): readonly Event[] {
    const at = this.#queue.findIndex((each) => (each.mark?.rule(this.#onLine) ?? null) !== null);
    return at < 0 ? this.#take() : this.#queue.splice(0, at);
  }

  /** Its time is over: it is unknown from now on, and gets nothing more. */
  expire(): void {
    this.gone = true;
    this.#expired = true;
    for (const event of this.#take()) event.lost?.();
  }

  /** It connects after its time was over, and tells which batches have come: what it did not get was lost. */
  connectsLate(batch: number): void {
    if (!this.#expired) return;
    this.acknowledge(batch);
    for (const event of this.#take()) event.lost?.();
  }

  #take(): readonly Event[] {
    const events = this.#queue;
    this.#queue = [];
    return events;
  }
}

const nothing = unharmed([]);

function unharmed(events: readonly Event[]): Batch {
  return { events, fault: null };
}
