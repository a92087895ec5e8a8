/** A notification on its way to a client. */
export interface Event {
  readonly text: string;
  /** Told when it has been put into a response. */
  readonly sent: () => void;
  /** Told when it has not come to the client, and never will: the client has expired. */
  readonly lost?: () => void;
}

/** A connect that waits for something to say. */
export interface HeldConnect {
  /** Answers it with what is queued. */
  readonly release: () => void;
  /** Another connect of the same client has taken its place. */
  readonly supersede: () => void;
}

/** A way to a client on which messages go at any time, without being asked for: a websocket. */
export interface Line {
  /** False once it is gone. */
  readonly open: boolean;
  readonly push: (messages: readonly string[]) => void;
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
  }

  /** The client has got all batches up to this one; what was sent later is sent again. */
  acknowledge(batch: number): void {
    const missing = this.#unacknowledged.filter((each) => each.batch > batch);
    this.#queue = [...missing.map(({ event }) => event), ...this.#queue];
    this.#unacknowledged = [];
  }

  /** What rides on a response that is no connect's. */
  takeAside(): readonly Event[] {
    return this.#acknowledges ? [] : this.#take();
  }

  /** What rides on a connect's response, and the number of the batch if the client acknowledges. */
  takeForConnect(): { readonly events: readonly Event[]; readonly ack: number | null } {
    if (!this.#acknowledges) return { events: this.#take(), ack: null };
    this.#batch++;
    const events = this.#take();
    for (const event of events) this.#unacknowledged.push({ batch: this.#batch, event });
    return { events, ack: this.#batch };
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
