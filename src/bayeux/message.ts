import { type JsonNode, type JsonObject, textOf } from '../json/node.js';

/**
 * One Bayeux message as it stood. Members that are absent are undefined, or null where only one type is
 * legal and another came; of a member that is there twice the last one counts. Names as in Bayeux §3.
 */
export interface BayeuxMessage {
  /** The slice of the batch that this message is. */
  readonly text: string;
  /** The same, parsed. Its spans point into the whole batch: `node.start` is where `text` begins. */
  readonly node: JsonObject;
  readonly channel: string | null;
  readonly clientId: string | null;
  readonly id: JsonNode | undefined;
  readonly successful: boolean | null;
  /** `subscription`, which servers and clients send as one string or an array of them. */
  readonly subscriptions: readonly string[];
  readonly advice: JsonNode | undefined;
  readonly data: JsonNode | undefined;
  readonly ext: JsonNode | undefined;
  /** `402::Unknown client`; see `errors.ts`. */
  readonly error: string | null;
}

/** Reads a JSON object as a Bayeux message; it need not be one. */
export function messageOf(node: JsonObject): BayeuxMessage {
  // One pass, since this is done for all that passes; a Map-like object is avoided for `__proto__`'s sake.
  let channel: JsonNode | undefined;
  let clientId: JsonNode | undefined;
  let id: JsonNode | undefined;
  let successful: JsonNode | undefined;
  let subscription: JsonNode | undefined;
  let advice: JsonNode | undefined;
  let data: JsonNode | undefined;
  let ext: JsonNode | undefined;
  let error: JsonNode | undefined;
  for (const { name, value } of node.members) {
    if (name === 'channel') channel = value;
    else if (name === 'clientId') clientId = value;
    else if (name === 'id') id = value;
    else if (name === 'successful') successful = value;
    else if (name === 'subscription') subscription = value;
    else if (name === 'advice') advice = value;
    else if (name === 'data') data = value;
    else if (name === 'ext') ext = value;
    else if (name === 'error') error = value;
  }
  return {
    text: textOf(node),
    node,
    channel: asString(channel),
    clientId: asString(clientId),
    id,
    successful: successful?.kind === 'literal' ? successful.value : null,
    subscriptions: asStrings(subscription),
    advice,
    data,
    ext,
    error: asString(error),
  };
}

function asString(node: JsonNode | undefined): string | null {
  return node?.kind === 'string' ? node.value : null;
}

function asStrings(node: JsonNode | undefined): readonly string[] {
  const nodes = node?.kind === 'array' ? node.items : [node];
  return nodes.flatMap((each) => (each?.kind === 'string' ? [each.value] : []));
}
