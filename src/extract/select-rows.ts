import type { Database } from 'better-sqlite3';
import { isMeta } from '../bayeux/channel.js';
import type { Pause } from '../recording/pauses.js';
import { wireSteps } from '../recording/wire-steps.js';
import { type Cast, isWithin } from './cast.js';
import type { TimeWindow } from './extract-options.js';
import type { ExchangeTraits, MessageTraits, Traits } from './extract-rows.js';
import type { Selection } from './selection.js';

export interface SelectOptions {
  readonly database: Database;
  readonly traits: Traits;
  readonly cast: Cast;
  /** Whether sessions were chosen; then what belongs to none is of interest only if anybody may ask for it. */
  readonly hasChosen: boolean;
  readonly window: TimeWindow;
  /** Whether a call is wanted; null if everything is. */
  readonly fits: ((operation: string | null) => boolean) | null;
}

/**
 * Decides what is extracted: what was asked for, what it caused, and what a desktop needs to get there in a replay.
 */
export async function selectRows(
  options: SelectOptions,
  selection: Selection,
  pause: Pause,
): Promise<void> {
  const { traits } = options;
  /** By session, whether the latest act is extracted: what comes without a call followed it. */
  const latestAct = new Map<number | null, boolean>();
  for (const step of wireSteps(options.database)) {
    await pause();
    if (step.of === 'request') {
      const exchange = traits.exchange(step.id);
      if (exchange === null) continue;
      const keeps = keepsExchange(exchange, options);
      if (keeps) selection.keepExchange(step.id);
      if (exchange.kind === 'call') latestAct.set(exchange.session, keeps);
    } else if (step.of === 'message') {
      const message = traits.message(step.id);
      if (message === null) continue;
      const followed =
        message.call === null
          ? (latestAct.get(message.session) ?? true)
          : selection.hasExchange(message.call);
      const verdict = judged(message, followed, options);
      if (verdict === 'carries') selection.keepExchange(message.exchange);
      if (verdict === 'left') selection.leaveMessage(message.id);
      if (isAct(message)) latestAct.set(message.session, verdict === 'carries');
    }
  }
}

function keepsExchange(exchange: ExchangeTraits, options: SelectOptions): boolean {
  const { cast, hasChosen, window, fits } = options;
  const { session, kind, seq } = exchange;
  const isWanted = fits === null || (kind === 'call' ? fits(exchange.operation) : kind === 'safe');
  if (session === null)
    return isWithin(exchange, window) && isWanted && (!hasChosen || kind === 'safe');
  if (!cast.has(session)) return false;
  if (seq <= cast.signedOn(session)) return true;
  // Its handshake and subscriptions may be in it; frame by frame it is decided what stays.
  if (kind === 'websocket') return exchange.startedAt <= window.to;
  return isWithin(exchange, window) && isWanted;
}

/** A message that `carries` has its exchange extracted, one that is `left` is not, any other goes with its exchange. */
function judged(
  message: MessageTraits,
  followed: boolean,
  { cast, hasChosen, window, fits }: SelectOptions,
): 'carries' | 'goes along' | 'left' {
  const { session, at, seq, channel, isNotification, isFrame } = message;
  const isOurs = session === null ? !hasChosen : cast.has(session);
  const signsOn = session !== null && seq <= cast.signedOn(session);
  const isInWindow = at >= window.from && at <= window.to;
  if (isOurs && isAct(message)) {
    // Where a desktop stands when the window opens is what it subscribed to before.
    const arranges = channel !== null && isMeta(channel) && at <= window.to;
    if (signsOn || isInWindow || arranges) return 'carries';
  }
  if (isNotification) {
    if (fits === null) return isFrame && !isInWindow && !signsOn ? 'left' : 'goes along';
    return isOurs && followed && (isInWindow || signsOn) ? 'carries' : 'left';
  }
  const isLate = isFrame && !isInWindow && !signsOn && !isReplyToAct(message);
  return isLate ? 'left' : 'goes along';
}

/** What a desktop does that the server may react to. */
function isAct({ isToServer, channel }: MessageTraits): boolean {
  return isToServer && channel !== null && channel !== '/meta/connect';
}

function isReplyToAct({ isToServer, channel }: MessageTraits): boolean {
  return !isToServer && channel !== null && isMeta(channel) && channel !== '/meta/connect';
}
