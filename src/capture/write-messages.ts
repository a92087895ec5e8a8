import type { BayeuxMessage } from '../bayeux/message.js';
import { isNotification } from '../bayeux/notification.js';
import { notificationFacts } from '../correlate/facts.js';
import { textOf } from '../json/node.js';
import type { MessageRow } from '../recording/exchange.js';
import { bodyPlace } from '../redact/places.js';
import type { Recorder } from './recorder.js';

/** The Bayeux messages of one request or response. */
export interface PassedMessages {
  readonly exchange: number;
  readonly direction: MessageRow['direction'];
  readonly messages: readonly BayeuxMessage[];
  /** Whom a message that names no client is for. */
  readonly clientId: string | null;
  /** Where something was redacted in the body that they stood in. */
  readonly places: readonly string[];
}

/** Writes the messages of a batch one by one, and lets notifications be correlated. */
export function writeMessages(recorder: Recorder, passed: PassedMessages): void {
  passed.messages.forEach((message, index) => {
    writeMessage(recorder, passed, message, placesOf(index, passed));
  });
}

function writeMessage(
  recorder: Recorder,
  { exchange, direction, clientId: receiver }: PassedMessages,
  message: BayeuxMessage,
  redacted: readonly string[],
): void {
  const id = recorder.nextMessageId();
  const seq = recorder.nextSeq();
  const at = recorder.options.clock.now();
  const clientId = message.clientId ?? receiver;
  const facts = isNew(recorder, direction, clientId, message)
    ? notificationFacts(message.data, recorder.options.rules)
    : null;
  recorder.options.writer.message({
    id,
    exchange,
    seq,
    at,
    direction,
    channel: message.channel,
    clientId,
    text: message.text,
    notification:
      facts === null
        ? null
        : {
            messageType: facts.messageType,
            notificationType: facts.notificationType,
            referenceId: facts.reference,
            data: message.data === undefined ? null : textOf(message.data),
          },
    redacted,
  });
  if (facts === null) return;
  recorder.count('notifications');
  recorder.correlate({
    type: 'notification',
    notification: id,
    seq,
    at,
    session: recorder.sessions.sessionOf(exchange),
    clientId,
    channel: message.channel ?? '',
    messageType: facts.messageType,
    notificationType: facts.notificationType,
    reference: facts.reference,
    resource: facts.resource,
  });
}

/** Whether it is a notification that was not delivered before. */
function isNew(
  recorder: Recorder,
  direction: MessageRow['direction'],
  clientId: string | null,
  message: BayeuxMessage,
): boolean {
  if (direction === 'to-server') {
    recorder.acks.requested(message);
    return false;
  }
  const again = recorder.acks.delivered(clientId, message);
  return !again && isNotification(message);
}

/** Places in the whole body, as seen from one message of its batch; a single object is no batch. */
function placesOf(index: number, { messages, places }: PassedMessages): readonly string[] {
  const inBatch = bodyPlace(`/${index}`);
  const own = places.filter((place) => place.startsWith(`${inBatch}/`));
  if (own.length > 0 || messages.length > 1) {
    return own.map((place) => bodyPlace(place.slice(inBatch.length)));
  }
  return places.filter((place) => place.startsWith(bodyPlace('/')));
}
