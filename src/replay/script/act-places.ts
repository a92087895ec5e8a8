import { canonicalJson } from '../../json/canonical-json.js';
import type { JsonNode } from '../../json/node.js';
import { tryParseJson } from '../../json/parse-json.js';
import type { Script } from './script.js';

/** Where the acts of a script are that are not found by their exchange: indices, in order. */
export interface ActPlaces {
  readonly handshakes: readonly number[];
  readonly subscribes: readonly number[];
  /** Both of these, which are recognised by their place. */
  readonly placed: readonly number[];
  /** Publishes of that data on that channel. */
  publishes(channel: string | null, data: JsonNode | undefined): readonly number[];
}

const known = new WeakMap<Script, ActPlaces>();

/** Goes through the acts once for all live sessions that play them. */
export function actPlaces(script: Script): ActPlaces {
  let places = known.get(script);
  if (places === undefined) {
    places = findPlaces(script);
    known.set(script, places);
  }
  return places;
}

function findPlaces({ acts }: Script): ActPlaces {
  const handshakes: number[] = [];
  const subscribes: number[] = [];
  const placed: number[] = [];
  const publishes = new Map<string, number[]>();
  for (const [index, act] of acts.entries()) {
    if (act.kind === 'handshake' || act.kind === 'subscribe') {
      (act.kind === 'handshake' ? handshakes : subscribes).push(index);
      placed.push(index);
    } else if (act.kind === 'publish') {
      const data = act.data === null ? undefined : tryParseJson(act.data);
      // What is no JSON equals nothing that a client can send.
      if (data === null) continue;
      const print = publishPrint(act.channel, data);
      const alike = publishes.get(print);
      if (alike === undefined) publishes.set(print, [index]);
      else alike.push(index);
    }
  }
  return {
    handshakes,
    subscribes,
    placed,
    publishes: (channel, data) =>
      channel === null ? [] : (publishes.get(publishPrint(channel, data)) ?? []),
  };
}

function publishPrint(channel: string, data: JsonNode | undefined): string {
  return JSON.stringify([channel, data === undefined ? null : canonicalJson(data)]);
}
