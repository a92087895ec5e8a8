import { type Direction, isBayeuxBatch, parseBatch } from '../bayeux/batch.js';
import type { BayeuxMessage } from '../bayeux/message.js';
import { clientIdHandedOut, confirmsClient } from './client-ids.js';
import type { Recorder } from './recorder.js';
import type { UnreadableReason, WebsocketMessage } from './wire.js';
import { writeMessages } from './write-messages.js';

/** Messages of a batch, without secrets. */
interface Batch {
  readonly messages: readonly BayeuxMessage[];
  readonly places: readonly string[];
}

/** Records what passes on an open websocket. */
export class WebsocketRecorder {
  readonly #recorder: Recorder;
  readonly #exchange: number;
  /** Whom messages that name no client are for: who connected or shook hands last. */
  #clientId: string | null = null;
  /** Bayeux was spoken: from then on a message that lacks what would prove it is kept, too. */
  #isBayeux = false;
  /** ClientIds of which the sessions have been told. */
  readonly #asked = new Set<string>();
  readonly #confirmed = new Set<string>();

  readonly #host: string | null;

  /**
   * @param exchange the one that opened the websocket
   * @param host by which the desktop knows the recorder
   */
  constructor(recorder: Recorder, exchange: number, host: string | null) {
    this.#host = host;
    this.#recorder = recorder;
    this.#exchange = exchange;
  }

  message({ direction, text }: WebsocketMessage, release: () => void): void {
    if (text !== null && direction === 'to-desktop') this.#recorder.toldDesktop(text, this.#host);
    const batch = text === null ? null : this.#batchOf(text, direction);
    if (batch === null) {
      this.#recorder.count('framesNotKept');
      release();
      return;
    }
    if (direction === 'to-server') this.#requested(batch.messages);
    else this.#answered(batch.messages);
    writeMessages(this.#recorder, {
      ...batch,
      exchange: this.#exchange,
      direction,
      clientId: direction === 'to-server' ? null : this.#clientId,
    });
    this.#recorder.options.writer.committed(release);
  }

  unreadable(direction: Direction, { reason, fault }: UnreadableReason): void {
    // After a breach of the protocol no peer may go on (RFC 6455 §7.1.7): nothing of use is missed.
    if (fault === 'peer') {
      this.#recorder.count('framesNotKept');
      return;
    }
    const at = this.#recorder.options.clock.now();
    const whither = direction === 'to-server' ? 'server' : 'desktop';
    const rest = `the rest of websocket ${this.#exchange} to the ${whither} is not recorded: ${reason}`;
    this.#recorder.options.writer.gap({ from: at, to: at, reason: rest });
    this.#recorder.options.onTrouble?.(rest);
  }

  /** Null if the text is no Bayeux. An empty batch is: Faye sends it to see whether the socket is alive. */
  #batchOf(text: string, direction: Direction): Batch | null {
    const redacted = this.#recorder.options.redactor.json(text);
    const messages = this.#recorder.bounded(
      this.#exchange,
      parseBatch(redacted.text, this.#recorder.options.textLimits),
    );
    if (messages === null) return null;
    this.#isBayeux ||= isBayeuxBatch(messages, direction);
    const plausible = messages.every(({ channel }) => this.#isBayeux && channel?.startsWith('/'));
    if (!plausible) return null;
    return { messages, places: redacted.places };
  }

  #requested(messages: readonly BayeuxMessage[]): void {
    for (const { channel, clientId } of messages) {
      if (clientId === null) continue;
      if (channel === '/meta/connect' || this.#clientId === null) this.#clientId = clientId;
      if (!isFirst(this.#asked, clientId)) continue;
      this.#recorder.decided(this.#recorder.sessions.clientIdSeen(this.#exchange, clientId));
    }
  }

  #answered(messages: readonly BayeuxMessage[]): void {
    for (const message of messages) {
      const handedOut = clientIdHandedOut(message);
      this.#clientId = handedOut ?? this.#clientId;
      const clientId =
        handedOut ?? (confirmsClient(message) ? (message.clientId ?? this.#clientId) : null);
      if (clientId === null || !isFirst(this.#confirmed, clientId)) continue;
      this.#recorder.decided(
        this.#recorder.sessions.answered({
          exchange: this.#exchange,
          at: this.#recorder.options.clock.now(),
          setCookies: [],
          newClientIds: [clientId],
          user: null,
        }),
      );
    }
  }
}

/** ClientIds of one websocket that are remembered; a client that goes on shaking hands is told of again. */
const MAX_CLIENTS = 100;

function isFirst(known: Set<string>, clientId: string): boolean {
  if (known.has(clientId)) return false;
  if (known.size >= MAX_CLIENTS) known.clear();
  known.add(clientId);
  return true;
}
