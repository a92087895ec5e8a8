import { type BayeuxErrorKind, bayeuxError } from '../../bayeux/errors.js';
import { type BayeuxMessage, messageOf } from '../../bayeux/message.js';
import { member, textOf } from '../../json/node.js';
import { type BayeuxWords, replyKind } from '../script/bayeux-words.js';
import { editMembers, type MemberChanges } from './edit-members.js';
import { handshakeExt } from './extensions.js';
import { parsedText } from './parsed-text.js';

/** Milliseconds that a connect is held if the recording does not say: the default of CometD's servers. */
export const usualTimeout = 30_000;

/** Transports that the stand-in speaks, whatever the recorded server spoke. */
const connectionTypes: readonly string[] = ['websocket', 'long-polling', 'callback-polling'];

/**
 * A handshake reply: the recorded one's text, but for what belongs to the live session.
 *
 * @param acknowledges both sides speak the acknowledgement extension
 */
export function handshakeReply(
  recorded: string | null,
  request: BayeuxMessage,
  clientId: string,
  acknowledges = false,
): string {
  const supported = JSON.stringify(connectionTypes);
  const text =
    recorded ??
    `{"channel":"/meta/handshake","version":"1.0","minimumVersion":"1.0","advice":{"reconnect":"retry","interval":0,"timeout":${usualTimeout}},"successful":true}`;
  const node = parsedText(text);
  const message = node?.kind === 'object' ? messageOf(node) : null;
  return editMembers(text, {
    ...personal(request),
    clientId: JSON.stringify(clientId),
    supportedConnectionTypes: supported,
    ...withoutHosts(message),
    ext: handshakeExt(message?.ext, acknowledges),
  });
}

/**
 * @param ack number of the batch that this reply ends, for clients with the acknowledgement extension
 * @param gone the client has disconnected meanwhile: it is advised not to connect again
 */
export function connectReply(
  words: BayeuxWords,
  request: BayeuxMessage,
  clientId: string,
  ack: number | null,
  gone = false,
): string {
  const wanted = replyKind(request);
  const text =
    words.replies.get(wanted)?.text ??
    words.replies.get(wanted === 'connect' ? 'connect-with-advice' : 'connect')?.text ??
    '{"channel":"/meta/connect","successful":true}';
  const node = parsedText(text);
  const message = node?.kind === 'object' ? messageOf(node) : null;
  return editMembers(text, {
    ...personal(request),
    ...(message?.clientId === null ? {} : { clientId: JSON.stringify(clientId) }),
    ...withoutHosts(message),
    ...(gone ? { advice: editMembers(adviceIn(message), { reconnect: '"none"' }) } : {}),
    // What stood there (acknowledgements, clocks) was true for the recorded moment only.
    ext: ack === null ? null : `{"ack":${ack}}`,
  });
}

/** The reply to a subscribe, unsubscribe, disconnect or publish that is granted. */
export function grantedReply(
  recorded: string | null,
  request: BayeuxMessage,
  clientId: string,
): string {
  const channel = JSON.stringify(request.channel);
  const text = recorded ?? `{"channel":${channel},"successful":true}`;
  const node = parsedText(text);
  const message = node?.kind === 'object' ? messageOf(node) : null;
  const subscription = member(request.node, 'subscription');
  return editMembers(text, {
    ...personal(request),
    channel,
    ...(message?.clientId === null ? {} : { clientId: JSON.stringify(clientId) }),
    ...(subscription === undefined ? {} : { subscription: textOf(subscription) }),
  });
}

/** A refusal in the words of the server's era. */
export function refusedReply(
  words: BayeuxWords,
  request: BayeuxMessage,
  kind: BayeuxErrorKind,
  args: readonly string[] = [],
): string {
  const subscription = member(request.node, 'subscription');
  return editMembers('{}', {
    ...personal(request),
    channel: JSON.stringify(request.channel),
    ...(subscription === undefined ? {} : { subscription: textOf(subscription) }),
    successful: 'false',
    error: JSON.stringify(bayeuxError(kind, words.era, args)),
  });
}

/** The refusal of a handshake: the recorded one, if there is one. */
export function deniedReply(words: BayeuxWords, request: BayeuxMessage): string {
  return words.denied === null
    ? refusedReply(words, request, 'handshake-denied')
    : editMembers(words.denied, personal(request));
}

/** What a client is told whose clientId nobody knows; on a connect with the advice to shake hands again. */
export function unknownClientReply(words: BayeuxWords, request: BayeuxMessage): string {
  const advised = request.channel === '/meta/connect';
  return editMembers('{}', {
    ...personal(request),
    channel: JSON.stringify(request.channel),
    successful: 'false',
    error: JSON.stringify(words.unknownClient ?? bayeuxError('session-unknown', words.era)),
    ...(advised ? { advice: '{"reconnect":"handshake","interval":0}' } : {}),
  });
}

/** A reply echoes the request's id, as it stood (Bayeux §3.6). */
function personal(request: BayeuxMessage): MemberChanges {
  return { id: request.id === undefined ? null : textOf(request.id) };
}

function adviceIn(message: BayeuxMessage | null): string {
  const advice = message?.advice;
  return advice?.kind === 'object' ? editMembers(textOf(advice), { hosts: null }) : '{}';
}

/** Desktops must come to the stand-in, not to the hosts of the recorded server. */
function withoutHosts(message: BayeuxMessage | null): MemberChanges {
  const advice = message?.advice;
  if (advice === undefined || member(advice, 'hosts') === undefined) return {};
  return { advice: editMembers(textOf(advice), { hosts: null }) };
}
