import type { BayeuxMessage } from '../../bayeux/message.js';
import { type JsonNode, member, textOf } from '../../json/node.js';
import { tryParseJson } from '../../json/parse-json.js';
import type { Instant } from '../../time/clock.js';
import { editMembers } from './edit-members.js';

/** Milliseconds by which the client may be off before it is told again (CometD's `TimesyncExtension`). */
const accuracyTarget = 25;

/**
 * A reply with what the timesync extension adds to it, if the client asked for it and does not know well enough yet:
 * `tc`, its own clock as it came; `ts`, when the request came; `p`, how long the answer was held back; `a`, by how much the
 * client was off. These depend on the clock, so they stand in replies of `/meta/*` only.
 */
export function withTimesync(
  recorded: string,
  request: BayeuxMessage,
  received: Instant,
  now: Instant,
): string {
  const reply = withoutTimesync(recorded);
  const sync = member(request.ext, 'timesync');
  const tc = member(sync, 'tc');
  if (request.channel?.startsWith('/meta/') !== true || tc?.kind !== 'number') return reply;
  const ts = Math.floor(received);
  const lag = numberIn(member(sync, 'l'));
  const accuracy = Math.trunc(Number(textOf(tc)) + numberIn(member(sync, 'o')) + lag - ts);
  if (lag !== 0 && Math.abs(accuracy) < accuracyTarget) return reply;
  const spent = Math.max(0, Math.floor(now) - ts);
  const text = `{"tc":${textOf(tc)},"ts":${ts},"p":${spent},"a":${safe(accuracy)}}`;
  const node = tryParseJson(reply);
  const ext = node === null ? undefined : member(node, 'ext');
  return editMembers(reply, {
    ext: editMembers(ext?.kind === 'object' ? textOf(ext) : '{}', { timesync: text }),
  });
}

/** What a recorded reply says of the clocks was true then: a client would reckon with it. */
function withoutTimesync(reply: string): string {
  const ext = reply.includes('"timesync"')
    ? member(tryParseJson(reply) ?? undefined, 'ext')
    : undefined;
  return ext?.kind === 'object'
    ? editMembers(reply, { ext: editMembers(textOf(ext), { timesync: null }) })
    : reply;
}

/** Number of the last batch that has arrived, as a connect tells it; null if it does not. */
export function ackIn({ ext }: BayeuxMessage): number | null {
  const ack = member(ext, 'ack');
  return ack?.kind === 'number' ? Number(textOf(ack)) : null;
}

/** Whether a side speaks the acknowledgement extension: `true`, or since CometD 4 an object that says so. */
export function speaksAck(ext: JsonNode | undefined): boolean {
  const ack = member(ext, 'ack');
  const enabled = ack?.kind === 'object' ? member(ack, 'enabled') : ack;
  return enabled?.kind === 'literal' && enabled.value === true;
}

/**
 * `ext` of a handshake reply for a live client: without what was true at the recorded moment only (clocks, the number of a batch), and without
 * acknowledgements if the client does not speak of them. Null if there is none.
 */
export function handshakeExt(recorded: JsonNode | undefined, acknowledges: boolean): string | null {
  if (recorded === undefined) return null;
  const ack = member(recorded, 'ack');
  const text = editMembers(textOf(recorded), { timesync: null });
  if (!acknowledges) return editMembers(text, { ack: null });
  return ack?.kind === 'object'
    ? editMembers(text, { ack: editMembers(textOf(ack), { batch: null, size: null }) })
    : text;
}

function numberIn(node: JsonNode | undefined): number {
  return node?.kind === 'number' ? Number(textOf(node)) : 0;
}

/** A client may send any number. */
function safe(value: number): number {
  return Number.isSafeInteger(value) ? value : 0;
}
