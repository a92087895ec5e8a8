import type { JsonNode } from '../json/node.js';
import { tryParseJson } from '../json/parse-json.js';
import { isMeta } from './channel.js';
import { type BayeuxMessage, messageOf } from './message.js';
import type { TextLimits } from './text-limits.js';

/** Who a batch is for. */
export type Direction = 'to-server' | 'to-desktop';

/** The objects of a JSON array, or a single object (which is met too), as messages; null if the text is anything else. */
export function parseBatch(text: string, limits: TextLimits = {}): readonly BayeuxMessage[] | null {
  const root = tryParseJson(text, limits);
  return root === null ? null : messagesIn(root, limits);
}

/** As `parseBatch`, for a text that is parsed already. */
export function messagesIn(
  root: JsonNode,
  { batch = Number.POSITIVE_INFINITY }: TextLimits = {},
): readonly BayeuxMessage[] | null {
  const nodes = root.kind === 'array' ? root.items.slice(0, batch + 1) : [root];
  const messages: BayeuxMessage[] = [];
  for (const node of nodes) {
    if (node.kind !== 'object') return null;
    messages.push(messageOf(node));
  }
  return messages;
}

/**
 * Whether this is Bayeux, judged by content, since the URL is a setting of the server and clients append to it.
 * It is Bayeux only if every single message is: a batch has one protocol.
 *
 * A `channel` alone proves little: GWS's own bodies speak of channels too (`"channel":"voice"`, `"channels":[…]`),
 * but those never begin with `/`, as each Bayeux channel must (§2.2). So that another API with paths in a member
 * `channel` is not mistaken either, each message must also have what tells it from such a body:
 * - from a client anything but `/meta/*` has the clientId that the handshake gave (§5.1.1 would let an unconnected
 *   client publish without one; CometD servers refuse that);
 * - from a server a reply on `/meta/*` says `successful` (§4), and anything else is an event, which has `data`
 *   (§5.2), or acknowledges a publish with `successful` (§5.1.2).
 *
 * To doubt in the one direction is cheaper than in the other: a call that is taken for Bayeux would vanish from
 * the calls, a broken Bayeux batch that is taken for a call is still kept whole.
 */
export function isBayeuxBatch(messages: readonly BayeuxMessage[], direction: Direction): boolean {
  const plausible = direction === 'to-server' ? isPlausibleRequest : isPlausibleReply;
  return messages.length > 0 && messages.every(plausible);
}

function isPlausibleRequest({ channel, clientId }: BayeuxMessage): boolean {
  if (channel === null || !channel.startsWith('/')) return false;
  return isMeta(channel) || clientId !== null;
}

function isPlausibleReply({ channel, successful, data }: BayeuxMessage): boolean {
  if (channel === null || !channel.startsWith('/')) return false;
  return successful !== null || (data !== undefined && !isMeta(channel));
}
