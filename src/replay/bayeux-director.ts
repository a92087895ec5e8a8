import { parseMessage } from '../acts/recorded-reply.js';
import type { BayeuxMessage } from '../bayeux/message.js';
import { BayeuxClient } from './bayeux-server/bayeux-client.js';
import type { BayeuxDirector } from './bayeux-server/bayeux-server.js';
import { ackIn, speaksAck } from './bayeux-server/extensions.js';
import { deniedReply, grantedReply, handshakeReply } from './bayeux-server/replies.js';
import type { Company } from './company.js';
import type { LiveSession } from './live-session.js';
import { actPlaces } from './script/act-places.js';
import type { BayeuxWords } from './script/bayeux-words.js';

/** What happened while a batch was processed that others must know of. */
export interface BatchEvents {
  /** A handshake was refused, since nobody knows who asked. */
  denied: boolean;
  /** A publish that the recording does not have. */
  readonly unknownPublishes: { session: LiveSession | null; message: BayeuxMessage }[];
}

/** Lets the Bayeux server play: live sessions behind it, the recorded server's words in its mouth. */
export function bayeuxDirector(
  company: Company,
  words: BayeuxWords,
  session: LiveSession | null,
  events: BatchEvents,
): BayeuxDirector {
  return {
    client: (clientId) => company.tab(clientId)?.tab.client ?? null,
    words: (client) =>
      (client === null ? null : company.tab(client.clientId)?.session.script.words) ?? words,
    handshake(message) {
      if (session === null) {
        events.denied = true;
        return { reply: deniedReply(words, message), client: null };
      }
      // Whoever played this part in the recording was never let in.
      if (session.script.words.denied !== null) {
        return { reply: deniedReply(session.script.words, message), client: null };
      }
      const recorded = handshakeOf(session);
      const clientId = session.renewal.clientId(session.handshakes + 1);
      const acknowledges = [
        recorded === null ? undefined : parseMessage(recorded)?.ext,
        message.ext,
      ].every(speaksAck);
      const client = new BayeuxClient(clientId, acknowledges);
      const { tab, left } = session.shakeHands(client);
      company.joined(session, tab, left);
      return { reply: handshakeReply(recorded, message, clientId, acknowledges), client };
    },
    connectsLate(message) {
      const batch = ackIn(message);
      if (batch !== null) company.goneClient(message.clientId)?.connectsLate(batch);
    },
    subscriptionsChanged: (client) => company.tab(client.clientId)?.session.subscribe(),
    publish(client, message) {
      const publisher = company.tab(client.clientId)?.session ?? null;
      const index = publisher === null ? -1 : findPublish(publisher, message);
      if (publisher === null || index < 0) {
        events.unknownPublishes.push({ session: publisher, message });
      } else publisher.perform(index, []);
      const act = publisher?.script.acts[index];
      const recorded = act?.kind === 'publish' ? (act.reply?.text ?? null) : null;
      return grantedReply(recorded, message, client.clientId);
    },
  };
}

/** Text of the recorded reply to the handshake that comes next. */
function handshakeOf({ script, handshakes }: LiveSession): string | null {
  const places = actPlaces(script).handshakes;
  const act = script.acts[places[handshakes] ?? places.at(-1) ?? -1];
  const recorded = act?.kind === 'handshake' ? act.reply.text : null;
  return recorded ?? script.words.handshake?.text ?? null;
}

/** The first recorded publish of the same data that was not performed yet, else the last one if it may be repeated. */
function findPublish(session: LiveSession, { channel, data }: BayeuxMessage): number {
  const alike = actPlaces(session.script).publishes(channel, data);
  return session.firstOpen(alike) ?? (session.repeats ? alike.at(-1) : undefined) ?? -1;
}
