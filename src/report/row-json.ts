import type { Cause, CausingAct, NotificationClass } from '../correlate/cause.js';
import { bodyText } from '../recording/body-text.js';
import type { Body, Gap, Headers } from '../recording/exchange.js';
import { isoTime } from '../recording/iso-time.js';
import type {
  RecordedExchange,
  RecordedMessage,
  RecordedSession,
  RecordingInfo,
} from '../recording/reader.js';
import type { LinkIndex } from './link-index.js';

/** A stretch that could not be recorded; times in ISO 8601. */
interface GapJson {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** The recording as a whole. */
export interface RecordingJson {
  readonly label: string | null;
  readonly target: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly interrupted: boolean;
  readonly gaps: readonly GapJson[];
  /** Only if not all calls were recorded: the operations that were. */
  readonly only?: readonly string[];
  /** Only if there are such: patterns of paths on which nothing was recorded. */
  readonly exclude?: readonly string[];
}

export interface SessionJson {
  readonly id: number;
  readonly user: string | null;
  readonly transport: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

/**
 * A body after content decoding: its text, or base64 if that is no UTF-8, or what is known of one that
 * could not be inspected and so is not stored. Null if no body was framed.
 */
type BodyJson =
  | string
  | { readonly base64: string }
  | { readonly omitted: string | null; readonly length: number; readonly digest: string | null }
  | null;

/** An exchange: the columns of the `exchanges` view. */
export interface ExchangeJson {
  readonly id: number;
  readonly session: number | null;
  readonly seq: number;
  readonly responseSeq: number | null;
  readonly startedAt: string;
  readonly durationMs: number | null;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly outcome: string;
  readonly requestHeaders: Headers;
  readonly responseHeaders: Headers | null;
  readonly requestBody: BodyJson;
  readonly responseBody: BodyJson;
}

export interface CallJson extends ExchangeJson {
  readonly operation: string | null;
  /** JSON text as it stood. */
  readonly referenceId: string | null;
  /** Ids of the notifications that answer it. */
  readonly notifications: readonly number[];
  /** Ids of the copies that went to others, or again to the caller. */
  readonly copies: readonly number[];
}

export interface NotificationJson {
  readonly id: number;
  readonly session: number | null;
  readonly seq: number;
  readonly receivedAt: string;
  readonly channel: string | null;
  readonly messageType: string | null;
  readonly notificationType: string | null;
  /** JSON text as it stood. */
  readonly referenceId: string | null;
  /** Original text. */
  readonly data: string | null;
  /** Id of the call that it answers, or that caused the notification of which it is a copy. */
  readonly call: number | null;
  readonly rule: string | null;
  readonly copy: boolean;
  /** This and the next two are absent only if nobody asked what notifications follow. */
  readonly class?: NotificationClass;
  /** The act of its own desktop that sets it free in a replay; null: none, or it belongs to no session. */
  readonly cause?: { readonly act: CausingAct['kind']; readonly id: number } | null;
  /** Id of another desktop's call that it waits for with `--together`. */
  readonly awaits?: number | null;
  /** Only if a script file decides: whether it never comes, and how many milliseconds after its cause. */
  readonly script?: { readonly drop: boolean; readonly delay: number | null };
}

/** Looks up what a notification follows, by message id. */
export type CauseOf = (notification: number) => Cause | null;

export function recordingJson(info: RecordingInfo): RecordingJson {
  return {
    label: info.label,
    target: info.target,
    startedAt: isoTime(info.startedAt),
    endedAt: info.endedAt === null ? null : isoTime(info.endedAt),
    interrupted: info.interrupted,
    gaps: info.gaps.map(gapJson),
    ...(info.only.length === 0 ? {} : { only: info.only }),
    ...(info.exclude.length === 0 ? {} : { exclude: info.exclude }),
  };
}

function gapJson(gap: Gap): GapJson {
  return { from: isoTime(gap.from), to: isoTime(gap.to), reason: gap.reason };
}

export function sessionJson(session: RecordedSession): SessionJson {
  return {
    id: session.id,
    user: session.user,
    transport: session.transport,
    startedAt: isoTime(session.startedAt),
    endedAt: session.endedAt === null ? null : isoTime(session.endedAt),
  };
}

export function exchangeJson(exchange: RecordedExchange): ExchangeJson {
  return {
    id: exchange.id,
    session: exchange.session,
    seq: exchange.seq,
    responseSeq: exchange.responseSeq,
    startedAt: isoTime(exchange.startedAt),
    durationMs:
      exchange.endedAt === null ? null : milliseconds(exchange.endedAt - exchange.startedAt),
    method: exchange.method,
    path: exchange.path,
    status: exchange.status,
    outcome: exchange.outcome,
    requestHeaders: exchange.requestHeaders,
    responseHeaders: exchange.responseHeaders,
    requestBody: bodyJson(exchange.requestBody),
    responseBody: bodyJson(exchange.responseBody),
  };
}

export function callJson(exchange: RecordedExchange, index: LinkIndex): CallJson {
  const links = index.ofCall(exchange.id);
  return {
    ...exchangeJson(exchange),
    operation: exchange.operation,
    referenceId: exchange.responseReference ?? exchange.requestReference,
    notifications: links.filter((link) => !link.copy).map((link) => link.notification),
    copies: links.filter((link) => link.copy).map((link) => link.notification),
  };
}

/** Null if the message is no notification, or a re-send of one. */
export function notificationJson(
  message: RecordedMessage,
  index: LinkIndex,
  causeOf: CauseOf | null,
): NotificationJson | null {
  const facts = message.notification;
  if (facts === null) return null;
  const link = index.ofNotification(message.id);
  return {
    id: message.id,
    session: message.session,
    seq: message.seq,
    receivedAt: isoTime(message.at),
    channel: message.channel,
    messageType: facts.messageType,
    notificationType: facts.notificationType,
    referenceId: facts.referenceId,
    data: facts.data,
    call: link?.call ?? null,
    rule: link?.rule ?? null,
    copy: link?.copy ?? false,
    ...(causeOf === null ? {} : causeJson(causeOf(message.id), link !== null)),
  };
}

function causeJson(
  cause: Cause | null,
  linked: boolean,
): Pick<NotificationJson, 'class' | 'cause' | 'awaits' | 'script'> {
  if (cause === null) {
    return { class: linked ? 'consequence' : 'unsolicited', cause: null, awaits: null };
  }
  const { act, awaits, overridden, dropped: drop, delay } = cause;
  return {
    class: cause.class,
    cause: act === null ? null : { act: act.kind, id: act.id },
    awaits,
    ...(overridden ? { script: { drop, delay } } : {}),
  };
}

function bodyJson(body: Body | null): BodyJson {
  if (body === null) return null;
  if (body.content === null) {
    return { omitted: body.omitted, length: body.length, digest: body.digest };
  }
  return bodyText(body) ?? { base64: Buffer.from(body.content).toString('base64') };
}

/** To the microsecond: what lies below is noise of floating point. */
function milliseconds(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
