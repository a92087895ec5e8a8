import type { Act, Consequence } from '../../acts/act.js';
import type { RecordedRequest, Script } from '../script/script.js';
import {
  actKey,
  answerKey,
  notificationKey,
  type Place,
  type PlaceRequest,
} from './fault-place.js';

/** The places of one recorded session, in recorded order: what a desktop does, and when, changes nothing in them. */
export interface FaultPlaces {
  readonly notifications: readonly Place[];
  /** Without what other sessions' calls caused. */
  readonly own: readonly Place[];
  /** Answers to calls and safe requests. */
  readonly answers: readonly Place[];
  /** Acts that a desktop does itself, once: calls and publishes. */
  readonly acts: readonly Place[];
}

const known = new WeakMap<Script, FaultPlaces>();

/** Goes through a script once for all live sessions that play it. */
export function faultPlaces(script: Script): FaultPlaces {
  let places = known.get(script);
  if (places === undefined) {
    places = findPlaces(script);
    known.set(script, places);
  }
  return places;
}

function findPlaces({ acts, requests, prologue }: Script): FaultPlaces {
  const answered = [...requests.values()].flat().sort(inRecordedOrder);
  const requestOf = new Map(answered.map((each) => [each.exchange, placeRequest(each)]));
  const exchangeOf = (act: Act | undefined): number | null =>
    act?.kind === 'call' ? act.exchange : null;
  const placeOf = (each: Consequence, act: number): Place => {
    const exchange = exchangeOf(acts[act]);
    return {
      key: notificationKey(each.notification),
      act,
      exchange,
      notification: each.notification,
      channel: each.channel,
      foreign: each.foreign !== null,
      request: requestOf.get(exchange ?? 0) ?? null,
    };
  };
  const notifications = [
    ...prologue.map((each) => placeOf(each, -1)),
    ...acts.flatMap(({ consequences }, act) => consequences.map((each) => placeOf(each, act))),
  ];
  return {
    notifications,
    own: notifications.filter(({ foreign }) => !foreign),
    answers: answered.map((each) => ({
      key: answerKey(each.exchange),
      act: each.position,
      exchange: each.exchange,
      notification: null,
      channel: null,
      foreign: false,
      request: requestOf.get(each.exchange) ?? null,
    })),
    acts: acts.flatMap((each, act) => {
      if (!isOwnAct(each)) return [];
      const exchange = exchangeOf(each);
      const channel = each.kind === 'publish' ? each.channel : null;
      const request = requestOf.get(exchange ?? 0) ?? null;
      return [
        { key: actKey(act), act, exchange, notification: null, channel, foreign: false, request },
      ];
    }),
  };
}

/** Handshakes and subscribes are recognised by their place: one live one may stand for several, or for none. */
function isOwnAct({ kind }: Act): boolean {
  return kind === 'call' || kind === 'publish';
}

/** By act, the call before what was asked after it. */
function inRecordedOrder(a: RecordedRequest, b: RecordedRequest): number {
  return a.position - b.position || Number(b.call) - Number(a.call) || a.exchange - b.exchange;
}

function placeRequest({ path, shape }: RecordedRequest): PlaceRequest {
  const { method, operation } = shape;
  return { method, path: path.replace(/[?#].*$/su, ''), operation };
}
